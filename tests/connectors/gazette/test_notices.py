"""What a notice becomes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.gazette.connector import SOURCE
from veiltrace_connectors.gazette.notices import read_notice
from veiltrace_graph.model import Entity, EntityRef, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind

TODAY = replace(SOURCE, refreshed_on=date(2026, 11, 1))


def entry(code: str = "2450", content: str = "", **change: object) -> dict[str, object]:
    made: dict[str, object] = {
        "id": "https://www.thegazette.co.uk/id/notice/9999991",
        "f:status": "published",
        "f:notice-code": code,
        "title": "FICTIONAL HOLDINGS LIMITED",
        "published": "2026-10-01T00:00:00",
        "updated": "2026-10-02T00:00:00",
        "content": content,
    }
    return made | change


def read(made: object) -> SourceRecord:
    found = read_notice(made, TODAY, 1)
    assert isinstance(found, SourceRecord)
    return found


def values(entity: Entity, name: str) -> list[str]:
    return [value.value for value in entity.properties if value.name == name]


def test_a_petition_is_a_court_case_to_which_the_firm_is_a_party() -> None:
    found = read(entry(content="In the matter of the company (Company Number: <b>999012</b>)"))
    case, firm = found.entities
    assert (case.kind, firm.kind) == (NodeKind.COURT_CASE, NodeKind.ORGANISATION)
    assert values(case, "category") == ["2450 Petitions to Wind Up (Companies)"]
    assert values(case, "started_on") == ["2026-10-01"]
    assert values(firm, "name") == ["FICTIONAL HOLDINGS LIMITED"]
    assert values(firm, "company_number") == ["GB-COH:00999012"]
    [link] = found.relations
    assert (link.kind, link.source, link.target) == (RelationKind.PARTY_TO, firm.ref, case.ref)
    assert (found.record_id, found.seen_on) == ("9999991", date(2026, 10, 2))


@pytest.mark.parametrize("code", ["2410", "2441", "2443", "2454"])
def test_a_notice_of_no_court_is_a_listing(code: str) -> None:
    found = read(entry(code))
    assert found.entities[0].kind is NodeKind.LISTING
    assert [link.kind for link in found.relations] == [RelationKind.LISTED_IN]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Registered office: 1 Example Street",
        "company number 00000012 and company number 00000013",
        "A petition presented by EXAMPLE PLC (company number 00000014)",
        "telephone number 02079460000",
    ],
)
def test_a_firm_without_one_sure_number_is_a_name_and_nothing_more(content: str) -> None:
    [_, firm] = read(entry(content=content)).entities
    assert [value.name for value in firm.properties] == ["name"]
    assert firm.ref.value == "9999991/subject"


def test_the_petitioner_s_number_is_not_taken_for_the_firm_s() -> None:
    content = "X LTD (company no. 00000012). Presented on 1 May by Y PLC (company no. 00000013)"
    [_, firm] = read(entry(content=content)).entities
    assert values(firm, "company_number") == ["GB-COH:00000012"]


@pytest.mark.parametrize("code", ["2501", "2503", "2903"])
def test_of_an_individual_only_name_kind_and_day_are_kept(code: str) -> None:
    home = "born 1 January 1980, of 1 Example Street, Testford, unemployed"
    found = read(entry(code, f"{home} (company number 00000012)", title="Example, Ann"))
    _, person = found.entities
    assert person.kind is NodeKind.PERSON
    assert [(value.name, value.value) for value in person.properties] == [("name", "Example, Ann")]
    assert "1980" not in repr(found)
    assert "Street" not in repr(found)


def test_the_text_of_a_notice_and_who_placed_it_are_not_kept() -> None:
    found = read(entry(content="Liquidator: Bob Sample", author={"name": "Sample LLP"}))
    assert "Sample" not in repr(found)


def test_a_code_that_is_not_known_is_kept_with_the_feed_s_word_and_names_nobody() -> None:
    found = read(entry("1601", category={"@term": "Town &amp; Country Planning"}))
    [listing] = found.entities
    assert values(listing, "category") == ["1601 Town & Country Planning"]
    assert found.relations == ()


def test_our_word_for_a_code_comes_before_the_feed_s() -> None:
    [listing, _] = read(entry("2443", category={"@term": "Petitions"})).entities
    [category] = values(listing, "category")
    assert category.startswith("2443 Appointment of Liquidators")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("EXAMPLE &amp; CO LTD", "EXAMPLE & CO LTD"),
        ("EXAMPLE&amp;apos;S LTD", "EXAMPLE'S LTD"),
        ("<i>EXAMPLE</i> LTD", "EXAMPLE LTD"),
    ],
)
def test_a_title_is_read_without_its_entities(title: str, name: str) -> None:
    assert values(read(entry(title=title)).entities[1], "name") == [name]


def test_notices_of_one_electronic_case_number_are_one_case() -> None:
    petition = read(entry("2450", "No CR-2026-009999"))
    order = read(entry("2452", "CR-2026-009999", id="https://x/id/notice/9999992"))
    assert petition.entities[0].ref == order.entities[0].ref
    assert petition.entities[0].ref == EntityRef("case_number", "CR-2026-009999")


def test_a_code_may_be_a_number() -> None:
    assert values(read(entry() | {"f:notice-code": 2450}).entities[0], "category") == [
        "2450 Petitions to Wind Up (Companies)"
    ]


@pytest.mark.parametrize(
    ("made", "reason", "field"),
    [
        ("text", "gazette_shape", "entry"),
        (entry(id=""), "gazette_no_id", "id"),
        (entry(""), "gazette_no_code", "f:notice-code"),
    ],
)
def test_an_entry_that_is_no_notice_is_rejected(made: object, reason: str, field: str) -> None:
    found = read_notice(made, TODAY, 7)
    assert isinstance(found, Rejected)
    assert (found.position, found.reason, found.field) == (7, reason, field)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(change=st.dictionaries(st.sampled_from([*entry(), "category"]), _JSON, max_size=6))
def test_no_entry_raises_anything(change: dict[str, object]) -> None:
    assert isinstance(read_notice(entry() | change, TODAY, 1), SourceRecord | Rejected)


@given(_JSON)
def test_no_json_raises_anything(made: object) -> None:
    assert isinstance(read_notice(made, TODAY, 1), SourceRecord | Rejected)
