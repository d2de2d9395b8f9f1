"""Properties of decisions, over requests of every shape."""

import random
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.facts import FACTS, FactSpec, FactType, FactValue
from veiltrace_privacy.policy.gate import Decision, decide
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import RulePack
from veiltrace_privacy.policy.words import Gate, Outcome, Purpose

TODAY = date(2026, 6, 30)


def values(spec: FactSpec) -> st.SearchStrategy:
    words = sorted(spec.words)
    return {
        FactType.FLAG: st.booleans(),
        FactType.COUNT: st.integers(0, 30),
        FactType.ID: st.sampled_from(["A-7", "A-8"]),
        FactType.WORD: st.sampled_from(words or ["x"]),
        FactType.WORDS: st.lists(st.sampled_from(words or ["x"]), max_size=3).map(tuple),
        FactType.COUNTRY: st.sampled_from(["cn", "gb", "us"]),
        FactType.CLOCK: st.times(),
        FactType.OFFSETS: st.lists(st.integers(-720, 840), min_size=1, max_size=3).map(tuple),
    }[spec.type]


REQUESTS = st.builds(
    Request,
    st.sampled_from(Gate),
    st.none() | st.sampled_from(Purpose),
    st.sampled_from(["cn", "gb", "us"]),
    st.fixed_dictionaries({}, optional={name: values(spec) for name, spec in FACTS.items()}),
)


def outcomes(decision: Decision) -> dict[str, Outcome]:
    return {finding.rule_id: finding.outcome for finding in decision.findings}


@given(REQUESTS)
def test_the_strictest_rule_wins_and_all_that_fired_are_named(request_: Request) -> None:
    decision = decide(request_, RULES, TODAY)
    alone = {
        rule.declared.id: decide(request_, replace(RULES, rules=(rule,)), TODAY).outcome
        for rule in RULES.rules
        if request_.gate in rule.gates and rule.declared.in_force(request_.jurisdiction, TODAY)
    }
    assert decision.outcome.strictness == max(outcome.strictness for outcome in alone.values())
    fired = sorted(rule for rule, outcome in alone.items() if outcome is not Outcome.ALLOW)
    assert list(decision.rules) == fired


@given(REQUESTS, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(request_: Request, rng: random.Random) -> None:
    shuffled = list(RULES.rules)
    rng.shuffle(shuffled)
    pack = replace(RULES, rules=tuple(shuffled))
    assert decide(request_, pack, TODAY) == decide(request_, RULES, TODAY)


@given(REQUESTS)
def test_a_fact_made_unknown_gives_the_declared_outcome_or_changes_nothing(
    request_: Request,
) -> None:
    declared = {rule.id: rule.unknown for rule in RULES.declarations}
    before = outcomes(decide(request_, RULES, TODAY))
    for name in request_.facts:
        left = {key: value for key, value in request_.facts.items() if key != name}
        after = decide(replace(request_, facts=left), RULES, TODAY)
        for rule in RULES.rules:
            rule_id = rule.declared.id
            now = outcomes(after).get(rule_id, Outcome.ALLOW)
            unchanged = now is before.get(rule_id, Outcome.ALLOW)
            lacked = [f.unknown_fact for f in after.findings if f.rule_id == rule_id]
            assert unchanged or (now is declared[rule_id] and lacked == [name])


@pytest.mark.parametrize("gate", Gate)
@pytest.mark.parametrize("purpose", [None, *Purpose])
def test_a_request_that_says_nothing_is_refused_at_every_gate(
    gate: Gate, purpose: Purpose | None
) -> None:
    decision = decide(Request(gate, purpose, "cn"), RULES, TODAY)
    assert decision.outcome is Outcome.REFUSE
    assert "VT-01" in decision.rules


def test_a_decision_names_the_missing_fact_the_citation_and_the_pack() -> None:
    decision = decide(Request(Gate.READ, Purpose.LOCATE, "cn"), RULES, TODAY)
    first = decision.findings[0]
    assert (first.rule_id, first.unknown_fact) == ("VT-01", "case_open")
    assert first.citation == "PIPL art 6; FCRA 604(f)"
    assert (decision.pack_version, decision.pack_digest) == (RULES.version, RULES.digest)


def test_an_unknown_birth_date_is_named_and_hides_nothing() -> None:
    facts: dict[str, FactValue] = {
        "case_open": True,
        "mandate_purposes": ("locate",),
        "field_groups": ("relation",),
    }
    decision = decide(Request(Gate.READ, Purpose.LOCATE, "cn", facts), RULES, TODAY)
    assert decision.outcome is Outcome.ALLOW
    assert decision.rules == ()
    assert [(f.rule_id, f.unknown_fact) for f in decision.findings] == [("VT-05", "youngest_age")]


def test_no_rule_at_all_lets_nothing_through() -> None:
    nothing = RulePack("empty", date(2026, 1, 1), ())
    assert decide(Request(Gate.READ, Purpose.LOCATE, "cn"), nothing, TODAY).outcome is (
        Outcome.REFUSE
    )


def test_a_day_before_the_pack_is_refused_so_that_a_replay_evades_no_rule() -> None:
    request = Request(Gate.READ, Purpose.LOCATE, "cn")
    with pytest.raises(PolicyError, match="holds from 2026-01-30"):
        decide(request, RULES, date(2026, 1, 29))
    assert decide(request, RULES, date(2026, 1, 30)).outcome is Outcome.REFUSE


def test_a_moment_in_place_of_a_day_is_our_error() -> None:
    with pytest.raises(PolicyError):
        decide(Request(Gate.READ, None, "cn"), RULES, datetime(2026, 6, 30, 12))


def test_a_refusal_of_a_third_party_is_permanent() -> None:
    facts: dict[str, FactValue] = {
        "lead_class": "locator",
        "third_party_refused": True,
        "debtor_lost": True,
        "lost_evidence": "outcome-17",
    }
    for day in (TODAY, date(2036, 6, 30), date(2096, 6, 30)):
        decision = decide(Request(Gate.LEAD, Purpose.LOCATE, "cn", facts), RULES, day)
        assert "VT-17" in decision.rules


def test_the_third_party_rule_of_china_is_not_asked_elsewhere() -> None:
    request = Request(Gate.LEAD, Purpose.LOCATE, "us", {"lead_class": "locator"})
    assert "VT-17" not in decide(request, RULES, TODAY).rules


@pytest.mark.parametrize("purpose", [Purpose.MAINTENANCE, Purpose.REVIEW])
def test_neither_upkeep_nor_review_may_ask_for_a_lead(purpose: Purpose) -> None:
    facts: dict[str, FactValue] = {
        "reads_people": False,
        "review_item": "q-3",
        "lead_class": "self_contact",
    }
    decision = decide(Request(Gate.LEAD, purpose, "cn", facts), RULES, TODAY)
    assert [f.unknown_fact for f in decision.findings if f.rule_id == "VT-01"] == [None]
    assert decision.outcome is Outcome.REFUSE
