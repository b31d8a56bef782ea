"""pymisp loads every exported event and the feed, and finds objects, tags and analyst data in them."""
import collections
import json
import os
import pathlib
import sys

from pymisp import MISPEvent

exports = pathlib.Path(os.environ["EXPORTS"])
counts, failures = collections.Counter(), []


def load(name, raw):
    event = MISPEvent()
    try:
        event.load(json.dumps(raw))
    except Exception as error:  # whatever it says, it is a failure
        failures.append(f"{name}: {error}")
        return
    counts["events"] += 1
    if event.uuid != raw["Event"]["uuid"] or not event.info or not event.date:
        failures.append(f"{name}: the event is not what was written")
    counts["tags"] += len(event.tags)
    for thing in event.objects:
        counts["objects"] += 1
        counts["opinions"] += len(thing.opinions)
        counts["notes"] += len(thing.notes)
        counts["relationships"] += len(thing.relationships)
        for attribute in thing.attributes:
            counts["attributes"] += 1
            counts["galaxies"] += len(attribute.galaxies)
            counts.update(tag.name.split(":")[0] for tag in attribute.tags)
            if attribute.category not in event.describe_types["category_type_mappings"] or attribute.type not in event.describe_types["category_type_mappings"][attribute.category]:
                failures.append(f"{name}: {attribute.type} does not belong to {attribute.category}")
    written = {o["uuid"]: o for o in raw["Event"].get("Object", [])}
    if {o.uuid for o in event.objects} != set(written) or any(len(o.attributes) != len(written[o.uuid]["Attribute"]) for o in event.objects):
        failures.append(f"{name}: objects or attributes were lost")
    json.loads(event.to_json())


for path in sorted(exports.glob("*.misp.json")):
    counts["files"] += 1
    for raw in json.loads(path.read_text())["response"]:
        load(path.name, raw)
manifest = json.loads((exports / "misp-feed" / "manifest.json").read_text())
for uuid, entry in manifest.items():
    load("misp-feed/" + uuid, json.loads((exports / "misp-feed" / (uuid + ".json")).read_text()))
    if not entry["info"] or not entry["Orgc"]["name"]:
        failures.append(f"manifest: {uuid} is described by {entry}")

for wanted in ("events", "objects", "attributes", "opinions", "notes", "galaxies", "tags", "estimative-language", "admiralty-scale"):
    if not counts[wanted]:
        failures.append(f"no {wanted} in any event")
print("  " + ", ".join(f"{n} {what}" for what, n in counts.items()) + f"; {len(failures)} failures")
for failure in failures[:20]:
    print("  failed: " + failure)
sys.exit(bool(failures))
