from datetime import UTC, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.policy.errors import PolicyError, UnknownFact
from veiltrace_privacy.policy.facts import FACTS
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.words import Gate, Purpose

GARBAGE = (
    st.none()
    | st.floats()
    | st.binary(max_size=5)
    | st.text(max_size=200)
    | st.integers()
    | st.booleans()
    | st.lists(st.text(max_size=3), max_size=3)
    | st.tuples(st.integers(), st.text(max_size=3))
)


@given(st.sampled_from(sorted(FACTS)) | st.text(), GARBAGE)
def test_a_garbage_fact_is_refused_with_our_error_or_is_of_the_right_type(
    name: str, value: Any
) -> None:
    try:
        request = Request(Gate.READ, Purpose.LOCATE, "cn", {name: value})
    except VeiltraceError as error:
        assert isinstance(error, PolicyError)
        return
    assert FACTS[name].accepts(request.facts[name])


@pytest.mark.parametrize(
    "facts",
    [
        {"youngest_age": -1},
        {"youngest_age": True},
        {"youngest_age": 10**9},
        {"youngest_age": float("nan")},
        {"case_open": 1},
        {"case_open": "true"},
        {"legal_basis": "CONSENT"},
        {"legal_basis": ["consent"]},
        {"mandate_purposes": "locate"},
        {"mandate_purposes": ("locate", "review")},
        {"source_jurisdiction": "CN"},
        {"agreement_id": ""},
        {"agreement_id": "a b"},
        {"agreement_id": "a" * 129},
        {"agreement_id": "a\n"},
        {"agreed_from": "22:00"},
        {"agreed_from": time(22, tzinfo=UTC)},
        {"utc_offsets": ()},
        {"utc_offsets": (9999,)},
        {"no_such_fact": True},
        {7: True},
        [("case_open", True)],
        None,
    ],
)
def test_garbage_facts_are_our_error(facts: Any) -> None:
    with pytest.raises(PolicyError):
        Request(Gate.READ, Purpose.LOCATE, "cn", facts)


@pytest.mark.parametrize(
    ("gate", "purpose", "jurisdiction"),
    [
        ("read", Purpose.LOCATE, "cn"),
        (Gate.READ, "locate", "cn"),
        (Gate.READ, Purpose.LOCATE, "CN"),
        (Gate.READ, Purpose.LOCATE, "china"),
        (Gate.READ, Purpose.LOCATE, None),
    ],
)
def test_garbage_words_are_our_error(gate: Any, purpose: Any, jurisdiction: Any) -> None:
    with pytest.raises(PolicyError):
        Request(gate, purpose, jurisdiction)


def test_neither_an_error_nor_a_repr_holds_a_fact_s_value() -> None:
    with pytest.raises(PolicyError) as refused:
        Request(Gate.READ, Purpose.LOCATE, "cn", {"agreement_id": "Zhang San 13800000000"})
    assert "Zhang" not in str(refused.value)
    with pytest.raises(PolicyError) as unnamed:
        Request(Gate.READ, Purpose.LOCATE, "cn", {"Zhang San": True})
    assert "Zhang" not in str(unnamed.value)
    assert "A-7" not in repr(Request(Gate.READ, Purpose.LOCATE, "cn", {"agreement_id": "A-7"}))


def test_a_request_cannot_be_changed_through_the_mapping_it_was_made_from() -> None:
    facts = {"case_open": False}
    request = Request(Gate.READ, Purpose.LOCATE, "cn", facts)
    facts["case_open"] = True
    assert request.flag("case_open") is False
    with pytest.raises(TypeError):
        request.facts["case_open"] = True  # type: ignore[index]


def test_false_is_not_unknown() -> None:
    request = Request(Gate.READ, Purpose.LOCATE, "cn", {"case_open": False})
    assert request.flag("case_open") is False
    with pytest.raises(UnknownFact, match="reads_people"):
        request.flag("reads_people")


def test_a_fact_read_as_another_type_is_our_error() -> None:
    request = Request(Gate.READ, Purpose.LOCATE, "cn", {"case_open": False})
    with pytest.raises(PolicyError, match="another type"):
        request.count("case_open")
