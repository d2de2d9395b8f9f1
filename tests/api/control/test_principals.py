from typing import Any

import pytest

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import ControlConflict, InvalidValue, UnknownReference
from veiltrace_api.control.principals import Role


def test_a_principal_is_found_by_its_id_with_tenant_and_roles(plane: ControlPlane) -> None:
    tenant = plane.add_tenant("Fictional Recovery")
    made = plane.add_principal(tenant.id, name="虚构人物", roles=[Role.AUDITOR, Role.OPERATOR])
    assert plane.principal(made.id) == made
    assert made.tenant == tenant.id
    assert made.roles == {Role.AUDITOR, Role.OPERATOR}


def test_two_tenants_may_have_principals_of_one_name(plane: ControlPlane, factory: Any) -> None:
    first = factory.principal(plane, "Fictional Recovery")
    second = factory.principal(plane, "Imaginary Claims")
    assert plane.principals(first.tenant) == (first,)
    assert plane.principals(second.tenant) == (second,)


def test_a_name_is_given_once(plane: ControlPlane, factory: Any) -> None:
    principal = factory.principal(plane, "Fictional Recovery", "clerk")
    with pytest.raises(ControlConflict):
        plane.add_tenant("Fictional Recovery")
    with pytest.raises(ControlConflict) as caught:
        plane.add_principal(principal.tenant, name="clerk", roles=[Role.AUDITOR])
    assert "clerk" not in str(caught.value)


def test_a_disabled_principal_is_still_known_by_id_but_no_longer_listed(
    plane: ControlPlane, factory: Any
) -> None:
    principal = factory.principal(plane)
    plane.disable_principal(principal.id, now=factory.now)
    assert plane.principal(principal.id) == principal
    assert plane.principals(principal.tenant) == ()


def test_a_principal_needs_a_tenant_and_a_role(plane: ControlPlane, factory: Any) -> None:
    with pytest.raises(UnknownReference):
        plane.add_principal(factory.ref(1), name="clerk", roles=[Role.AUDITOR])
    with pytest.raises(InvalidValue):
        plane.add_principal(plane.add_tenant("Fictional Recovery").id, name="clerk", roles=[])


def test_an_unknown_principal_is_an_error(plane: ControlPlane, factory: Any) -> None:
    with pytest.raises(UnknownReference):
        plane.principal(factory.ref(1))
    with pytest.raises(UnknownReference):
        plane.disable_principal(factory.ref(1), now=factory.now)
