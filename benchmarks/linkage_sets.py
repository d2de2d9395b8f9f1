"""Truth sets for record linkage: records as connectors would give them, and who is the same."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyarrow import parquet

from benchmarks import linkage_columns as columns
from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.property_type import normalise_property

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
class RawRecord:
    """A record before it is normalised; `texts` are (property, text), empty ones to be left out."""

    record_id: str
    entity: str
    kind: NodeKind
    texts: tuple[tuple[str, str], ...]


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
SETS = tuple(_TABLES)
"""What `load_set` knows."""


def load_set(name: str) -> LinkageSet:
    """Return the set of that name, one of `SETS`.

    Raises: KeyError: there is no such set.
    >>> data = load_set("RLdata500")
    >>> len(data.records), len(set(data.entity.values()))
    (500, 450)
    """
    tables = _TABLES[name]
    records: list[LinkageRecord] = []
    entity: dict[NodeId, str] = {}
    for table in tables:
        source = Path(table.file).stem
        for raw in _raw_records(table):
            record = normalised(raw, source=source, country=table.country)
            records.append(record)
            entity[record.node] = raw.entity
    return LinkageSet(name, in_no_order(records), entity, len(tables) > 1)


def normalised(raw: RawRecord, *, source: str, country: str) -> LinkageRecord:
    """Return the record as a connector of a source under that country's law would give it."""
    values = []
    for name, text in raw.texts:
        if text.strip():
            read = normalise_property(name, text, country=country)
            values.append(PropertyValue(name, read.value, read.flag))
    return LinkageRecord(node_of(source, raw.record_id), raw.kind, source, tuple(values))


def node_of(source: str, record_id: str) -> NodeId:
    """Return the node of a record, which says nothing of its entity.

    >>> len(node_of("febrl1", "rec-0-org"))
    16
    """
    return NodeId(sha256(f"{source}:{record_id}".encode()).digest()[:16])


def in_no_order(records: Iterable[LinkageRecord]) -> tuple[LinkageRecord, ...]:
    """Return the records ordered by their nodes: files list what belongs together together."""
    return tuple(sorted(records, key=lambda record: record.node))


def _raw_records(table: _Table) -> Iterator[RawRecord]:
    for row in _rows(DATA / table.file):
        texts = tuple(table.columns(row))
        yield RawRecord(row[table.record_id], row[table.entity], NodeKind.PERSON, texts)


def _rows(path: Path) -> Iterator[columns.Row]:
    if path.suffix == ".parquet":
        for row in parquet.read_table(path).to_pylist():
            yield {name: text or "" for name, text in row.items()}
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
