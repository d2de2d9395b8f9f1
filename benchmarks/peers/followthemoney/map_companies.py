"""Maps a CSV of companies with FollowTheMoney and writes JSON, as its own `ftm map-csv` does.

Runs in an environment that has followthemoney (`requirements.txt`): `map_companies.py CSV OUT`.
Prints the CPU seconds of reading, mapping and writing, and how many rows there were. Its ids are
not signed, as `ftm map-csv` would by default: that is in its favour.
"""

import sys
import time
from pathlib import Path

from followthemoney import model
from followthemoney.cli.util import write_entity
from followthemoney.mapping.csv import CSVSource

ENTITIES = {
    "company": {
        "schema": "Company",
        "key": "编号",
        "properties": {
            "name": {"column": "企业名称"},
            "legalForm": {"column": "企业类型"},
            "status": {"column": "经营状态"},
            "capital": {"column": "注册资本"},
            "incorporationDate": {"column": "成立日期"},
            "sector": {"column": "行业"},
            "jurisdiction": {"column": "法域"},
        },
    },
}
REPRESENTATIVE = {
    "representative": {
        "schema": "Person",
        "keys": ["编号", "法定代表人"],
        "properties": {"name": {"column": "法定代表人"}},
    },
    "directorship": {
        "schema": "Directorship",
        "keys": ["编号", "法定代表人"],
        "key_literal": "directorship",
        "properties": {
            "organization": {"entity": "company"},
            "director": {"entity": "representative"},
            "role": {"literal": "法定代表人"},
        },
    },
}


def main(source: Path, target: Path) -> None:
    """Map every row of `source` into `target`, and print what it took."""
    with source.open(encoding="utf-8") as head:
        has_representative = "法定代表人" in head.readline()
    entities = ENTITIES | (REPRESENTATIVE if has_representative else {})
    query = {"csv_url": source.resolve().as_uri(), "entities": entities}
    mapping = model.make_mapping(query, key_prefix="bench")
    rows = 0
    begin = time.process_time()
    with source.open(encoding="utf-8") as read, target.open("wb") as written:
        for record in CSVSource.read_csv(read):
            rows += 1
            for entity in mapping.map(record).values():
                write_entity(written, entity)
    print(time.process_time() - begin, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
