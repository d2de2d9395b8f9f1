from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.rule import RulePack
from veiltrace_privacy.policy.words import Outcome


def with_first(**changes: Any) -> RulePack:
    """The pack with one thing changed that its first rule declares."""
    first, *others = RULES.rules
    changed = replace(first, declared=replace(first.declared, **changes))
    return replace(RULES, rules=(changed, *others))


@pytest.mark.parametrize(
    "changes",
    [
        {"unknown": Outcome.ALLOW},
        {"citation": "none"},
        {"effective_from": date(2030, 1, 1)},
        {"effective_to": date(2030, 1, 1)},
        {"jurisdictions": frozenset({"gb"})},
        {"parameters": ("x",)},
        {"does": "nothing"},
    ],
)
def test_whatever_a_rule_declares_is_in_the_hash_of_the_pack(changes: dict[str, Any]) -> None:
    assert with_first(**changes).digest != RULES.digest


def test_gates_version_and_a_missing_rule_are_in_the_hash_too() -> None:
    first, *others = RULES.rules
    fewer = replace(first, gates=frozenset(sorted(first.gates)[1:]))
    packs = [
        replace(RULES, rules=(fewer, *others)),
        replace(RULES, rules=tuple(others)),
        replace(RULES, contact_rules=RULES.contact_rules[1:]),
        replace(RULES, version="x"),
    ]
    assert len({RULES.digest, *(pack.digest for pack in packs)}) == 5


def test_the_order_in_which_rules_are_written_is_not_in_the_hash() -> None:
    assert replace(RULES, rules=RULES.rules[::-1]).digest == RULES.digest


def test_two_rules_with_one_id_are_no_pack() -> None:
    with pytest.raises(PolicyError):
        replace(RULES, rules=(*RULES.rules, RULES.rules[0]))


def test_a_rule_holds_from_its_first_day_until_before_its_last() -> None:
    declared = replace(
        RULES.rules[0].declared,
        effective_from=date(2026, 3, 1),
        effective_to=date(2026, 4, 1),
    )
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [declared.in_force("cn", day) for day in days] == [False, True, True, False]
