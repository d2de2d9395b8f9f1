"""Prints docs/mapping.schema.json: the JSON Schema of mapping files, for editors.

Run from the repository's root:
`.venv/bin/python docs/write_mapping_schema.py > docs/mapping.schema.json`.
"""

import json

from veiltrace_connectors.mapping.schema import mapping_schema

if __name__ == "__main__":
    print(json.dumps(mapping_schema(), indent=2, ensure_ascii=False))  # noqa: T201 - its output
