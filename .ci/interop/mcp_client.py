"""The protocol's Python client lists and calls every tool, over standard streams and over HTTP."""
import asyncio
import json
import os
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

failures = []
calls = 0
READING = ["as_of", "extract_text", "get_claims", "get_incident", "resolve_name", "screen_name", "search_incidents", "who_says"]


def check(what, ok):
    if not ok:
        failures.append(what)


def quotes(value):
    """Every object in an answer that cites: it has a quote."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        for part in value.values():
            yield from quotes(part)
    elif isinstance(value, list):
        for part in value:
            yield from quotes(part)


async def walk(over, session, tools):
    """Calls each tool with what another one answered."""
    called = set()

    async def call(tool, **arguments):
        global calls
        calls += 1
        called.add(tool)
        result = await session.call_tool(tool, arguments)
        check(f"{over}: {tool} {arguments}: {result.content[0].text if result.is_error else ''}", not result.is_error)
        answer = result.structured_content
        check(f"{over}: {tool}: text and structure agree", json.loads(result.content[0].text) == answer)
        for cited in quotes(answer):
            check(f"{over}: {tool}: a quote without its document", cited["quote"] and cited["document"])
        return answer

    found = await call("search_incidents", limit=2)
    check(f"{over}: a cursor for the next page", found["next"])
    incident = found["incidents"][0]["id"]
    dossier = await call("get_incident", incident=incident)
    check(f"{over}: the dossier cites", list(quotes(dossier)))
    said = await call("who_says", incident=incident)
    claims = await call("get_claims", incident=incident, limit=3)
    check(f"{over}: claims cite", len(list(quotes(claims))) == len(claims["claims"]) > 0)
    await call("as_of", incident=incident, as_of="2010-01-01")
    await call("resolve_name", name="MuddyWater")
    check(f"{over}: a listed name", (await call("screen_name", name="Esmail Khatib"))["listed"])
    text = "Microsoft said that Turla attacked Ukraine in July 2022."
    read = await call("extract_text", text=text)
    check(f"{over}: a claim of a text", read["claims"] and read["claims"][0]["quote"] in text)
    if "ingest_text" in tools:
        kept = await call("ingest_text", text=text, name="note.txt")
        await call("judge_claim", claim=kept["claims"][0]["claim"], kind="accept")
    check(f"{over}: every tool was called", called == set(tools))
    wrong = await session.call_tool("get_incident", {"incident": "nowhere"})
    check(f"{over}: an incident that isn't there is an error", wrong.is_error)
    return said


async def main():
    for write in (False, True):
        over = "stdio --write" if write else "stdio"
        ledger = os.environ["ASCRIBE_LEDGER"]
        if write:  # other scripts compare what is served with what was exported
            ledger = os.path.join(os.environ["EXPORTS"], "mcp.db")
            os.system(f'"{os.environ["ASCRIBE"]}" ledger backup --quiet "{ledger}"')
        server = StdioServerParameters(command=os.environ["ASCRIBE"], args=["mcp", "--ledger", ledger] + ["--write"] * write, env=dict(os.environ))
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            await session.initialize()
            tools = sorted(t.name for t in (await session.list_tools()).tools)
            check(f"{over}: tools {tools}", tools == sorted(READING + ["ingest_text", "judge_claim"] * write))
            await walk(over, session, tools)
    async with streamable_http_client(os.environ["ASCRIBE_URL"] + "mcp") as streams, ClientSession(streams[0], streams[1]) as session:
        await session.initialize()
        tools = sorted(t.name for t in (await session.list_tools()).tools)
        check(f"http: tools {tools}", tools == READING)
        await walk("http", session, tools)


asyncio.run(main())
print(f"  {calls} calls, {len(failures)} failures")
for failure in failures:
    print("  failed: " + failure)
sys.exit(bool(failures))
