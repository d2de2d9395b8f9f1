"""The gate at ingest: which sources are refused before anything of them is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from veiltrace_connectors.errors import IngestRefused
from veiltrace_connectors.gate import require_ingest, source_facts
from veiltrace_connectors.ingest import IngestReport, ingest
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, Rejected, Source, SourceRecord
from veiltrace_graph.stores.base import RunState
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
    items: tuple[SourceRecord | Rejected, ...]
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


US_VEHICLES = replace(SOURCE, kind=SourceKind.VEHICLE, jurisdiction="us-ca")
CAR = Entity(EntityRef("plate", "FICTION1"), NodeKind.VEHICLE)


@pytest.fixture
def run_of(tmp_path: Path) -> Iterator[Callable[..., tuple[IngestReport, SqliteStore]]]:
    """Loads items and returns the report, with the store that holds what was kept."""
    with SqliteStore.create(tmp_path / "v.sqlite", Keyring(bytes(32))) as store:

        def run(source: Source, *items: SourceRecord | Rejected) -> Any:
            report = ingest(
                lambda: Records(source, items),
                store,
                file_name="f",
                fingerprint=source.dppa_use,
                clock=lambda: datetime(2026, 6, 30, tzinfo=UTC),
            )
            return report, store

        yield run


def record(position: int, *entities: Entity) -> SourceRecord:
    return SourceRecord(str(position), position, DAY, entities)


def test_us_vehicle_rows_without_a_code_are_counted_and_nothing_of_them_is_kept(
    run_of: Callable[..., Any],
) -> None:
    unreadable = Rejected(2, "no_record_id", "plate", "a private row")
    report, store = run_of(US_VEHICLES, record(1, PERSON, CAR), unreadable)
    assert report.run.state is RunState.FINISHED
    assert report.rejections == {("dppa_code_missing", ""): 2}
    assert [item.raw for item in store.rejected(report.run.id)] == ["", ""]
    assert sum(summary.records for summary in store.sources()) == 0
    assert store.view(DAY).search("示例甲") == ()


@pytest.mark.parametrize("code", ["b3", "b4", "b8"])
def test_us_vehicle_rows_are_read_for_a_use_the_law_names(
    run_of: Callable[..., Any], code: str
) -> None:
    report, _ = run_of(replace(US_VEHICLES, dppa_use=code), record(1, PERSON, CAR))
    assert (report.run.accepted, report.rejections) == (1, {})


def test_a_use_the_law_does_not_name_is_an_error_and_no_permission(
    run_of: Callable[..., Any],
) -> None:
    with pytest.raises(PolicyError, match="dppa_use"):
        run_of(replace(US_VEHICLES, dppa_use="b1"), record(1, PERSON, CAR))


def test_a_vehicle_in_a_us_source_of_another_kind_needs_the_code_too(
    run_of: Callable[..., Any],
) -> None:
    report, _ = run_of(replace(SOURCE, jurisdiction="us"), record(1, PERSON), record(2, CAR))
    assert (report.run.accepted, report.rejections) == (1, {("dppa_code_missing", ""): 1})


def test_vehicles_elsewhere_need_no_code(run_of: Callable[..., Any]) -> None:
    report, _ = run_of(replace(US_VEHICLES, jurisdiction="gb"), record(1, PERSON, CAR))
    assert report.run.accepted == 1
