"""taxii2-client reads the server through paging and filters; what it reads is what is exported."""
import json
import os
import pathlib
import sys

import stix2
from requests.exceptions import HTTPError
from taxii2client.v21 import Server, as_pages

failures = []


def check(what, ok):
    if not ok:
        failures.append(what)


server = Server(os.environ["ASCRIBE_URL"] + "taxii2/")
root = server.default
check("discovery names an API root of TAXII 2.1", root and any("version=2.1" in v for v in root.versions))
everything = root.collections[0]
check("the collection can be read and not written to", everything.can_read and not everything.can_write)

exported = json.loads((pathlib.Path(os.environ["EXPORTS"]) / "all.stix.json").read_text())["objects"]
marked = {o["id"] for o in exported if o["type"] == "marking-definition"}  # the server was not told to mark
want = {o["id"]: {k: v for k, v in o.items() if k != "object_marking_refs"} for o in exported if o["id"] not in marked}
for size in (7, 50, 1000):
    pages = list(as_pages(everything.get_objects, per_request=size))
    read = [o for page in pages for o in page.get("objects", [])]
    check(f"pages of {size}: {len(read)} objects, {len(want)} were exported", {o["id"]: o for o in read} == want and len(read) == len(want))
    check(f"pages of {size}: there are {len(pages)}", len(pages) >= len(want) / size)
    check(f"pages of {size} hold no more", all(len(page.get("objects", [])) <= size for page in pages))

manifest = [r for page in as_pages(everything.get_manifest, per_request=100) for r in page.get("objects", [])]
check("the manifest lists the same", {r["id"] for r in manifest} == set(want))
check("in the order of being added", [r["date_added"] for r in manifest] == sorted(r["date_added"] for r in manifest))

for kind in ("relationship", "opinion", "note", "report", "identity"):
    got = [o["id"] for page in as_pages(everything.get_objects, per_request=20, type=kind) for o in page.get("objects", [])]
    check(f"match[type]={kind}: {len(got)}", sorted(got) == sorted(i for i in want if i.startswith(kind + "--")) and got)
middle = manifest[len(manifest) // 2]
after = [o["id"] for page in as_pages(everything.get_objects, per_request=30, added_after=middle["date_added"]) for o in page.get("objects", [])]
check("added_after", sorted(after) == sorted(r["id"] for r in manifest if r["date_added"] > middle["date_added"]) and after)
some = [r["id"] for r in manifest[:3]]
check("match[id]", sorted(o["id"] for o in everything.get_objects(id=some)["objects"]) == sorted(some))
check("match[spec_version]", not everything.get_objects(spec_version="2.0").get("objects"))
one = everything.get_object(middle["id"])["objects"]
check("one object", [o["id"] for o in one] == [middle["id"]] and stix2.parse(one[0]))
check("its versions", everything.object_versions(middle["id"])["versions"] == [middle["version"]])
try:
    everything.get_object("report--00000000-0000-4000-8000-000000000000")
    check("an unknown object is not found", False)
except HTTPError as error:
    check("an unknown object is not found", error.response.status_code == 404 and error.response.json()["http_status"] == "404")

print(f"  {len(want)} objects, {len(failures)} failures")
for failure in failures:
    print("  failed: " + failure)
sys.exit(bool(failures))
