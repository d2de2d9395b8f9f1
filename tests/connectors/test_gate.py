"""The gate at ingest: which sources are refused before anything of them is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from veiltrace_connectors.errors import IngestRefused
from veiltrace_connectors.gate import require_ingest, source_facts
from veiltrace_connectors.ingest import ingest
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, Rejected, Source, SourceRecord
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind, SourceKind
from veiltrace_privacy.policy.errors import PolicyError

DAY = date(2026, 6, 30)
SOURCE = Source(
    name="town-register",
    kind=SourceKind.BANK,
    publisher="town",
    obtained="official_register",
    legal_basis="public_information",
    jurisdiction="cn",
    licence="fictional",
    refreshed_on=DAY,
    refresh_days=30,
    retention_days=1825,
)
PERSON = Entity(EntityRef("record:town", "1"), NodeKind.PERSON, (PropertyValue("name", "示例甲"),))
ACCOUNT = Entity(EntityRef("account_number", "FICTION1"), NodeKind.BANK_ACCOUNT)


@dataclass
class Records:
    """A connector of ready-made records."""

    source: Source
    items: tuple[SourceRecord, ...]
    encoding: str = "utf-8"
    progress: tuple[int, int] = (0, 0)

    def records(self) -> Iterator[SourceRecord | Rejected]:
        yield from self.items


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Callable[..., int]]:
    """Loads one record with the given entities and returns how many records the store holds."""
    with SqliteStore.create(tmp_path / "s.sqlite", Keyring(bytes(32))) as store:

        def run(source: Source, *entities: Entity, consent: str = "") -> int:
            before = store.digest()
            try:
                ingest(
                    lambda: Records(source, (SourceRecord("1", 1, DAY, entities),)),
                    store,
                    file_name="f",
                    fingerprint="f",
                    clock=lambda: datetime(2026, 6, 30, tzinfo=UTC),
                    consent=consent,
                )
            except IngestRefused:
                assert store.digest() == before
                assert store.runs() == ()
                raise
            return sum(summary.records for summary in store.sources())

        yield run


@pytest.mark.parametrize("origin", ["leak", "pretext", "bought_unlawful"])
def test_a_source_of_a_barred_origin_is_refused_by_rule_and_citation(
    load: Callable[..., int], origin: str
) -> None:
    with pytest.raises(IngestRefused, match=r"VT-21 ORIGIN \(PIPL art 10") as raised:
        load(replace(SOURCE, obtained=origin), PERSON)
    assert "VT-21" in raised.value.rules


def test_an_unlawful_basis_is_loaded_and_held_back_later(load: Callable[..., int]) -> None:
    assert load(replace(SOURCE, legal_basis="legitimate_interest"), PERSON) == 1


@pytest.mark.parametrize("kind", ["whereabouts", "health", "biometrics", "religion"])
def test_a_sensitive_kind_needs_a_separate_consent(load: Callable[..., int], kind: str) -> None:
    source = replace(SOURCE, sensitive=(kind,), obtained="own_records")
    with pytest.raises(IngestRefused, match=r"VT-04 .*--consent"):
        load(source, PERSON)
    assert load(source, PERSON, consent="CONSENT-1") == 1


def test_accounts_in_a_file_that_does_not_declare_them_are_refused(
    load: Callable[..., int],
) -> None:
    with pytest.raises(IngestRefused, match="VT-04"):
        load(SOURCE, PERSON, ACCOUNT)
    assert load(SOURCE, PERSON, ACCOUNT, consent="CONSENT-1") == 1


def test_accounts_in_the_lenders_own_records_pass(load: Callable[..., int]) -> None:
    assert load(replace(SOURCE, obtained="own_records"), PERSON, ACCOUNT) == 1


def test_a_word_nobody_knows_is_an_error_and_no_permission() -> None:
    with pytest.raises(PolicyError, match="the fact origin must be"):
        require_ingest(replace(SOURCE, obtained="found on a train"), as_of=DAY)


def test_a_source_that_states_no_country_is_judged_by_the_strictest_law() -> None:
    source = replace(SOURCE, jurisdiction="")
    assert "source_jurisdiction" not in source_facts(source)
    require_ingest(source, as_of=DAY)


def test_a_mapping_that_makes_accounts_declares_them_itself() -> None:
    mapping = load_mapping(shipped_mappings()["cn_bank_accounts"])
    assert mapping.source.sensitive == ("financial_account",)


@pytest.mark.parametrize("name", sorted(shipped_mappings()))
def test_each_shipped_mapping_may_be_loaded(name: str) -> None:
    require_ingest(load_mapping(shipped_mappings()[name]).source, as_of=DAY)
