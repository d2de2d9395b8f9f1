"""Source files written out for other programs."""

import csv
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from veiltrace_connectors.base import Connector
from veiltrace_connectors.convert import Conversion, convert
from veiltrace_connectors.errors import IngestRefused, OutputRefused, SourceUnavailable
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import open_source
from veiltrace_graph.model import Rejected, SourceRecord

CN = Path(__file__).parents[1] / "data" / "cn"
TODAY = date(2026, 7, 1)


def enterprise(path: Path = CN / "enterprise.csv") -> Connector:
    mapping = load_mapping(shipped_mappings()["cn_enterprise"])
    return open_source(DataFile(path), mapping=mapping)


def converted(target: Path, path: Path = CN / "enterprise.csv") -> Conversion:
    return convert(lambda: enterprise(path), target, file_name=path.name, as_of=TODAY)


def test_parquet_and_csv_hold_every_value_and_every_relation(tmp_path: Path) -> None:
    records = [item for item in enterprise().records() if isinstance(item, SourceRecord)]
    values = [
        (record.record_id, entity.ref.value, one.name, one.value, one.flag.value)
        for record in records
        for entity in record.entities
        for one in entity.properties
    ]
    relations = [
        (record.record_id, one.kind.value, one.source.value, one.target.value)
        for record in records
        for one in record.relations
    ]
    done = converted(tmp_path / "out.parquet")
    assert (done.written, done.rejections) == (len(records), {})
    statements, edges = (pq.read_table(path).to_pylist() for path in done.paths)
    columns = ["record_id", "ref", "property", "value", "flag"]
    assert [tuple(row[name] for name in columns) for row in statements] == values
    columns = ["record_id", "kind", "from_ref", "to_ref"]
    assert [tuple(row[name] for name in columns) for row in edges] == relations
    done = converted(tmp_path / "out.csv")
    for path, rows in zip(done.paths, (statements, edges), strict=True):
        with path.open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == rows


def test_a_cell_that_a_spreadsheet_would_run_is_inert_in_csv_and_exact_in_parquet(
    tmp_path: Path,
) -> None:
    path = tmp_path / "firms.csv"
    text = (CN / "enterprise.csv").read_text("utf-8-sig")
    path.write_text(text.replace("示例贸易有限公司", "=HYPERLINK(1)", 1), "utf-8")
    statements = converted(tmp_path / "out.csv", path).paths[0].read_text("utf-8")
    assert "'=HYPERLINK(1)" in statements
    rows = pq.read_table(converted(tmp_path / "out.parquet", path).paths[0]).to_pylist()
    assert "=HYPERLINK(1)" in [row["value"] for row in rows]


def test_written_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    for name in ("out.ftm.jsonl", "out.csv", "out.parquet"):
        for path in converted(tmp_path / name).paths:
            assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_a_record_is_counted_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_bytes((CN / "enterprise.csv").read_bytes() + b"too,few\n")
    done = converted(tmp_path / "out.ftm.jsonl", path)
    assert done.rejections == {("wrong_number_of_fields", ""): 1}
    assert done.written == 2


def test_a_file_that_breaks_off_leaves_what_was_there_before(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    before = [path.read_bytes() for path in converted(target).paths]

    class Breaking:
        def __init__(self, inner: Connector, *, breaks: bool) -> None:
            self.inner, self.breaks = inner, breaks
            self.source, self.encoding, self.progress = inner.source, "utf-8", (0, 0)

        def records(self):
            yield from list(self.inner.records())[:1]
            if self.breaks:
                raise SourceUnavailable("the disk fails")

    passes = iter([False, True])
    with pytest.raises(SourceUnavailable):
        convert(
            lambda: Breaking(enterprise(), breaks=next(passes)),
            target,
            file_name="firms.csv",
            as_of=TODAY,
        )
    assert [path.read_bytes() for path in converted(target).paths] == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.relations.csv",
        "out.statements.csv",
    ]


def test_what_may_not_be_held_is_not_passed_on(tmp_path: Path) -> None:
    text = shipped_mappings()["cn_enterprise"].read_text("utf-8")
    leaked = load_mapping(text.replace("official_register", "leak"))
    with pytest.raises(IngestRefused, match="VT-21"):
        convert(
            lambda: open_source(DataFile(CN / "enterprise.csv"), mapping=leaked),
            tmp_path / "out.csv",
            file_name="enterprise.csv",
            as_of=TODAY,
        )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out.xlsx", "out", ".csv", "out.json"])
def test_a_name_whose_ending_says_no_format_is_refused_with_those_that_do(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(OutputRefused, match=r"\.ftm\.jsonl, .*\.csv, \.parquet"):
        converted(tmp_path / name)


def test_an_unwritable_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="cannot write"):
        converted(tmp_path / "nowhere" / "out.csv")


def test_the_same_rows_are_rejected_as_in_a_load(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_bytes((CN / "enterprise.csv").read_bytes() + b"too,few\n")
    rejected = [item for item in enterprise(path).records() if isinstance(item, Rejected)]
    done = converted(tmp_path / "out.parquet", path)
    assert sum(done.rejections.values()) == len(rejected) == 1
