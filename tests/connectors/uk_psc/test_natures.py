"""What natures of control become."""

from datetime import date

import pytest

from veiltrace_connectors.uk_psc.natures import read_nature, relations_of
from veiltrace_graph.model import EntityRef
from veiltrace_graph.vocabulary import RelationKind

HOLDER, COMPANY = EntityRef("record:p", "holder"), EntityRef("record:p", "company")


@pytest.mark.parametrize(
    ("nature", "share"),
    [
        ("ownership-of-shares-25-to-50-percent", 0.375),
        ("ownership-of-shares-50-to-75-percent", 0.625),
        ("ownership-of-shares-75-to-100-percent", 0.875),
        ("ownership-of-shares-more-than-25-percent-registered-overseas-entity", 0.625),
        ("right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership", 0.875),
        ("part-right-to-share-surplus-assets-25-to-50-percent", 0.375),
    ],
)
def test_a_band_of_shares_counts_with_its_middle(nature: str, share: float) -> None:
    assert read_nature(nature) == (RelationKind.OWNS_SHARE, share)


@pytest.mark.parametrize(
    "nature",
    [
        "ownership-of-shares-75-to-100-percent-as-trust",
        "ownership-of-shares-25-to-50-percent-as-firm",
        "ownership-of-shares-more-than-25-percent-as-control-over-trust-registered-overseas-entity",
        "right-to-share-surplus-assets-25-to-50-percent-as-firm-limited-liability-partnership",
    ],
)
def test_shares_held_by_trustees_or_a_firm_are_control_and_no_property(nature: str) -> None:
    assert read_nature(nature) == (RelationKind.CONTROLS, None)


@pytest.mark.parametrize(
    "nature",
    [
        "voting-rights-75-to-100-percent",
        "right-to-appoint-and-remove-directors",
        "right-to-appoint-and-remove-members-limited-liability-partnership",
        "significant-influence-or-control",
        "significant-influence-or-control-as-trust-registered-overseas-entity",
    ],
)
def test_votes_and_appointments_are_control(nature: str) -> None:
    assert read_nature(nature) == (RelationKind.CONTROLS, None)


@pytest.mark.parametrize(
    "nature",
    [
        "registered-owner-as-nominee-person-scotland-registered-overseas-entity",
        "a-nature-of-tomorrow",
        "ownership-of-everything",
    ],
)
def test_any_other_nature_is_kept_as_the_role_of_another_relation(nature: str) -> None:
    [found] = relations_of([nature], holder=HOLDER, company=COMPANY, since=None, until=None)
    assert (found.kind, found.role, found.share) == (RelationKind.OTHER, nature, None)


def test_a_band_that_is_none_states_no_share() -> None:
    assert read_nature("ownership-of-shares-75-to-25-percent") == (RelationKind.CONTROLS, None)
    assert read_nature("ownership-of-shares-75-to-999-percent") == (RelationKind.CONTROLS, None)


def test_each_nature_is_one_relation_over_the_party_s_time_in_control() -> None:
    natures = ["ownership-of-shares-25-to-50-percent", "voting-rights-25-to-50-percent"]
    days = date(2016, 4, 6), date(2016, 10, 11)
    found = relations_of(
        [*natures, natures[0]], holder=HOLDER, company=COMPANY, since=days[0], until=days[1]
    )
    assert [relation.role for relation in found] == natures
    assert {(r.source, r.target, r.valid_from, r.valid_to) for r in found} == {
        (HOLDER, COMPANY, *days)
    }


def test_control_without_a_nature_is_one_relation_all_the_same() -> None:
    [found] = relations_of((), holder=HOLDER, company=COMPANY, since=None, until=None)
    assert (found.kind, found.role) == (RelationKind.OTHER, "nature of control not stated")
