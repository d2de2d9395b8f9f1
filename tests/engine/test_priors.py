from dataclasses import fields

from veiltrace_engine.lead import LeadFlag, Tie
from veiltrace_engine.priors import PRIORS
from veiltrace_graph.vocabulary import ASSET_KINDS, CONTACT_KINDS, NodeKind, SourceKind


def test_every_kind_of_source_contact_asset_and_tie_has_its_prior() -> None:
    assert set(PRIORS.contact_reliability) == set(PRIORS.fact_reliability) == set(SourceKind)
    assert set(PRIORS.contacts) == CONTACT_KINDS
    assert set(PRIORS.assets) == ASSET_KINDS | {NodeKind.ORGANISATION}
    assert set(PRIORS.ties) == set(Tie) - {Tie.GUARANTOR, Tie.CO_DEBTOR}
    bound = {LeadFlag.MORTGAGED, LeadFlag.PLEDGED, LeadFlag.SEIZED, LeadFlag.FROZEN}
    assert set(PRIORS.encumbered_value) | set(PRIORS.encumbered_enforceable) == bound


def test_every_probability_is_one() -> None:
    for table in (PRIORS.contact_reliability, PRIORS.fact_reliability, PRIORS.ties):
        assert all(0 < p < 1 for p in table.values())
    for asset in PRIORS.assets.values():
        assert 0 < asset.enforceable < 1
        assert 0 < asset.net <= 1
        assert 0 < asset.low < asset.high
        assert asset.cost > 0


def test_no_table_can_be_changed_in_place() -> None:
    tables = [getattr(PRIORS, f.name) for f in fields(PRIORS)]
    assert not any(isinstance(table, dict) for table in tables)
