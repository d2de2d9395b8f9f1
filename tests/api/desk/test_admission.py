"""Who is let in, who is refused, and that each of both is in the log."""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.control.principals import Role
from veiltrace_api.desk.cases import MandateWish
from veiltrace_api.errors import AccessRefused, UnknownCase, UsageError
from veiltrace_privacy.audit.errors import AuditUnavailable
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.mandate.errors import MandateRefused
from veiltrace_privacy.policy.words import Purpose

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office

READS: dict[str, Callable[["Office"], object]] = {
    "leads": lambda o: o.desk.reading.leads(o.ask()),
    "case": lambda o: o.desk.reading.show_case(o.ask()),
    "search": lambda o: o.desk.reading.search(o.ask(), "示例甲", limit=9),
    "near": lambda o: o.desk.reading.near(o.ask(), "示例甲", top=9),
    "connection": lambda o: o.desk.reading.connection(o.ask(), "示例甲", "示例兄", paths=1),
}


def refusal(office: "Office") -> dict[str, str | int]:
    """The fields of the newest entry, which is a refusal."""
    event = office.log()[-1]
    assert event.kind is EventKind.READ_REFUSED
    assert event.actor != ""
    return dict(event.fields)


def test_a_grant_is_in_the_log_with_case_purpose_and_mandate(office: "Office") -> None:
    office.open()
    office.desk.reading.show_case(office.ask())
    event = office.log()[-1]
    fields = dict(event.fields)
    assert event.kind is EventKind.READ_ALLOWED
    assert event.actor == office.principal.id
    assert (fields["operation"], fields["purpose"]) == ("case.show", "enforcement")
    assert {"case_ref", "mandate_id", "rules_sha256", "self_certified"} <= fields.keys()


@pytest.mark.parametrize("read", READS)
def test_a_case_without_a_mandate_is_refused(office: "Office", read: str) -> None:
    with pytest.raises(AccessRefused, match=r"case request.*VT-01 PURPOSE \(PIPL art 6"):
        READS[read](office)
    assert refusal(office)["reason"] == "no_mandate"


def test_without_a_purpose_nothing_is_read(office: "Office") -> None:
    office.open()
    with pytest.raises(AccessRefused, match="--purpose locate") as raised:
        office.desk.reading.leads(office.ask(purpose=None))
    assert "VT-01" in raised.value.rules
    assert refusal(office)["reason"] == "no_purpose"


@pytest.mark.parametrize("purpose", [Purpose.MAINTENANCE, Purpose.REVIEW])
def test_upkeep_and_review_are_no_purposes_of_a_case(office: "Office", purpose: Purpose) -> None:
    office.open()
    with pytest.raises(AccessRefused):
        office.desk.reading.leads(office.ask(purpose=purpose))
    refusal(office)


def test_a_purpose_that_the_mandate_does_not_name_is_refused(office: "Office") -> None:
    office.open("DC-1", Purpose.ASSETS)
    with pytest.raises(AccessRefused, match="does not name this purpose"):
        office.desk.reading.leads(office.ask(purpose=Purpose.LOCATE))
    assert refusal(office)["reason"] == "wrong_purpose"


def test_a_second_mandate_adds_a_purpose(office: "Office") -> None:
    office.open("DC-1", Purpose.LOCATE)
    office.open("DC-1", Purpose.ASSETS)
    for purpose in (Purpose.LOCATE, Purpose.ASSETS):
        assert office.desk.reading.leads(office.ask(purpose=purpose))


def test_a_mandate_that_is_over_opens_nothing(office: "Office") -> None:
    office.open(days=100)
    office.later(days=100)
    office.desk.reading.leads(office.ask())
    office.later(days=1)
    with pytest.raises(AccessRefused, match="its mandate is over"):
        office.desk.reading.leads(office.ask())
    assert refusal(office)["reason"] == "expired"


def test_the_day_that_is_asked_about_does_not_revive_a_mandate(office: "Office") -> None:
    office.open(days=100)
    asked = office.ask()
    office.later(days=101)
    with pytest.raises(AccessRefused):
        office.desk.reading.leads(asked)


def test_a_closed_case_is_read_no_more(office: "Office") -> None:
    office.open()
    office.desk.cases.close(office.principal, "DC-1")
    with pytest.raises(AccessRefused, match="the case is closed"):
        office.desk.reading.leads(office.ask())
    assert refusal(office)["reason"] == "closed_case"


def test_a_registry_that_is_trusted_no_more_opens_nothing(office: "Office") -> None:
    office.open()
    for key in office.settings.registries.iterdir():
        key.unlink()
    with pytest.raises(AccessRefused, match="registry trust"):
        office.desk.reading.leads(office.ask())
    assert refusal(office)["reason"] == "unknown_key"


@pytest.mark.parametrize("read", READS)
def test_another_tenants_case_looks_like_none(office: "Office", read: str) -> None:
    office.open()
    office.principal = office.other_tenant()
    with pytest.raises(UnknownCase) as foreign:
        READS[read](office)
    assert refusal(office)["reason"] == "other_tenant"
    with pytest.raises(UnknownCase) as unknown:
        office.desk.reading.leads(office.ask("DC-9"))
    assert refusal(office)["reason"] == "unknown_case"
    assert str(foreign.value) == str(unknown.value)


def test_another_tenants_case_is_neither_listed_nor_opened_nor_closed(office: "Office") -> None:
    office.open()
    stranger = office.other_tenant()
    listed = office.desk.cases.listed(stranger, as_of=office.clock.now.date())
    assert [line.number for line in listed] == ["DC-2"]
    wish = MandateWish((Purpose.LOCATE,), "ab" * 32, 10)
    with pytest.raises(UnknownCase):
        office.desk.cases.request_mandate(stranger, "DC-1", wish)
    with pytest.raises(UnknownCase):
        office.desk.cases.close(stranger, "DC-1")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AUDITOR, Role.APPROVER])
def test_who_is_no_reader_reads_nobody(office: "Office", role: Role) -> None:
    office.open()
    clerk = office.colleague(role)
    with pytest.raises(AccessRefused, match="another role"):
        office.desk.reading.leads(office.ask(principal=clerk))
    assert refusal(office)["reason"] == "wrong_role"


def test_an_investigator_loads_no_source_and_reads_no_log(office: "Office") -> None:
    clerk = office.colleague(Role.INVESTIGATOR)
    day = office.clock.now.date()
    for refused in (
        lambda: office.desk.sources.listed(clerk, as_of=day),
        lambda: office.desk.sources.runs(clerk),
        lambda: office.desk.sources.rejected(clerk, 1, raw=True),
        lambda: office.desk.audits.entries(clerk, last=5),
        lambda: office.desk.audits.verify(clerk),
        lambda: office.desk.audits.anomalies(clerk),
        lambda: office.desk.cases.trust(clerk, office.registry.key.public),
    ):
        with pytest.raises(AccessRefused, match="another role"):
            refused()
        refusal(office)


def test_a_disabled_principal_may_not_act(office: "Office") -> None:
    clerk = office.colleague(Role.INVESTIGATOR)
    office.vault.control.disable_principal(clerk.id, now=office.clock())
    with pytest.raises(UsageError, match="unknown or disabled"):
        office.desk.principal(clerk.id)


def test_a_mandate_of_another_case_opens_nothing(office: "Office") -> None:
    office.open("DC-2")
    wish = MandateWish((Purpose.ENFORCEMENT,), "ab" * 32, 10)
    request = office.desk.cases.request_mandate(office.principal, "DC-2", wish)
    with pytest.raises(MandateRefused, match="another case's"):
        office.desk.cases.open(office.principal, "DC-1", office.registry.sign(request))
    assert office.log()[-1].kind is EventKind.MANDATE_REFUSED


def test_a_mandate_of_a_registry_that_is_not_trusted_opens_nothing(office: "Office") -> None:
    wish = MandateWish((Purpose.ENFORCEMENT,), "ab" * 32, 10)
    request = office.desk.cases.request_mandate(office.principal, "DC-1", wish)
    with pytest.raises(MandateRefused, match="no trusted registry"):
        office.desk.cases.open(office.principal, "DC-1", office.registry.sign(request))
    assert office.log()[-1].kind is EventKind.MANDATE_REFUSED


def test_no_entry_names_anybody(office: "Office") -> None:
    office.open()
    for read in READS.values():
        read(office)
    text = repr(office.log())
    for secret in ("示例", "12400000", "990101", "DC-1", "银行"):
        assert secret not in text


@pytest.mark.parametrize("read", READS)
def test_while_the_log_is_locked_nothing_is_answered(office: "Office", read: str) -> None:
    office.open()
    office.vault.audit._connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(office.settings.audit_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(AuditUnavailable, match="another process holds it"):
        READS[read](office)
    other.execute("ROLLBACK")
    other.close()
    READS[read](office)


@pytest.mark.parametrize("read", READS)
def test_with_a_log_that_cannot_be_written_nothing_is_answered(office: "Office", read: str) -> None:
    office.open()
    # Stands for a full disk or a read-only one: the file may not grow.
    pages = office.vault.audit._connection.execute("PRAGMA page_count").fetchone()[0]
    office.vault.audit._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(AuditUnavailable, match="the disk is full"):
        for _ in range(200):
            READS[read](office)


def test_a_case_that_was_never_opened_cannot_be_closed(office: "Office") -> None:
    with pytest.raises(UsageError, match="never opened"):
        office.desk.cases.close(office.principal, "DC-1")


def test_unusual_use_shows_cases_that_are_not_the_tenants(office: "Office") -> None:
    office.open()
    stranger = office.other_tenant(Role.INVESTIGATOR)
    with pytest.raises(UnknownCase):
        office.desk.reading.leads(office.ask(principal=stranger))
    found = office.desk.audits.anomalies(office.principal)
    assert {item.kind.value for item in found if item.principal == stranger.id} == {"foreign_cases"}


def test_a_case_that_shares_no_creditor_with_the_portfolio_is_unusual(office: "Office") -> None:
    office.open("DC-1")
    office.open("DC-2")
    office.desk.reading.leads(office.ask("DC-2"))
    kinds = [item.kind.value for item in office.desk.audits.anomalies(office.principal)]
    assert kinds == ["unconnected_cases"]
