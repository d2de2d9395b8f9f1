"""What an entry of the register becomes."""

import copy
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.uk_psc.records import STUB, to_record
from veiltrace_graph.model import Entity, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

DATA = Path(__file__).parents[2] / "data" / "uk_psc"
SEEN = date(2026, 11, 22)
LINK = "/company/00000012/persons-with-significant-control"


def fixture(name: str) -> dict[str, Any]:
    line: dict[str, Any] = orjson.loads((DATA / f"fixture_psc_{name}.json").read_bytes())
    return line


def read(line: dict[str, Any]) -> SourceRecord | Rejected:
    return to_record(line, publisher="p", position=1, refreshed_on=SEEN)


def record(line: dict[str, Any]) -> SourceRecord:
    found = read(line)
    assert isinstance(found, SourceRecord)
    return found


def body(**identification: str | None) -> dict[str, Any]:
    line = fixture("corporate")
    line["data"]["identification"] = identification
    return line


def values(entity: Entity, name: str) -> list[str]:
    return [value.value for value in entity.properties if value.name == name]


def company(found: SourceRecord) -> Entity:
    return found.entities[-1]


def test_an_individual_controls_the_company_from_an_address() -> None:
    found = record(fixture("individual"))
    person, place, firm = found.entities
    assert [entity.kind for entity in found.entities] == [
        NodeKind.PERSON,
        NodeKind.ADDRESS,
        NodeKind.ORGANISATION,
    ]
    assert values(person, "name") == ["Joe Bloggs"]
    assert values(person, "birth_date") == ["1955-10"]
    assert values(person, "nationality") == ["British"]
    assert values(place, "address") == ["123 main street example town exampleshire ex4 2mp"]
    owns, votes, lives = found.relations
    assert (owns.kind, owns.source, owns.target) == (RelationKind.OWNS_SHARE, person.ref, firm.ref)
    assert (owns.share, owns.valid_from, owns.valid_to) == (0.375, date(2016, 4, 6), None)
    assert votes.kind is RelationKind.CONTROLS
    assert (lives.kind, lives.target) == (RelationKind.LOCATED_AT, place.ref)
    assert lives.role == "correspondence address"


def test_the_company_is_a_stub_that_no_name_finds() -> None:
    firm = company(record(fixture("individual")))
    assert firm.properties == (PropertyValue("company_number", "GB-COH:01234567"), STUB)
    assert STUB.value.startswith("not in live register")


def test_ceased_on_ends_the_person_s_control_and_not_the_company() -> None:
    found = record(fixture("ceased_on"))
    assert {r.valid_to for r in found.relations if r.role != "correspondence address"} == {
        date(2016, 10, 11)
    }
    assert company(found) == company(record(fixture("individual")))


def test_control_that_has_ceased_without_a_date_ended_when_seen_at_the_latest() -> None:
    line = fixture("individual")
    line["data"]["ceased"] = True
    assert record(line).relations[0].valid_to == SEEN


@pytest.mark.parametrize("kind", ["corporate", "legal"])
def test_a_body_registered_in_britain_is_known_by_its_company_number(kind: str) -> None:
    party = record(fixture(kind)).entities[0]
    assert party.kind is NodeKind.ORGANISATION
    assert values(party, "company_number") == ["GB-COH:89101112"]
    assert values(party, "jurisdiction") == ["GB"]


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("England And Wales", "Companies House"),
        ("U.K.", None),
        ("Scotland", "Registrar of Companies, Edinburgh"),
        (None, "Companies House, Cardiff"),
        (None, "The Registrar of Companies for England & Wales"),
    ],
)
def test_a_british_register_is_known_in_its_spellings(
    country: str | None, place: str | None
) -> None:
    line = body(registration_number="SC1234", country_registered=country, place_registered=place)
    assert values(record(line).entities[0], "company_number") == ["GB-COH:SC001234"]


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("Gibraltar", "Companies House Gibraltar"),
        ("England", "Charity Commission"),
        ("Ireland", "Companies House"),
        ("West Yorkshire", None),
        (None, "Registrar of Companies"),
    ],
)
def test_a_number_of_any_other_register_is_no_british_one(
    country: str | None, place: str | None
) -> None:
    line = body(registration_number="1234", country_registered=country, place_registered=place)
    party = record(line).entities[0]
    assert values(party, "company_number") == []
    assert values(party, "registration_number") == ["1234"]


def test_a_british_number_is_padded() -> None:
    assert values(record(fixture("not_found")).entities[0], "company_number") == ["GB-COH:00056099"]


def test_a_body_registered_elsewhere_keeps_its_number_with_its_register() -> None:
    found = record(
        body(
            registration_number="7/1999",
            country_registered="British Virgin Islands",
            place_registered="Registrar of Companies",
        )
    )
    party = found.entities[0]
    assert values(party, "registration_number") == ["7/1999"]
    assert values(party, "company_number") == []
    assert values(party, "jurisdiction") == ["British Virgin Islands"]
    assert values(party, "note") == [
        "registered with: Registrar of Companies, British Virgin Islands"
    ]


def test_a_british_number_that_is_none_is_kept_with_a_flag_and_merges_nothing() -> None:
    party = record(body(registration_number="000", country_registered="England")).entities[0]
    [number] = [value for value in party.properties if value.name == "registration_number"]
    assert number == PropertyValue("registration_number", "000", Flag.UNPARSED)


def test_a_body_that_states_the_company_s_own_number_is_not_merged_with_it() -> None:
    party = record(body(registration_number="1234567", country_registered="UK")).entities[0]
    assert values(party, "company_number") == []
    assert values(party, "registration_number") == ["1234567"]


@pytest.mark.parametrize("name", ["no_country", "no_match"])
def test_identification_without_a_number_takes_nothing_from_the_party(name: str) -> None:
    party = record(fixture(name)).entities[0]
    assert values(party, "name") == ["Foo Bar Limited"]
    assert values(party, "company_number") == values(party, "registration_number") == []


def test_a_protected_person_is_said_of_the_company_and_made_up_by_nobody() -> None:
    found = record(fixture("super_secure"))
    [firm] = found.entities
    assert firm.kind is NodeKind.ORGANISATION
    assert values(firm, "note")[1:] == ["a person in control is protected by law"]
    assert found.relations == ()


def test_statements_and_exemptions_are_said_of_the_company() -> None:
    stated = company(record(fixture("statement_ceased_on")))
    assert values(stated, "note")[1:] == [
        "on control: no-individual-or-entity-with-signficant-control, "
        "from 2016-07-12, until 2016-10-11"
    ]
    exempt = company(record(fixture("exemptions")))
    assert values(exempt, "note")[1:] == [
        "exempt: psc-exempt-as-shares-admitted-on-market, from 2016-10-29"
    ]


@pytest.mark.parametrize("word", ["individual", "corporate-entity", "legal-person", "super-secure"])
def test_an_overseas_entity_s_owner_is_read_like_a_person_in_control(word: str) -> None:
    line = fixture("corporate")
    control = record(
        line | {"data": line["data"] | {"kind": f"{word}-person-with-significant-control"}}
    )
    owner = record(line | {"data": line["data"] | {"kind": f"{word}-beneficial-owner"}})
    assert owner == control


def test_a_principal_office_is_an_address_of_its_own_role() -> None:
    line = fixture("corporate")
    line["data"]["principal_office_address"] = {"premises": "1", "address_line_1": "Example St"}
    assert [link.role for link in record(line).relations][1:] == ["principal office"]


def test_a_sanctioned_owner_is_marked() -> None:
    line = fixture("individual")
    line["data"]["is_sanctioned"] = True
    assert values(record(line).entities[0], "status") == ["sanctioned"]


def test_a_name_in_one_piece_is_taken_where_its_parts_are_not_stated() -> None:
    line = fixture("individual")
    line["data"] |= {"name": "Ms Ann Example", "name_elements": {}}
    assert values(record(line).entities[0], "name") == ["Ms Ann Example"]


@pytest.mark.parametrize("born", [{"year": 1955}, {"month": 10, "year": 1955}, {"month": 10}, 7])
def test_of_a_birth_date_is_kept_what_is_stated(born: object) -> None:
    line = fixture("individual")
    line["data"]["date_of_birth"] = born
    stated = values(record(line).entities[0], "birth_date")
    known = born if isinstance(born, dict) else {}
    parts = [f"{known[key]}" for key in ("year", "month") if key in known]
    assert stated == (["-".join(parts)] if "year" in known else [])


def test_one_entry_has_one_record_id_however_its_link_is_spelled() -> None:
    line = fixture("individual")
    ids = set()
    for number in ("01234567", "1234567"):
        for part in ("persons-with-significant-control", "persons_with_significant_control"):
            spelled = copy.deepcopy(line) | {"company_number": number}
            spelled["data"]["links"]["self"] = f"/company/{number}/{part}/individual/X"
            ids.add(record(spelled).record_id)
    assert ids == {"01234567/individual/X"}


def test_an_event_of_the_stream_is_a_version_of_the_entry_on_its_day() -> None:
    line = fixture("individual")
    event = {
        "resource_uri": line["data"]["links"]["self"],
        "data": line["data"],
        "event": {"published_at": "2026-10-01T08:00:00", "type": "changed"},
    }
    found = record(event)
    assert (found.record_id, found.seen_on) == (record(line).record_id, date(2026, 10, 1))
    undated = {"resource_uri": event["resource_uri"], "event": {"published_at": None}}
    assert record(undated | {"data": line["data"] | {"links": None}}).record_id == found.record_id
    assert found.relations == record(line).relations


def test_an_entry_deleted_from_the_stream_says_nothing_any_more() -> None:
    line = fixture("individual")
    found = record(
        {
            "resource_uri": line["data"]["links"]["self"],
            "event": {"published_at": "2026-10-01T08:00:00", "type": "deleted"},
        }
    )
    assert found.record_id == record(line).record_id
    assert found.relations == ()


@pytest.mark.parametrize(
    ("change", "reason", "field"),
    [
        ({"kind": "unknown-kind"}, "psc_kind", "data.kind"),
        ({"kind": 7}, "psc_kind", "data.kind"),
        ({"links": {}}, "psc_link", "data.links.self"),
        ({"name_elements": {}}, "psc_name", "data.name"),
    ],
)
def test_an_entry_that_cannot_be_used_is_rejected_by_its_field(
    change: dict[str, object], reason: str, field: str
) -> None:
    line = fixture("individual")
    found = read(line | {"data": line["data"] | change})
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == (reason, field)


def test_an_entry_of_no_company_is_rejected() -> None:
    line = fixture("individual")
    del line["company_number"]
    line["data"]["links"] = {"self": "/nothing"}
    found = read(line)
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == ("psc_company", "company_number")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_FIELDS = [*sorted(fixture("individual")["data"]), "identification", "exemptions", "statement"]


@given(
    kind=st.sampled_from(["individual", "corporate-entity", "legal-person", "super-secure"]),
    change=st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=6),
    number=_JSON,
)
def test_no_entry_raises_anything(kind: str, change: dict[str, object], number: object) -> None:
    line = fixture("individual")
    line["data"]["kind"] = f"{kind}-person-with-significant-control"
    line["data"] |= change
    found = read(line | {"company_number": number})
    assert isinstance(found, SourceRecord | Rejected)
