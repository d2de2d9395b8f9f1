from datetime import timedelta
from typing import Any

import pytest

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import ControlConflict, InvalidValue, UnknownReference


def test_a_case_belongs_to_the_tenant_that_registered_it_first(
    plane: ControlPlane, factory: Any
) -> None:
    first = plane.add_tenant("Fictional Recovery")
    second = plane.add_tenant("Imaginary Claims")
    plane.register_case(first.id, factory.ref(1), now=factory.now)
    with pytest.raises(ControlConflict):
        plane.register_case(second.id, factory.ref(1), now=factory.now)
    case = plane.case(factory.ref(1))
    assert case is not None
    assert case.tenant == first.id


def test_registering_once_more_changes_nothing(plane: ControlPlane, factory: Any) -> None:
    tenant = plane.add_tenant("Fictional Recovery")
    plane.register_case(tenant.id, factory.ref(1), now=factory.now)
    before = plane.case(factory.ref(1))
    plane.close_case(factory.ref(1), now=factory.now)
    plane.register_case(tenant.id, factory.ref(1), now=factory.now + timedelta(days=1))
    after = plane.case(factory.ref(1))
    assert before is not None
    assert after is not None
    assert (before.registered_at, before.closed_at) == (factory.now, None)
    assert (after.registered_at, after.closed_at) == (factory.now, factory.now)


def test_the_first_closing_stands(plane: ControlPlane, factory: Any) -> None:
    tenant = plane.add_tenant("Fictional Recovery")
    plane.register_case(tenant.id, factory.ref(1), now=factory.now)
    for days in (1, 2):
        plane.close_case(factory.ref(1), now=factory.now + timedelta(days=days))
    case = plane.case(factory.ref(1))
    assert case is not None
    assert case.closed_at == factory.now + timedelta(days=1)


def test_an_unregistered_case_has_no_tenant_and_cannot_be_closed(
    plane: ControlPlane, factory: Any
) -> None:
    assert plane.case(factory.ref(1)) is None
    with pytest.raises(UnknownReference):
        plane.close_case(factory.ref(1), now=factory.now)


def test_a_case_number_in_clear_is_never_kept(plane: ControlPlane, factory: Any) -> None:
    tenant = plane.add_tenant("Fictional Recovery")
    with pytest.raises(InvalidValue) as caught:
        plane.register_case(tenant.id, "FC-2026-0001", now=factory.now)
    assert "FC-2026-0001" not in str(caught.value)
    with pytest.raises(UnknownReference):
        plane.register_case(factory.ref(9), factory.ref(1), now=factory.now)
