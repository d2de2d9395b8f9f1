"""A case file belongs to its tenant, and under a mandate it stays the one that was certified."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.api.desk.conftest import CHILD_ID, NOW

from veiltrace_api.errors import UnknownCase, UsageError
from veiltrace_api.manual_case import ManualCase
from veiltrace_engine.lead import LeadClass
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.policy.words import Channel

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office

DC_1 = ManualCase("DC-1", "示例丁", "", "示例银行", 1, "CNY", date(2024, 1, 15), "12400000001", "")


def test_a_mandate_cannot_be_turned_to_another_debtor(office: "Office") -> None:
    office.open()
    before = office.desk.reading.show_case(office.ask())
    with pytest.raises(UsageError, match="mandate"):
        office.desk.cases.add(office.principal, DC_1)
    assert office.desk.reading.show_case(office.ask()) == before


def test_another_tenants_case_is_not_rewritten_and_the_attempt_is_logged(office: "Office") -> None:
    office.open()
    stranger = office.other_tenant()
    with pytest.raises(UnknownCase):
        office.desk.cases.add(stranger, replace(DC_1, amount=2))
    last = office.log()[-1]
    assert last.kind is EventKind.READ_REFUSED
    assert dict(last.fields)["case_ref"]


def test_a_debtor_who_is_a_minor_is_neither_shown_nor_a_lead(office: "Office") -> None:
    child = ManualCase(
        "DC-9", "示例丙", CHILD_ID, "示例银行", 1000, "CNY", NOW.date(), "12400000007", ""
    )
    office.desk.cases.add(office.principal, child)
    office.open("DC-9")
    (answer,) = office.desk.reading.leads(office.ask("DC-9"))
    assert not any(lead.lead_class is LeadClass.SELF_CONTACT for lead in answer.leads)
    assert ("self_contact", "VT-05") in {(s.what, s.rule_id) for s in answer.suppressed}
    shown = repr(office.desk.reading.show_case(office.ask("DC-9")))
    assert CHILD_ID not in shown
    assert "12400000007" not in shown


def test_a_permission_on_a_day_before_the_rules_is_a_clear_error(office: "Office") -> None:
    office.open()
    early = datetime.fromisoformat("1999-12-31T12:00:00+08:00")
    with pytest.raises(UsageError):
        office.desk.contact.permission(office.ask(), "12400000009", channel=Channel.VOICE, at=early)
