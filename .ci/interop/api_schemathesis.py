"""schemathesis sends whatever the API's description allows, and more, and finds no server error and no answer against it.

It writes too, so it gets a server of its own over a copy of the ledger.
"""
import os
import pathlib
import re
import subprocess
import sys
import time

ascribe = os.environ["ASCRIBE"]
copy = pathlib.Path(os.environ["EXPORTS"]) / "schemathesis.db"
subprocess.run([ascribe, "ledger", "backup", "--quiet", str(copy)], check=True)
server = subprocess.Popen([ascribe, "serve", "--fast", "--ledger", str(copy), "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
try:
    url = re.match(r"serving (http[^;]*/);", server.stderr.readline())[1]
    began = time.monotonic()
    run = subprocess.run(
        [pathlib.Path(sys.executable).parent / "st", "run", url + "api/v1/openapi.json",
         "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
         "--exclude-path-regex", "/events$",  # they end when the job does
         "--max-examples", os.environ.get("EXAMPLES", "15"), "--seed", "1", "--workers", "1", "--phases", "examples,coverage,fuzzing",
         "--suppress-health-check", "all", "--no-color"],
        cwd=copy.parent, capture_output=True, text=True)
    summary = [line for line in run.stdout.splitlines() if re.search(r"Test cases|Operations:|Tested|generated|unique failures|passed|failed", line)]
    print(*("  " + line.strip()[:200] for line in summary), sep="\n")
    print(f"  {time.monotonic() - began:.0f} s")
    if run.returncode:
        lines = [line[:400] for line in run.stdout.splitlines()]
        print(*lines[-200:], run.stderr[-4000:], sep="\n")
    sys.exit(run.returncode)
finally:
    server.terminate()
    server.wait()
