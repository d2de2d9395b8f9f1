"""What of a case goes into a question to a partner, and what is refused before anything leaves."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from tests.api.desk.conftest import CHILD_ID, DEBTOR_ID, NOW, person, source

from veiltrace_api.control.partners import Partner
from veiltrace_api.desk import matching
from veiltrace_api.errors import UsageError
from veiltrace_api.manual_case import ManualCase
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Source,
    SourceRecord,
)
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.agent.access import Access
from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.psi.element import Pair
from veiltrace_privacy.psi.errors import MatchRefused
from veiltrace_privacy.registry.client import RegistryUnavailable

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office
    from tests.conftest import Registry

CARRIER = Partner("carrier", "http://127.0.0.1:9", "A-1", "contract", ("enforcement",))


@dataclass
class Wire:
    """Stands where the network begins: keeps what would leave, and answers nothing."""

    left: list[set[str]] = field(default_factory=list)

    def match(self, signed: object, partner: str, pairs: list[Pair], **asked: object) -> None:
        self.left.append({pair.contact.value for pair in pairs})
        raise RegistryUnavailable("nobody answers here")


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    made = Wire()
    monkeypatch.setattr(matching, "RegistryClient", lambda *args, **options: made)
    return made


def add(office: "Office", registry: "Registry", partner: Partner = CARRIER) -> None:
    access = Access("court", registry.key.public.raw, "token")
    office.desk.matching.add_partner(office.principal, partner, access)


def number_of_debtor(publisher: Source, phone: str) -> SourceRecord:
    debtor = person(publisher.name, "示例甲", DEBTOR_ID)
    contact = Entity(EntityRef("phone", phone), NodeKind.PHONE, (PropertyValue("phone", phone),))
    tie = RecordRelation(RelationKind.USES_CONTACT, debtor.ref, contact.ref)
    return SourceRecord("1", 1, NOW.date(), (debtor, contact), (tie,))


def test_numbers_of_a_source_that_may_not_be_joined_stay_here(
    office: "Office", registry: "Registry", wire: Wire
) -> None:
    office.open()
    add(office, registry)
    lawful, bought = source("shop"), source("bought", legal_basis="legitimate_interest")
    office.load(lawful, number_of_debtor(lawful, "+8612400000011"))
    office.load(bought, number_of_debtor(bought, "+8612400000012"))
    with pytest.raises(RegistryUnavailable):
        office.desk.matching.match(office.ask(), "carrier")
    (left,) = wire.left
    assert "+8612400000011" in left
    assert "+8612400000012" not in left


def test_a_purpose_outside_the_agreement_is_refused_before_anything_leaves(
    office: "Office", registry: "Registry", wire: Wire
) -> None:
    office.open()
    add(office, registry, replace(CARRIER, purposes=("locate",)))
    with pytest.raises(MatchRefused, match="VT-06"):
        office.desk.matching.match(office.ask(), "carrier")
    assert wire.left == []
    assert EventKind.MATCH_REFUSED in {entry.kind for entry in office.log()}


def test_of_a_minor_nothing_is_asked(office: "Office", registry: "Registry", wire: Wire) -> None:
    child = ManualCase(
        "DC-9", "示例丙", CHILD_ID, "示例银行", 1000, "CNY", NOW.date(), "12400000007", ""
    )
    office.desk.cases.add(office.principal, child)
    office.open("DC-9")
    add(office, registry)
    with pytest.raises(UsageError, match="nothing to ask"):
        office.desk.matching.match(office.ask("DC-9"), "carrier")
    assert wire.left == []


def test_a_partner_whose_access_cannot_be_kept_can_be_added_again(
    office: "Office", registry: "Registry"
) -> None:
    folder = office.desk.matching._partners
    folder.write_text("a file where the folder should be")
    with pytest.raises(HomeError):
        add(office, registry)
    folder.unlink()
    add(office, registry)
    assert [p.name for p in office.desk.matching.partners(office.principal)] == ["carrier"]
