import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from veiltrace_engine.lead import Lead, LeadClass, LeadFlag
from veiltrace_engine.ranking import rank_leads
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind
from veiltrace_privacy.normalise.value import Flag

if TYPE_CHECKING:
    from tests.engine.conftest import World

TODAY = date(2026, 6, 30)
USES = RelationKind.USES_CONTACT


def points(world: "World", *, as_of: date = TODAY) -> dict[str, Lead]:
    leads = rank_leads(world.dossier(as_of=as_of))
    return {x.subject.caption: x for x in leads if x.lead_class is LeadClass.SELF_CONTACT}


def codes(lead: Lead) -> set[str]:
    return {reason.code for reason in lead.reasons}


def test_a_fresher_record_beats_an_older_one(world: "World") -> None:
    world.phone("old", seen=date(2022, 1, 1))
    world.phone("new", seen=date(2026, 1, 1))
    leads = points(world)
    assert leads["new"].rank == 1
    assert leads["new"].probability > leads["old"].probability


def test_after_one_half_life_a_single_record_weighs_half(world: "World") -> None:
    world.phone("now")
    world.phone("then", seen=TODAY - timedelta(days=900))
    leads = points(world)

    def weight(lead: Lead) -> float:  # undo the leak of 0.01
        return 1 - (1 - lead.probability) / 0.99

    assert weight(leads["then"]) == pytest.approx(weight(leads["now"]) / 2)
    assert weight(leads["now"]) == pytest.approx(0.85 * 0.95)


def test_two_independent_origins_beat_one(world: "World") -> None:
    world.phone("one")
    world.phone("both")
    world.source("shop", SourceKind.ECOMMERCE)
    world.phone("both", source="shop")
    leads = points(world)
    assert leads["both"].probability > leads["one"].probability


def test_two_files_of_one_publisher_count_once(world: "World") -> None:
    world.source("file a", SourceKind.TELECOM, "one carrier")
    world.source("file b", SourceKind.TELECOM, "one carrier")
    world.phone("twice", source="file a")
    world.phone("twice", source="file b")
    world.phone("once", source="file a")
    leads = points(world)
    assert leads["twice"].probability == leads["once"].probability


def test_within_one_publisher_the_strongest_record_counts(world: "World") -> None:
    world.phone("both", seen=date(2020, 1, 1))
    world.phone("both", seen=date(2026, 1, 1))
    world.phone("both", seen=date(2021, 1, 1))
    world.phone("fresh", seen=date(2026, 1, 1))
    leads = points(world)
    assert leads["both"].probability == leads["fresh"].probability


def test_a_dormitory_phone_ranks_below_a_private_one_of_the_same_record_date(
    world: "World",
) -> None:
    world.phone("dormitory")
    world.phone("private")
    world.holders = {"dormitory": 60, "private": 1}
    leads = points(world)
    assert leads["private"].rank == 1
    assert leads["dormitory"].probability < leads["private"].probability / 5
    assert {LeadFlag.SHARED_CONTACT, LeadFlag.NOT_INFORMATIVE} <= set(leads["dormitory"].flags)


def test_an_unknown_number_of_users_lowers_nothing(world: "World") -> None:
    world.phone("counted")
    world.phone("uncounted")
    world.holders = {"counted": 1}
    leads = points(world)
    assert leads["uncounted"].probability == leads["counted"].probability


@pytest.mark.parametrize("word", ["停机", "空号", "已注销", "Disconnected"])
def test_a_number_its_own_record_calls_dead_falls_below_one_nobody_confirmed_for_years(
    world: "World", word: str
) -> None:
    world.node("dead", NodeKind.PHONE)
    world.relate("debtor", USES, "dead", role=word)
    world.phone("old", seen=date(2020, 1, 1))
    leads = points(world)
    assert LeadFlag.CLOSED in leads["dead"].flags
    assert leads["dead"].probability < leads["old"].probability


def test_a_dead_status_of_the_point_counts_like_a_dead_relation(world: "World") -> None:
    world.phone("live", seen=date(2026, 1, 1))
    world.phone("dead", seen=date(2026, 1, 1))
    world.state("dead", "status", "空号", source="other carrier", seen=date(2026, 3, 1))
    leads = points(world)
    odds = {name: x.probability / (1 - x.probability) for name, x in leads.items()}
    assert odds["dead"] / odds["live"] == pytest.approx(0.05)


def test_a_newer_live_record_answers_an_older_dead_one_and_the_conflict_is_shown(
    world: "World",
) -> None:
    world.phone("point")
    before = points(world)["point"].probability
    world.state("point", "status", "停机", source="other carrier", seen=date(2025, 1, 1))
    lead = points(world)["point"]
    assert lead.probability == before
    assert LeadFlag.CONFLICT in lead.flags
    assert "closed_before" in codes(lead)


def test_a_number_first_used_by_somebody_else_long_after_the_debtor_counts_as_reassigned(
    world: "World",
) -> None:
    world.phone("recycled", seen=date(2024, 1, 1))
    world.phone("kept", seen=date(2024, 1, 1))
    world.node("stranger", NodeKind.PERSON)
    world.relate("stranger", USES, "recycled", seen=date(2025, 6, 1))
    leads = points(world)
    assert LeadFlag.REASSIGNED in leads["recycled"].flags
    assert leads["recycled"].probability < leads["kept"].probability / 3


def test_a_number_somebody_else_used_all_along_is_shared_and_not_reassigned(
    world: "World",
) -> None:
    world.phone("family", seen=date(2024, 1, 1))
    world.node("sister", NodeKind.PERSON)
    world.relate("sister", USES, "family", seen=date(2023, 1, 1))
    world.relate("sister", USES, "family", seen=date(2025, 6, 1))
    assert LeadFlag.REASSIGNED not in points(world)["family"].flags


def test_a_number_somebody_else_took_up_within_the_rest_period_is_not_reassigned(
    world: "World",
) -> None:
    world.phone("line", seen=date(2024, 1, 1))
    world.node("sister", NodeKind.PERSON)
    world.relate("sister", USES, "line", seen=date(2024, 3, 31))  # 90 days on
    assert LeadFlag.REASSIGNED not in points(world)["line"].flags


def test_who_took_a_number_over_is_not_also_counted_as_sharing_it(world: "World") -> None:
    world.phone("recycled", seen=date(2024, 1, 1))
    world.node("stranger", NodeKind.PERSON)
    world.relate("stranger", USES, "recycled", seen=date(2025, 6, 1))
    world.holders = {"recycled": 2}
    assert LeadFlag.SHARED_CONTACT not in points(world)["recycled"].flags


def test_a_contact_on_file_says_who_confirmed_it_and_when(world: "World") -> None:
    world.source("portfolio", SourceKind.PORTFOLIO, "lender")
    world.phone("filed", source="portfolio", seen=date(2023, 1, 1))
    world.phone("filed", source="carrier", seen=date(2026, 5, 4))
    texts = [r.text for r in points(world)["filed"].reasons if r.code == "reconfirmed"]
    assert texts == ["same as on file, re-confirmed by carrier office on 2026-05-04"]


def test_only_points_stated_as_the_debtors_own_are_listed(world: "World") -> None:
    world.phone("own")
    world.node("emergency", NodeKind.PHONE)
    world.relate("debtor", USES, "emergency", role="紧急联系人")
    world.node("kin", NodeKind.PERSON)
    world.node("of kin", NodeKind.PHONE)
    world.relate("kin", USES, "of kin")
    world.relate("debtor", RelationKind.RELATED_TO, "kin")
    assert set(points(world)) == {"own"}


@pytest.mark.parametrize(
    ("kind", "relation"),
    [
        (NodeKind.ADDRESS, RelationKind.LOCATED_AT),
        (NodeKind.EMAIL, RelationKind.USES_CONTACT),
        (NodeKind.HANDLE, RelationKind.HOLDS_ACCOUNT),
    ],
)
def test_addresses_mails_and_handles_are_points_too(
    world: "World", kind: NodeKind, relation: RelationKind
) -> None:
    world.node("point", kind)
    world.relate("debtor", relation, "point")
    assert points(world)["point"].relation_kinds == (relation,)


def test_a_phone_beats_a_handle_that_the_same_record_states(world: "World") -> None:
    world.phone("phone")
    world.node("handle", NodeKind.HANDLE)
    world.relate("debtor", RelationKind.HOLDS_ACCOUNT, "handle")
    leads = points(world)
    assert leads["phone"].probability > leads["handle"].probability
    assert "answered" in {reason.code for reason in leads["handle"].reasons}


def test_expired_future_and_not_yet_seen_relations_contribute_nothing(world: "World") -> None:
    for name in ("expired", "future", "unseen", "current"):
        world.node(name, NodeKind.PHONE)
    world.relate("debtor", USES, "expired", valid_to=TODAY)
    world.relate("debtor", USES, "future", valid_from=TODAY + timedelta(days=1))
    world.relate("debtor", USES, "unseen", seen=TODAY + timedelta(days=1))
    world.relate("debtor", USES, "current", valid_to=TODAY + timedelta(days=1))
    assert set(points(world)) == {"current"}


def test_a_masked_number_comes_after_a_whole_one_however_likely(world: "World") -> None:
    world.phone("masked")
    world.state("masked", "phone", "124****0001", flag=Flag.MASKED)
    world.phone("whole", seen=date(2022, 1, 1))
    world.state("whole", "phone", "+8612400000001")
    leads = points(world)
    assert leads["masked"].probability > leads["whole"].probability
    assert [leads["whole"].rank, leads["masked"].rank] == [1, 2]


def test_a_point_with_no_recent_record_is_marked_stale(world: "World") -> None:
    world.phone("stale", seen=TODAY - timedelta(days=1801))
    world.phone("fresh", seen=TODAY - timedelta(days=1799))
    leads = points(world)
    assert LeadFlag.STALE in leads["stale"].flags
    assert LeadFlag.STALE not in leads["fresh"].flags


def test_many_origins_never_make_certainty(world: "World") -> None:
    for i in range(60):
        world.phone("sure", source=f"carrier {i}")
    assert points(world)["sure"].probability < 1
    assert math.isfinite(sum(r.effect for r in points(world)["sure"].reasons))
