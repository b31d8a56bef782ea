"""stix2-validator and stix2 accept every exported bundle, and no reference leads out of one."""
import collections
import json
import pathlib
import os
import sys

import stix2
from stix2validator import ValidationOptions, validate_file

# Identifiers are made of contents (UUID version 5), which the standard allows; the validator would rather see version 4.
options = ValidationOptions(version="2.1", disabled=["uuid-check"])
failures, warnings, bundles, objects = [], collections.Counter(), 0, 0
for path in sorted(pathlib.Path(os.environ["EXPORTS"]).glob("*.stix.json")):
    bundles += 1
    result = validate_file(str(path), options)
    found = result.object_results or [result]
    failures += [f"{path.name}: {error}" for r in found for error in r.errors]
    warnings.update(str(w).split("{")[-1][:3] for r in found for w in r.warnings)
    try:
        bundle = stix2.parse(path.read_text(), allow_custom=False)
    except Exception as error:  # whatever it says, it is a failure
        failures.append(f"{path.name}: stix2: {error}")
        continue
    objects += len(bundle.objects)
    known = {o["id"] for o in bundle.objects}
    for o in json.loads(path.read_text())["objects"]:
        refs = [v for k, v in o.items() if k.endswith("_ref")] + [r for k, v in o.items() if k.endswith("_refs") for r in v]
        failures += [f"{path.name}: {o['id']} refers to {r}, which is not there" for r in refs if r not in known]

print(f"  {bundles} bundles, {objects} objects, {len(failures)} errors; warnings by code: {dict(warnings)}")
for failure in failures[:20]:
    print("  " + failure)
sys.exit(bool(failures or not bundles or not objects))
