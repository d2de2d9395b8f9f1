import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_engine.dossier import Dossier
from veiltrace_engine.lead import Lead, LeadClass, Scale
from veiltrace_engine.ranking import rank_leads
from veiltrace_graph.model import Evidence, NodeId
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind

if TYPE_CHECKING:
    from tests.engine.conftest import World

TODAY = date(2026, 6, 30)
_OTHERS = ("kin", "firm", "holding")
_THINGS = {
    "phone a": (NodeKind.PHONE, RelationKind.USES_CONTACT),
    "phone b": (NodeKind.PHONE, RelationKind.USES_CONTACT),
    "home": (NodeKind.ADDRESS, RelationKind.LOCATED_AT),
    "flat": (NodeKind.REAL_ESTATE, RelationKind.OWNS),
    "car": (NodeKind.VEHICLE, RelationKind.OWNS),
    "account": (NodeKind.BANK_ACCOUNT, RelationKind.HOLDS_ACCOUNT),
    "case": (NodeKind.CASE, RelationKind.DEBTOR_IN),
}
_PAIRS = (
    ("debtor", RelationKind.OWNS_SHARE, "firm"),
    ("firm", RelationKind.OWNS_SHARE, "holding"),
    ("holding", RelationKind.OWNS_SHARE, "firm"),
    ("debtor", RelationKind.EMPLOYED_BY, "firm"),
    ("kin", RelationKind.GUARANTEES, "case"),
    ("flat", RelationKind.MORTGAGED_TO, "holding"),
)


def small_world(new_world: "type[World]", seed: int) -> "World":
    """A dossier of up to two dozen records of four sources, three of them of their own voice."""
    random = Random(seed)
    world = new_world()
    world.source("register", SourceKind.REAL_ESTATE, "office")
    world.source("annex", SourceKind.VEHICLE, "office")
    world.source("lender", SourceKind.PORTFOLIO)
    world.source("carrier", SourceKind.TELECOM)
    world.node("kin", NodeKind.PERSON)
    world.node("firm", NodeKind.ORGANISATION)
    world.node("holding", NodeKind.ORGANISATION)
    for name, (node_kind, _) in _THINGS.items():
        world.node(name, node_kind)
    choices = [
        (owner, kind, thing)
        for thing, (_, kind) in _THINGS.items()
        for owner in ("debtor", "debtor", "debtor", *_OTHERS)
    ]
    for _ in range(random.randint(1, 24)):
        start, kind, end = random.choice([*choices, *_PAIRS])
        seen = TODAY - timedelta(days=random.randint(0, 3000))
        source = random.choice(list(world.sources))
        share = random.choice([None, None, 0.5, 1.0])
        world.relate(
            start, kind, end, seen=seen, source=source, share=share,
            role=random.choice(["", "", "停机", "共同共有"]),
            record=f"rec{random.randint(1, 12)}",
        )  # fmt: skip
        if random.random() < 0.3:
            world.state(end, "status", random.choice(["正常", "注销"]), seen=seen, source=source)
        if random.random() < 0.3:
            world.state(end, "amount", str(random.randint(1, 10**6)), seen=seen, source=source)
    kin = world.relate("debtor", RelationKind.RELATED_TO, "kin", source="lender")
    world.relate_party("kin", [kin])
    world.holders = {"phone a": random.randint(1, 20)}
    return world


def readable(lead: Lead) -> Lead:
    """The lead with its keyed id blanked, as another installation would see it."""
    return replace(lead, subject=replace(lead.subject, id=b"blank"))  # type: ignore[arg-type]


def found(leads: tuple[Lead, ...], lead: Lead) -> Lead | None:
    same = [
        other
        for other in leads
        if (other.lead_class, other.subject, other.asset_kind)
        == (lead.lead_class, lead.subject, lead.asset_kind)
    ]
    return same[0] if same else None


def cut(world: "World", gone: Callable[[Evidence], bool]) -> Dossier:
    """The dossier built from what is left of the world's records."""
    left = replace(world)
    left.relations = [r for r in world.relations if not gone(r.evidence)]
    left.statements = [s for s in world.statements if not gone(s.evidence)]
    left.related = [
        replace(p, paths=tuple(x for x in p.paths if not any(gone(r.evidence) for r in x)))
        for p in world.related
    ]
    left.holders = {
        name: count - len(users(world, name) - users(left, name))
        for name, count in world.holders.items()
    }
    return left.dossier()


def users(world: "World", point: str) -> set[NodeId]:
    """The parties of which a record says that they use the point."""
    used = {RelationKind.USES_CONTACT, RelationKind.LOCATED_AT}
    node = world.nodes[point].id
    return {r.source for r in world.relations if r.kind in used and r.target == node}


def outcome(dossier: Dossier, lead: Lead) -> tuple[float | None, int | None]:
    left = found(rank_leads(dossier), lead)
    return (left.probability, left.rank) if left else (None, None)


SEEDS = st.integers(min_value=0, max_value=10**6)
GONE = (None, None)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_removing_a_source_does_what_the_lead_said(new_world: "type[World]", seed: int) -> None:
    world = small_world(new_world, seed)
    for lead in rank_leads(world.dossier()):
        said = {d.what: (d.probability_without, d.rank_without) for d in lead.delete_one}
        for name in {evidence.source for evidence in lead.evidence}:
            without = cut(world, partial(lambda source, e: e.source == source, name))
            really = outcome(without, lead)
            if lead.lead_class is not LeadClass.LOCATOR or really == GONE:
                assert said[f"source {name}"] == really
            else:
                assert f"source {name}" not in said


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_removing_the_newest_record_does_what_the_lead_said(
    new_world: "type[World]", seed: int
) -> None:
    world = small_world(new_world, seed)
    for lead in rank_leads(world.dossier()):
        newest = lead.evidence[0]
        assert newest.seen_on == max(evidence.seen_on for evidence in lead.evidence)
        record = (newest.source, newest.record_id)
        without = cut(world, partial(lambda r, e: (e.source, e.record_id) == r, record))
        really = outcome(without, lead)
        said = [d for d in lead.delete_one if d.what.startswith("newest record")]
        if lead.lead_class is not LeadClass.LOCATOR or really == GONE:
            assert [d.what for d in said] == [f"newest record of {newest.source}, {newest.seen_on}"]
            assert (said[0].probability_without, said[0].rank_without) == really
        else:
            assert said == []


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS)
def test_neither_record_order_nor_the_key_of_the_ids_changes_the_leads(
    new_world: "type[World]", rekey: Callable[[Dossier, str], Dossier], seed: int
) -> None:
    world = small_world(new_world, seed)
    dossier = world.dossier()
    leads = [readable(lead) for lead in rank_leads(dossier)]
    Random(seed).shuffle(world.relations)
    Random(seed).shuffle(world.statements)
    assert [readable(lead) for lead in rank_leads(world.dossier())] == leads
    for key in ("one", "two"):
        assert [readable(lead) for lead in rank_leads(rekey(dossier, key))] == leads


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS)
def test_probabilities_lie_within_0_and_1_and_are_what_the_reasons_add_up_to(
    new_world: "type[World]", seed: int
) -> None:
    for lead in rank_leads(small_world(new_world, seed).dossier()):
        assert 0 < lead.probability < 1
        log_odds = math.fsum(r.effect for r in lead.reasons if r.scale is Scale.LOG_ODDS)
        factor = math.prod(r.effect for r in lead.reasons if r.scale is Scale.PROBABILITY)
        assert lead.probability == pytest.approx(factor / (1 + math.exp(-log_odds)))


@settings(max_examples=50, deadline=None)
@given(seed=SEEDS)
def test_every_lead_has_evidence_and_ranks_count_from_1_in_each_class(
    new_world: "type[World]", seed: int
) -> None:
    leads = rank_leads(small_world(new_world, seed).dossier())
    assert all(lead.evidence for lead in leads)
    assert list(leads) == sorted(
        leads, key=lambda lead: (list(LeadClass).index(lead.lead_class), lead.rank)
    )
    for lead_class, count in Counter(lead.lead_class for lead in leads).items():
        ranks = [lead.rank for lead in leads if lead.lead_class is lead_class]
        assert ranks == list(range(1, count + 1))


def test_points_whose_masked_captions_are_equal_are_ordered_by_their_values(
    new_world: "type[World]", rekey: Callable[[Dossier, str], Dossier]
) -> None:
    world = new_world()
    for number in ("+8612400000002", "+8612400000001"):
        world.node("124****", NodeKind.PHONE, name=number)
        world.relate("debtor", RelationKind.USES_CONTACT, number, record="same")
        world.state(number, "phone", number, record="same")
    for key in "abcdefgh":
        dossier = rekey(world.dossier(), key)
        first = rank_leads(dossier)[0]
        assert dossier.statements[first.subject.id][0].value == "+8612400000001"


def test_without_its_only_source_a_lead_is_gone(world: "World") -> None:
    world.phone("only", source="carrier")
    only_source, newest_record = rank_leads(world.dossier())[0].delete_one
    assert (only_source.what, only_source.rank_without) == ("source carrier", None)
    assert newest_record.probability_without is None


def test_a_dossier_without_relations_gives_no_lead(world: "World") -> None:
    assert rank_leads(world.dossier()) == ()


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_leaving_out_what_each_source_adds_changes_nothing_else(
    new_world: "type[World]", seed: int
) -> None:
    dossier = small_world(new_world, seed).dossier()
    whole = rank_leads(dossier)
    without = rank_leads(dossier, with_delete_one=False)
    assert without == tuple(replace(lead, delete_one=()) for lead in whole)
