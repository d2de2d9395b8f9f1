"""Which statements a BODS file gives, and what is said of a file that is none."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.bods.connector import SOURCE, BodsConnector
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, SourceRecord

DATA = Path(__file__).parents[2] / "data" / "bods"
EXAMPLE = (DATA / "fermcat.json").read_bytes()


def statement(**changes: object) -> dict[str, object]:
    return {
        "statementId": "2f7bf9370f1254068e5e946df067d07d",
        "recordId": "ent-1",
        "recordType": "entity",
        "declarationSubject": "ent-1",
        "statementDate": "2022-03-04",
        "recordDetails": {"isComponent": False, "entityType": {"type": "registeredEntity"}},
    } | changes


def write(folder: Path, content: bytes | list[object]) -> Path:
    path = folder / "bods.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


VALID = sorted((DATA / "valid").glob("*.json"))
PRETTY_OBJECT = json.dumps(statement(), indent=1).encode()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_every_valid_statement_of_the_standard_is_accepted(path: Path) -> None:
    records = list(BodsConnector(DataFile(path)).records())
    assert records
    assert all(isinstance(record, SourceRecord) for record in records)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_every_statement_of_the_published_examples_counts_unless_one_of_its_day_corrects_it(
    path: Path,
) -> None:
    records = list(BodsConnector(DataFile(path)).records())
    assert len(records) == len(json.loads(path.read_bytes()))
    assert [r.position for r in records] == list(range(1, len(records) + 1))
    # fermcat's correction of a person and a stake came two hours after the statements.
    superseded = [record.reason for record in records if isinstance(record, Rejected)]
    assert superseded == ["bods_superseded"] * (2 if path.stem == "fermcat" else 0)


def test_relations_lead_between_entities_of_their_own_record() -> None:
    for path in DATA.glob("*.json"):
        for record in BodsConnector(DataFile(path)).records():
            if isinstance(record, Rejected):
                continue
            known = {entity.ref for entity in record.entities}
            assert all({link.source, link.target} <= known for link in record.relations)


def test_an_array_and_its_lines_give_the_same_records(tmp_path: Path) -> None:
    lines = b"\n".join(json.dumps(one).encode() for one in json.loads(EXAMPLE))
    as_lines = BodsConnector(DataFile(write(tmp_path, b"\xef\xbb\xbf" + lines + b"\n\n")))
    assert list(as_lines.records()) == list(
        BodsConnector(DataFile(DATA / "fermcat.json")).records()
    )
    done, total = as_lines.progress
    assert done == total > 0


def test_publisher_licence_and_date_are_those_of_the_first_statement() -> None:
    source = BodsConnector(DataFile(DATA / "fermcat.json")).source
    assert source.publisher == "Irish Business Authority"
    assert source.name == "bods:Irish Business Authority"
    assert source.licence.startswith("http")
    assert source.refreshed_on == date(2019, 9, 11)


def test_two_files_that_name_no_publisher_do_not_share_one(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.json", "b.json")]
    for path in paths:
        path.write_text(json.dumps([statement()]))
    one, other = (BodsConnector(DataFile(path)).source for path in paths)
    assert one.publisher != other.publisher
    assert one.name != other.name


def test_what_the_caller_says_of_a_file_comes_first(tmp_path: Path) -> None:
    path = write(tmp_path, [statement()])
    assert BodsConnector(
        DataFile(path), date(2020, 1, 2), source=SOURCE
    ).source.refreshed_on == date(2020, 1, 2)
    assert BodsConnector(DataFile(path), source=SOURCE).source == SOURCE


def test_a_broken_line_is_rejected_and_the_next_one_is_read(tmp_path: Path) -> None:
    good = json.dumps(statement()).encode()
    found = list(
        BodsConnector(DataFile(write(tmp_path, b"\n".join((good, good[:40], good))))).records()
    )
    assert [type(record) for record in found] == [SourceRecord, Rejected, SourceRecord]
    assert isinstance(found[1], Rejected)
    assert (found[1].position, found[1].reason) == (2, "bad_json")


@pytest.mark.parametrize(
    ("change", "reason", "field"),
    [
        ({"recordId": " "}, "bods_record_id", "recordId"),
        ({"statementDate": "0000-01-01"}, "bods_date", "statementDate"),
        ({"recordStatus": "live"}, "bods_schema", "recordStatus"),
    ],
)
def test_a_rejected_statement_names_its_field(
    tmp_path: Path, change: dict[str, object], reason: str, field: str
) -> None:
    [found] = BodsConnector(DataFile(write(tmp_path, [statement(**change)]))).records()
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == (reason, field)


def test_what_is_no_statement_at_all_is_rejected_as_a_whole(tmp_path: Path) -> None:
    found = list(BodsConnector(DataFile(write(tmp_path, [7, {}, None, []]))).records())
    assert [record.field for record in found if isinstance(record, Rejected)] == [
        "$",
        "statementId",
        "$",
        "$",
    ]


def test_nesting_without_end_is_rejected(tmp_path: Path) -> None:
    deep: object = []
    for _ in range(400):
        deep = [deep]
    [found] = BodsConnector(DataFile(write(tmp_path, [statement(annotations=deep)]))).records()
    assert isinstance(found, Rejected)


@pytest.mark.parametrize(
    "content", [EXAMPLE[: len(EXAMPLE) // 2], b"[", b"<xml/>", b"PK\x03\x04", PRETTY_OBJECT]
)
def test_what_is_neither_array_nor_lines_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceUnavailable):
        list(BodsConnector(DataFile(write(tmp_path, content))).records())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        BodsConnector(DataFile(tmp_path / "nothing.json"))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cut=st.integers(0, len(EXAMPLE)),
    at=st.integers(0, len(EXAMPLE) - 1),
    put=st.binary(max_size=6),
    as_lines=st.booleans(),
)
def test_damaged_bytes_raise_nothing_but_our_own_error(
    tmp_path: Path, cut: int, at: int, put: bytes, as_lines: bool
) -> None:
    whole = EXAMPLE
    if as_lines:
        whole = b"\n".join(json.dumps(one).encode() for one in json.loads(EXAMPLE))
    damaged = whole[:at] + put + whole[at + len(put) :] if cut % 2 else whole[:cut]
    try:
        for record in BodsConnector(DataFile(write(tmp_path, damaged))).records():
            assert isinstance(record, SourceRecord | Rejected)
    except SourceUnavailable:
        pass
