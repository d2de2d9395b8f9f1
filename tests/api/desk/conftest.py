"""A desk on a small installation, whose clock stands still, and the means to open cases there.

`desk` is open on an installation with two cases: DC-1 of a debtor with an identity number, a
guarantor and kin, and DC-2 of another lender's. `ask` makes a question about a case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.demo.town.identity_numbers import resident_id
from veiltrace_api.desk.cases import MandateWish
from veiltrace_api.desk.desk import Desk, open_desk
from veiltrace_api.desk.grant import Question
from veiltrace_api.desk.vault import Vault
from veiltrace_api.installation import create_installation
from veiltrace_api.manual_case import ManualCase
from veiltrace_api.settings import Settings
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Source,
    SourceRecord,
)
from veiltrace_graph.stores.base import Opening, RunState
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind
from veiltrace_privacy.audit.event import AuditEvent
from veiltrace_privacy.policy.words import Purpose

if TYPE_CHECKING:
    from tests.conftest import Registry

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
DEBTOR_ID = "990101198001010014"
CHILD_ID = resident_id(area=990101, birth=date(2015, 1, 1), sequence=2)
PHONE = "12400000009"


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    """An open desk, and what a test needs to act at it."""

    desk: Desk
    vault: Vault
    clock: Clock
    registry: "Registry"
    settings: Settings
    principal: Principal = field(init=False)

    def __post_init__(self) -> None:
        self.principal = self.desk.principal()

    def ask(
        self,
        number: str = "DC-1",
        purpose: Purpose | None = Purpose.ENFORCEMENT,
        *,
        principal: Principal | None = None,
        as_of: date | None = None,
    ) -> Question:
        """A question about a case."""
        return Question(
            principal or self.principal, number, purpose, as_of or self.clock.now.date()
        )

    def open(
        self,
        number: str = "DC-1",
        *purposes: Purpose,
        days: int = 100,
        principal: Principal | None = None,
    ) -> None:
        """Open a case under a mandate that the registry signs."""
        principal = principal or self.principal
        if not self.vault.trusted():
            self.desk.cases.trust(self.principal, self.registry.key.public)
        wish = MandateWish(purposes or (Purpose.ENFORCEMENT,), "ab" * 32, days)
        request = self.desk.cases.request_mandate(principal, number, wish)
        self.desk.cases.open(principal, number, self.registry.sign(request))

    def other_tenant(self, *roles: Role) -> Principal:
        """A principal of another tenant."""
        tenant = self.vault.control.add_tenant("another")
        wanted = roles or (Role.INVESTIGATOR, Role.OPERATOR)
        return self.vault.control.add_principal(tenant.id, name="clerk", roles=wanted)

    def colleague(self, *roles: Role) -> Principal:
        """Another principal of the local tenant."""
        name = "-".join(sorted(roles))
        return self.vault.control.add_principal(self.principal.tenant, name=name, roles=roles)

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.clock.now += timedelta(**span)

    def log(self) -> list[AuditEvent]:
        """All entries of the audit log."""
        return [self.vault.audit.entry(i) for i in range(self.vault.audit.head().size)]

    def load(self, source: Source, *records: SourceRecord) -> None:
        """Load records straight into the store, as an ingest would."""
        store = self.vault.store
        run = store.open_run(Opening(source, "f", source.name, "text"), now=NOW)
        run = store.write_batch(run, records, now=NOW)
        store.finish_run(run, state=RunState.FINISHED, error="", now=NOW)


def source(name: str, **changes: object) -> Source:
    """A lawful source."""
    said: dict[str, object] = {
        "name": name,
        "kind": SourceKind.INSURANCE,
        "publisher": name,
        "obtained": "own_records",
        "legal_basis": "contract",
        "jurisdiction": "cn",
        "licence": "fictional",
        "refreshed_on": NOW.date(),
        "refresh_days": 365,
        "retention_days": 1825,
    }
    return Source(**(said | changes))  # type: ignore[arg-type]


def person(publisher: str, name: str, resident_id: str = "") -> Entity:
    """A person as one publisher describes it."""
    said = [PropertyValue("name", name)]
    said += [PropertyValue("resident_id", resident_id)] if resident_id else []
    return Entity(EntityRef(f"record:{publisher}", name), NodeKind.PERSON, tuple(said))


def related(publisher: str, *kin: Entity) -> SourceRecord:
    """A record by which the debtor of DC-1 is related to these."""
    debtor = person(publisher, "示例甲", DEBTOR_ID)
    ties = tuple(RecordRelation(RelationKind.RELATED_TO, debtor.ref, one.ref) for one in kin)
    return SourceRecord("1", 1, NOW.date(), (debtor, *kin), ties)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "home")
    create_installation(made)
    return made


@pytest.fixture
def office(settings: Settings, registry: "Registry") -> Iterator[Office]:
    clock = Clock()
    with open_desk(settings, clock) as desk:
        made = Office(desk, desk._vault, clock, registry, settings)
        for number, creditor, debtor, debtor_id, phone in (
            ("DC-1", "示例银行", "示例甲", DEBTOR_ID, PHONE),
            ("DC-2", "远方银行", "示例乙", "", "12400000008"),
        ):
            due = date(2024, 1, 15)
            desk.cases.add(
                made.principal,
                ManualCase(number, debtor, debtor_id, creditor, 1000, "CNY", due, phone, ""),
            )
        made.load(
            source("kin"),
            related("kin", person("kin", "示例兄"), person("kin", "示例女", CHILD_ID)),
        )
        yield made
