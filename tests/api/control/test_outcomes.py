from datetime import timedelta
from typing import Any

import pytest

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import InvalidValue, UnknownReference
from veiltrace_api.control.principals import Principal


@pytest.fixture
def principal(plane: ControlPlane, factory: Any) -> Principal:
    """An investigator whose tenant has one case."""
    made: Principal = factory.principal(plane)
    plane.register_case(made.tenant, factory.ref(1), now=factory.now)
    return made


def outcome(factory: Any, by: Principal, changes: Any = None) -> dict[str, Any]:
    """What `record_outcome` takes, with `changes`."""
    return {
        "tenant": by.tenant,
        "case_ref": factory.ref(1),
        "contact_ref": factory.ref(2),
        "kind": "no_answer",
        "principal": by.id,
        "now": factory.now,
    } | (changes or {})


def test_outcomes_of_a_case_come_oldest_first(
    plane: ControlPlane, factory: Any, principal: Principal
) -> None:
    later = factory.now + timedelta(hours=1)
    second = plane.record_outcome(
        **outcome(factory, principal, {"contact_ref": None, "now": later})
    )
    first = plane.record_outcome(**outcome(factory, principal))
    assert plane.outcomes(factory.ref(1)) == (first, second)
    assert (first.kind, first.at, first.contact_ref) == ("no_answer", factory.now, factory.ref(2))
    assert second.contact_ref is None
    assert plane.outcomes(factory.ref(9)) == ()


def test_an_outcome_needs_a_case_of_its_tenant_and_a_principal(
    plane: ControlPlane, factory: Any, principal: Principal
) -> None:
    other = plane.add_tenant("Imaginary Claims")
    for changes in ({"tenant": other.id}, {"case_ref": factory.ref(9)}, {"principal": other.id}):
        with pytest.raises(UnknownReference):
            plane.record_outcome(**outcome(factory, principal, changes))
    assert plane.outcomes(factory.ref(1)) == ()


@pytest.mark.parametrize(
    "changes", [{"kind": "she said call back"}, {"contact_ref": "13800000001"}]
)
def test_an_outcome_holds_no_free_text_and_no_number(
    plane: ControlPlane, factory: Any, principal: Principal, changes: dict[str, str]
) -> None:
    with pytest.raises(InvalidValue) as caught:
        plane.record_outcome(**outcome(factory, principal, changes))
    assert not any(value in str(caught.value) for value in changes.values())


def test_a_refusal_holds_for_all_cases_of_the_tenant_and_for_good(
    plane: ControlPlane, factory: Any, principal: Principal
) -> None:
    other = plane.add_tenant("Imaginary Claims")
    for days in (0, 1):
        now = factory.now + timedelta(days=days)
        plane.record_refusal(principal.tenant, factory.ref(7), now=now)
    plane.close_case(factory.ref(1), now=factory.now)
    assert plane.has_refused(principal.tenant, factory.ref(7))
    assert not plane.has_refused(principal.tenant, factory.ref(8))
    assert not plane.has_refused(other.id, factory.ref(7))


def test_a_refusal_to_an_unknown_tenant_is_an_error(plane: ControlPlane, factory: Any) -> None:
    with pytest.raises(UnknownReference):
        plane.record_refusal(factory.ref(9), factory.ref(7), now=factory.now)
