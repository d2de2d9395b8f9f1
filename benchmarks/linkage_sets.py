"""Truth sets for record linkage: records as connectors would give them, and who is the same."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyarrow import parquet

from benchmarks import linkage_columns as columns
from benchmarks.company_generator import company_records
from benchmarks.raw_record import RawRecord, node_of, normalised
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.vocabulary import NodeKind

DATA = Path(__file__).parent / "linkage_data"


@dataclass(frozen=True, slots=True)
class LinkageSet:
    """Records in an order that says nothing, and the entity each of them is really of.

    With `links_only_across_sources`, no source holds an entity twice, and a linker may know that.
    """

    name: str
    records: tuple[LinkageRecord, ...]
    entity: dict[NodeId, str]
    links_only_across_sources: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """One file of people: its columns for record id and truth, and what the others say."""

    file: str
    record_id: str
    entity: str
    country: str
    columns: columns.Columns


_FEBRL = {
    name: _Table(f"{name}.csv", "rec_id", "cluster", "AU", columns.febrl)
    for name in ("febrl1", "febrl2", "febrl3", "febrl4a", "febrl4b")
}
_RLDATA = {
    name: _Table(f"{name}.csv", "rec_id", "ent_id", "DE", columns.rldata)
    for name in ("RLdata500", "RLdata10000")
}
_FAKE = _Table("fake_1000.csv", "unique_id", "cluster", "GB", columns.fake_1000)
_HISTORICAL = _Table("historical_50k.parquet", "unique_id", "cluster", "GB", columns.historical)
_CHINESE = _Table("zh_people_synthetic.csv", "rec_id", "entity_id", "CN", columns.chinese_people)
_TABLES = {
    **{name: (table,) for name, table in (_FEBRL | _RLDATA).items() if "febrl4" not in name},
    "febrl4": (_FEBRL["febrl4a"], _FEBRL["febrl4b"]),
    "fake_1000": (_FAKE,),
    "historical_50k": (_HISTORICAL,),
    "zh_people": (_CHINESE,),
}
COMPANIES = "companies"
SETS = (*_TABLES, COMPANIES)
"""What `load_set` knows."""


def load_set(name: str) -> LinkageSet:
    """Return the set of that name, one of `SETS`.

    Raises: KeyError: there is no such set.
    >>> data = load_set("RLdata500")
    >>> len(data.records), len(set(data.entity.values()))
    (500, 450)
    """
    tables = () if name == COMPANIES else _TABLES[name]
    raws = list(chain.from_iterable(map(_raw_records, tables))) or company_records()
    # Files list together what belongs together; the order of nodes says nothing.
    records = sorted(map(normalised, raws), key=lambda record: record.node)
    entity = {node_of(raw.source, raw.record_id): raw.entity for raw in raws}
    return LinkageSet(name, tuple(records), entity, len(tables) > 1)


def _raw_records(table: _Table) -> Iterator[RawRecord]:
    for row in _rows(DATA / table.file):
        yield RawRecord(
            source=Path(table.file).stem,
            record_id=row[table.record_id],
            entity=row[table.entity],
            kind=NodeKind.PERSON,
            country=table.country,
            texts=tuple(table.columns(row)),
        )


def _rows(path: Path) -> Iterator[columns.Row]:
    if path.suffix == ".parquet":
        for row in parquet.read_table(path).to_pylist():
            yield {name: text or "" for name, text in row.items()}
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
