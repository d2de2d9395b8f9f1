"""What the registry refuses by itself, before it calls a partner: none is there to be called."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from veiltrace_privacy.agent.access import Access
from veiltrace_privacy.audit.errors import AuditUnavailable
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.signing import sign_mandate
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.element import Element, Pair
from veiltrace_privacy.psi.errors import BudgetExceeded, PartnerUnavailable
from veiltrace_privacy.psi.terms import Terms
from veiltrace_privacy.registry import service
from veiltrace_privacy.registry.home import RegistrySettings, make_registry_home
from veiltrace_privacy.registry.message import Question, encode_question
from veiltrace_privacy.registry.service import Registry
from veiltrace_privacy.registry.trust import TrustedPartner, trust_partner


class AbsentPartner:
    """Counts how often it was called."""

    calls = 0

    def __init__(self, *_: object) -> None:
        AbsentPartner.calls += 1
        raise PartnerUnavailable("absent")


@pytest.fixture
def registry(tmp_path, monkeypatch):
    monkeypatch.setattr(service, "PartnerLink", AbsentPartner)
    monkeypatch.setattr(AbsentPartner, "calls", 0)
    home = make_registry_home(tmp_path / "registry", RegistrySettings("court", False, 3, 1))
    terms = Terms("A-1", LegalBasis.CONTRACT, (Purpose.LOCATE,))
    access = Access("carrier", bytes(32), "token")
    trust_partner(home.partners, TrustedPartner("http://127.0.0.1:1", access, terms))
    return Registry(home, lambda: datetime(2026, 11, 25, tzinfo=UTC), random.Random(1))


@pytest.fixture
def question(registry, make_mandate, pair):
    signed = sign_mandate(make_mandate(), registry.home.key(), self_certified=False)
    return Question("6" * 32, signed, "carrier", "A-1", Purpose.LOCATE, (pair(1, 1), pair(1, 2)))


def reason_of_last(registry: Registry) -> object:
    with registry.home.audit() as audit:
        return dict(audit.entry(audit.head().size - 1).fields).get("reason")


def test_only_a_question_that_may_be_asked_reaches_the_partner(registry, question):
    with pytest.raises(PartnerUnavailable):
        registry.match(encode_question(question))
    assert AbsentPartner.calls == 1


def test_a_refused_question_is_logged_and_calls_nobody(registry, question, pair):
    masked = Pair(pair(1, 1).identity, Element("phone", "124****0001"))
    swapped = Pair(pair(1, 1).contact, pair(1, 1).identity)
    changed = replace(question.mandate, self_certified=True)
    for bad, reason in [
        (replace(question, agreement_id="A-2"), "match.refused"),
        (replace(question, partner="lender"), "match.refused"),
        (replace(question, purpose=Purpose.ASSETS), "wrong_purpose"),
        (replace(question, mandate=changed), "bad_signature"),
        (replace(question, pairs=()), "match.element_refused"),
        (replace(question, pairs=(masked,)), "match.element_refused"),
        (replace(question, pairs=(swapped,)), "match.element_refused"),
        (replace(question, pairs=(pair(1, 1), pair(1, 1))), "match.element_refused"),
        (replace(question, pairs=tuple(pair(1, n) for n in range(4))), "match.budget_exceeded"),
    ]:
        with pytest.raises(VeiltraceError):
            registry.match(encode_question(bad))
        assert reason_of_last(registry) == reason
    with pytest.raises(VeiltraceError):
        registry.match(b"no question")
    assert reason_of_last(registry) == "agent.request_malformed"
    assert AbsentPartner.calls == 0


def test_elements_asked_in_vain_stay_counted(registry, question, pair):
    for _ in range(3):
        with pytest.raises(PartnerUnavailable):
            registry.match(encode_question(question))
    others = (pair(2, 1), pair(2, 2))
    with pytest.raises(BudgetExceeded):
        registry.match(encode_question(replace(question, pairs=others)))


def test_two_ways_of_writing_one_pair_are_one_pair(registry, question, pair):
    spaced = Element("phone", pair(1, 1).contact.value.replace("+86", "+86 "))
    twice = (pair(1, 1), Pair(pair(1, 1).identity, spaced))
    with pytest.raises(VeiltraceError, match="twice"):
        registry.match(encode_question(replace(question, pairs=twice)))


def test_without_its_log_the_registry_asks_nobody(registry, question):
    with closing(sqlite3.connect(registry.home.folder / "audit.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AuditUnavailable):
            registry.match(encode_question(question))
    assert AbsentPartner.calls == 0
