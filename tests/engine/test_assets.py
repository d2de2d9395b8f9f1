from datetime import date
from typing import TYPE_CHECKING

import pytest

from veiltrace_engine.lead import Lead, LeadClass, LeadFlag
from veiltrace_engine.priors import PRIORS
from veiltrace_engine.ranking import rank_leads
from veiltrace_graph.vocabulary import ASSET_KINDS, NodeKind, RelationKind, SourceKind

if TYPE_CHECKING:
    from tests.engine.conftest import World

OWNS, OWNS_SHARE = RelationKind.OWNS, RelationKind.OWNS_SHARE


def assets(world: "World") -> dict[str, Lead]:
    leads = rank_leads(world.dossier())
    return {x.subject.caption: x for x in leads if x.lead_class is LeadClass.ASSET}


def flat(world: "World", name: str, **relation: object) -> None:
    world.node(name, NodeKind.REAL_ESTATE)
    world.source("land register", SourceKind.REAL_ESTATE)
    world.relate("debtor", OWNS, name, source="land register", **relation)  # type: ignore[arg-type]


def test_a_mortgaged_flat_is_below_the_same_flat_unencumbered(world: "World") -> None:
    flat(world, "free")
    flat(world, "mortgaged")
    world.node("bank", NodeKind.ORGANISATION)
    world.relate("mortgaged", RelationKind.MORTGAGED_TO, "bank", source="land register")
    leads = assets(world)
    free, bound = leads["free"].value, leads["mortgaged"].value
    assert leads["free"].rank < leads["mortgaged"].rank
    assert LeadFlag.MORTGAGED in leads["mortgaged"].flags
    assert free is not None and bound is not None and bound.high < free.high


def test_a_seized_flat_is_less_likely_to_be_enforceable(world: "World") -> None:
    flat(world, "free")
    flat(world, "seized")
    world.state("seized", "encumbrance", "(2024)示0001执1号查封", source="land register")
    leads = assets(world)
    assert leads["seized"].probability == pytest.approx(leads["free"].probability * 0.4)
    assert LeadFlag.SEIZED in leads["seized"].flags


def test_a_flat_said_to_be_unencumbered_is_worth_what_one_without_a_word_is(
    world: "World",
) -> None:
    flat(world, "silent")
    flat(world, "denied")
    world.state("denied", "encumbrance", "无抵押、查封、冻结", source="land register")
    leads = assets(world)
    assert leads["denied"].priority == leads["silent"].priority


@pytest.mark.parametrize("kind", sorted(ASSET_KINDS))
def test_an_unknown_value_is_the_usual_band_of_the_kind_and_never_zero(
    world: "World", kind: NodeKind
) -> None:
    world.node("thing", kind)
    world.relate("debtor", OWNS, "thing")
    lead = assets(world)["thing"]
    assert lead.value is not None and 0 < lead.value.low < lead.value.high
    assert LeadFlag.VALUE_UNKNOWN in lead.flags
    assert lead.priority > 0


def test_a_stated_amount_replaces_the_band(world: "World") -> None:
    world.node("account", NodeKind.BANK_ACCOUNT)
    world.relate("debtor", RelationKind.HOLDS_ACCOUNT, "account", record="a")
    world.state("account", "amount", "1000", record="a")
    world.state("account", "currency", "USD", record="a")
    value = assets(world)["account"].value
    assert value is not None
    assert (value.low, value.high, value.currency, value.stated) == (1000, 1000, "USD", True)


def test_a_co_owned_flat_counts_with_the_owners_part(world: "World") -> None:
    flat(world, "shared", role="共同共有", record="deed")
    world.node("other", NodeKind.PERSON)
    world.relate("other", OWNS, "shared", source="land register", role="共同共有", record="deed")
    flat(world, "sole", role="单独所有")
    flat(world, "quarter", share=0.25)
    leads = assets(world)
    assert [leads[n].share for n in ("shared", "sole", "quarter")] == [0.5, 1.0, 0.25]
    assert LeadFlag.CO_OWNED in leads["shared"].flags


def test_a_title_without_share_or_role_is_not_lowered_for_it(world: "World") -> None:
    flat(world, "silent")
    flat(world, "stated", share=1.0, role="单独所有")
    leads = assets(world)
    assert leads["silent"].priority == leads["stated"].priority


def test_a_share_of_nothing_is_no_lead(world: "World") -> None:
    flat(world, "none", share=0.0)
    assert assets(world) == {}


def test_a_share_in_a_company_is_an_asset_worth_its_part_of_the_capital(world: "World") -> None:
    world.node("company", NodeKind.ORGANISATION)
    world.relate("debtor", OWNS_SHARE, "company", share=0.6)
    world.state("company", "capital", "1000万人民币")
    lead = assets(world)["company"]
    assert lead.asset_kind is NodeKind.ORGANISATION
    assert lead.value is not None
    assert lead.value.high == pytest.approx(1e7 * 0.6 * PRIORS.assets[NodeKind.ORGANISATION].net)


def test_shares_multiply_along_a_chain_and_an_asset_behind_it_says_so(world: "World") -> None:
    for name in ("first", "second"):
        world.node(name, NodeKind.ORGANISATION)
    world.node("flat", NodeKind.REAL_ESTATE)
    world.relate("debtor", OWNS_SHARE, "first", share=0.5)
    world.relate("first", OWNS_SHARE, "second", share=0.4)
    world.relate("second", OWNS, "flat")
    lead = assets(world)["flat"]
    assert lead.share == pytest.approx(0.2)
    assert LeadFlag.THROUGH_COMPANY in lead.flags


@pytest.mark.parametrize(("own", "behind"), [(0.01, True), (0.9, False)])
def test_an_asset_held_in_two_ways_is_listed_once_by_the_way_that_promises_most(
    world: "World", own: float, behind: bool
) -> None:
    world.node("firm", NodeKind.ORGANISATION)
    flat(world, "flat", share=own)
    world.relate("debtor", OWNS_SHARE, "firm", share=1.0)
    world.relate("firm", OWNS, "flat", share=1 - own)
    assert (LeadFlag.THROUGH_COMPANY in assets(world)["flat"].flags) is behind


def test_a_dissolved_company_is_a_poor_lead_though_its_shareholders_are_still_listed(
    world: "World",
) -> None:
    for name in ("live", "gone"):
        world.node(name, NodeKind.ORGANISATION)
        world.relate("debtor", OWNS_SHARE, name, share=0.5, seen=date(2026, 6, 1))
        world.state(name, "status", "注销" if name == "gone" else "存续", seen=date(2026, 5, 1))
    leads = assets(world)
    assert leads["gone"].rank > leads["live"].rank
    assert LeadFlag.CLOSED in leads["gone"].flags


def test_pay_that_an_employments_own_record_states_is_listed_once(world: "World") -> None:
    world.node("employer", NodeKind.ORGANISATION)
    world.node("pay", NodeKind.INCOME)
    world.relate("debtor", RelationKind.EMPLOYED_BY, "employer", source="insurance", record="7")
    world.relate("debtor", RelationKind.EARNS, "pay", source="insurance", record="7")
    assert set(assets(world)) == {"pay"}


def test_pay_and_claims_are_assets(world: "World") -> None:
    for name in ("employer", "customer", "buyer"):
        world.node(name, NodeKind.ORGANISATION)
    world.node("invoice", NodeKind.RECEIVABLE)
    world.node("pay", NodeKind.INCOME)
    world.relate("debtor", RelationKind.EMPLOYED_BY, "employer")
    world.relate("debtor", RelationKind.EARNS, "pay")
    world.relate("debtor", RelationKind.IS_OWED, "invoice")
    world.relate("customer", RelationKind.OWES, "debtor")
    world.relate("debtor", RelationKind.IS_OWED, "buyer")
    assert {name: lead.asset_kind for name, lead in assets(world).items()} == {
        "employer": NodeKind.INCOME,
        "pay": NodeKind.INCOME,
        "invoice": NodeKind.RECEIVABLE,
        "customer": NodeKind.RECEIVABLE,
        "buyer": NodeKind.RECEIVABLE,
    }


def test_a_sole_title_that_began_after_the_debtors_last_record_speaks_against_it(
    world: "World",
) -> None:
    flat(world, "sold", seen=date(2024, 1, 1))
    flat(world, "kept", seen=date(2024, 1, 1))
    world.node("buyer", NodeKind.PERSON)
    world.relate("buyer", OWNS, "sold", valid_from=date(2025, 1, 1))
    flat(world, "re-recorded", seen=date(2025, 2, 1))
    world.relate("buyer", OWNS, "kept", valid_from=date(2025, 1, 1), share=0.5)
    world.relate("buyer", OWNS, "re-recorded", valid_from=date(2025, 1, 1))
    leads = assets(world)
    assert LeadFlag.NEW_OWNER not in leads["re-recorded"].flags
    assert LeadFlag.NEW_OWNER in leads["sold"].flags
    assert LeadFlag.NEW_OWNER not in leads["kept"].flags
    assert leads["sold"].probability < leads["kept"].probability / 2


def test_every_asset_names_the_look_up_that_would_confirm_it(world: "World") -> None:
    flat(world, "flat")
    lookup = assets(world)["flat"].next_lookup
    assert lookup is not None
    assert lookup.source_kind is SourceKind.REAL_ESTATE


def test_a_cheap_look_up_puts_an_asset_first_among_equals(world: "World") -> None:
    world.node("policy", NodeKind.INSURANCE_POLICY)
    world.relate("debtor", RelationKind.POLICYHOLDER_OF, "policy")
    lead = assets(world)["policy"]
    assert lead.value is not None and lead.next_lookup is not None
    middle = (lead.value.low * lead.value.high) ** 0.5
    assert lead.priority == pytest.approx(lead.probability * middle / lead.next_lookup.cost)
