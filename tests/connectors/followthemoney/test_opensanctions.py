"""FollowTheMoney in the shapes OpenSanctions publishes: with keys of its own, flat and nested."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.building import reference
from veiltrace_connectors.followthemoney.connector import SOURCE, FollowTheMoneyConnector
from veiltrace_connectors.followthemoney.records import to_record
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

TOWN = replace(SOURCE, name="town", publisher="Town", refreshed_on=date(2026, 5, 31))
TARGET: dict[str, Any] = {
    "id": "Q-1",
    "caption": "Ann Example",
    "schema": "Person",
    "referents": ["town-1", "town-2"],
    "datasets": ["town_list"],
    "first_seen": "2023-01-02T00:00:00",
    "last_seen": "2026-05-30T00:00:00",
    "last_change": "2025-02-03T04:05:06",
    "target": True,
    "properties": {"name": ["Ann Example"], "topics": ["sanction"], "nickname": ["Annie"]},
}


def entity(id: str, schema: str, **properties: list[Any]) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": properties}


NESTED = TARGET | {
    "properties": TARGET["properties"]
    | {
        "addressEntity": [entity("addr-1", "Address", full=["1 Example St, Town"])],
        "sanctions": [entity("s-1", "Sanction", program=["LIST"])],
        "ownershipOwner": [
            entity(
                "o-1",
                "Ownership",
                percentage=["60"],
                asset=[entity("ship-1", "Vessel", name=["Example"], imoNumber=["IMO9999999"])],
            )
        ],
        "familyRelative": [entity("f-1", "Family", person=[entity("Q-2", "Person", name=["Bo"])])],
        "positionOccupancies": [entity("occ-1", "Occupancy", startDate=["2020"])],
    }
}


def convert(line: dict[str, Any]) -> SourceRecord | Rejected:
    return to_record(
        line, publisher="Town", position=1, refreshed_on=date(2026, 5, 31), kinds_of_assets={}
    )


def record(line: dict[str, Any]) -> SourceRecord:
    found = convert(line)
    assert isinstance(found, SourceRecord)
    return found


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Callable[[], FollowTheMoneyConnector]]:
    """Writes lines into a file and returns how to open it."""

    def written(*lines: dict[str, Any]) -> Callable[[], FollowTheMoneyConnector]:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        path.write_text("\n".join(map(json.dumps, lines)))
        return lambda: FollowTheMoneyConnector(DataFile(path), source=TOWN)

    return written


def test_keys_of_the_dialect_change_nothing_but_when_it_was_seen() -> None:
    plain = {key: TARGET[key] for key in ("id", "schema", "properties")}
    seen = record(TARGET)
    assert seen.seen_on == date(2026, 5, 30)
    assert replace(seen, seen_on=date(2026, 5, 31)) == record(plain)


def test_what_is_unknown_is_rejected_or_noted_and_the_next_line_is_read(write: Any) -> None:
    lines = (entity("p-1", "Position", name=["Mayor"]), TARGET, {"id": "x"}, TARGET | {"id": "y"})
    found = list(write(*lines)().records())
    reasons = [one.reason if isinstance(one, Rejected) else "" for one in found]
    assert reasons == ["unknown_schema", "", "ftm_shape", ""]
    assert isinstance(found[1], SourceRecord)
    notes = {one.value for one in found[1].entities[0].properties if one.name == "note"}
    assert notes == {"topics=sanction", "nickname=Annie"}


def test_a_nested_target_says_what_its_flat_lines_say(loaded: "Loaded", write: Any) -> None:
    loaded.load(write(NESTED))
    person, day = reference("Town", "Q-1"), date(2026, 6, 1)
    ties = {
        (one.kind, one.source == loaded.store.node_id(person), one.share)
        for one in loaded.relations(person, day)
    }
    assert ties == {
        (RelationKind.LOCATED_AT, True, None),
        (RelationKind.LISTED_IN, True, None),
        (RelationKind.OWNS, True, 0.6),
        (RelationKind.RELATED_TO, False, None),
    }
    assert loaded.values(reference("Town", "ship-1"), "name", day) == ["Example"]
    assert loaded.values(reference("Town", "Q-2"), "name", day) == ["Bo"]
    [node] = loaded.store.view(day).of_kind(NodeKind.VESSEL)
    assert node.caption


def test_what_lies_inside_and_is_of_no_use_is_kept_as_a_note() -> None:
    notes = [one.value for one in record(NESTED).entities[0].properties if one.name == "note"]
    assert any("Occupancy" in note and "2020" in note for note in notes)


def test_a_property_that_names_whom_it_lies_in_leads_there_whichever_end_is_left_out() -> None:
    debt = entity("d-1", "Debt", amount=["100"])
    found = record(TARGET | {"properties": {"debtDebtor": [debt]}})
    assert not [one for one in found.relations if one.kind is RelationKind.OWES]
    debt["properties"]["creditor"] = ["Q-9"]
    found = record(TARGET | {"properties": {"debtDebtor": [debt]}})
    [owes] = [one for one in found.relations if one.kind is RelationKind.OWES]
    assert owes.source.value == "Q-1"


def test_a_passport_tells_its_holders_number() -> None:
    found = record(entity("pp-1", "Passport", holder=["Q-1"], number=["X0000000"]))
    assert found.entities[0].ref.value == "Q-1"
    assert "X0000000" in {one.value for one in found.entities[0].properties}


def test_nesting_without_end_raises_nothing() -> None:
    line: dict[str, Any] = entity("a", "Company")
    for number in range(200):
        line = entity(f"a-{number}", "Company", parent=[line])
    assert isinstance(convert(line), SourceRecord | Rejected)


VALUES = st.recursive(
    st.none() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries(
            {
                "id": st.sampled_from(["a", "b", ""]),
                "schema": st.sampled_from(
                    ["Person", "Ownership", "Sanction", "Vehicle", "Nothing"]
                ),
                "properties": st.dictionaries(
                    st.sampled_from(["owner", "asset", "entity", "name", "addressEntity"]), inner
                ),
            }
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["id", "schema", "properties", "caption"]), VALUES), VALUES)
def test_no_line_raises_anything(line: dict[str, Any], other: Any) -> None:
    for one in (line, other if isinstance(other, dict) else line):
        found = convert(one)
        assert isinstance(found, SourceRecord | Rejected)
        if isinstance(found, SourceRecord):
            known = {node.ref for node in found.entities}
            assert all({link.source, link.target} <= known for link in found.relations)


SCRIPT = """
from datetime import date
from veiltrace_connectors.followthemoney.records import to_record
line = {"id": "x", "schema": "Person", "properties": {
    "phone": ["13800138000"], "country": ["gb", "de"], "nationality": ["cn"]}}
print(to_record(line, publisher="T", position=1, refreshed_on=date(2026, 1, 1),
                kinds_of_assets={}))
"""


def test_a_number_among_several_countries_is_kept_raw_under_every_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    [output] = outputs
    assert repr("13800138000") in output
    assert repr(Flag.UNPARSED) in output
