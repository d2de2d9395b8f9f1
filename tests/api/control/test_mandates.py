from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import ControlConflict, InvalidValue, UnknownReference
from veiltrace_api.control.mandates import StoredMandate


@pytest.fixture
def mandate(plane: ControlPlane, factory: Any) -> StoredMandate:
    """A mandate of a registered case, not stored yet."""
    tenant = plane.add_tenant("Fictional Recovery")
    plane.register_case(tenant.id, factory.ref(1), now=factory.now)
    return StoredMandate(
        mandate_id=factory.ref(2),
        tenant=tenant.id,
        case_ref=factory.ref(1),
        signed='{"b":1,"a":"Köln 虚构"}',
        self_certified=True,
        opens_on=date(2026, 7, 1),
        expires_on=date(2027, 7, 1),
    )


def test_a_mandate_comes_back_byte_for_byte(
    plane: ControlPlane, factory: Any, mandate: StoredMandate
) -> None:
    plane.store_mandate(mandate, now=factory.now)
    assert plane.mandates(mandate.case_ref) == (mandate,)
    assert plane.mandates(factory.ref(9)) == ()


def test_mandates_come_in_the_order_in_which_they_were_stored(
    plane: ControlPlane, factory: Any, mandate: StoredMandate
) -> None:
    renewed = replace(mandate, mandate_id=factory.ref(1), expires_on=date(2028, 7, 1))
    plane.store_mandate(mandate, now=factory.now)
    plane.store_mandate(renewed, now=factory.now + timedelta(seconds=1))
    assert plane.mandates(mandate.case_ref) == (mandate, renewed)


def test_a_stored_mandate_is_never_replaced(
    plane: ControlPlane, factory: Any, mandate: StoredMandate
) -> None:
    for _ in range(2):
        plane.store_mandate(mandate, now=factory.now)
    with pytest.raises(ControlConflict):
        plane.store_mandate(replace(mandate, self_certified=False), now=factory.now)
    assert plane.mandates(mandate.case_ref) == (mandate,)


def test_a_mandate_of_one_tenant_opens_no_case_of_another(
    plane: ControlPlane, factory: Any, mandate: StoredMandate
) -> None:
    other = plane.add_tenant("Imaginary Claims")
    with pytest.raises(UnknownReference):
        plane.store_mandate(replace(mandate, tenant=other.id), now=factory.now)
    with pytest.raises(UnknownReference):
        plane.store_mandate(replace(mandate, case_ref=factory.ref(9)), now=factory.now)
    assert plane.mandates(mandate.case_ref) == ()


@pytest.mark.parametrize("signed", ["a\x00b", "a\nb", "x" * 65_537, "\ud800"])
def test_a_document_that_no_database_keeps_alike_is_refused(
    plane: ControlPlane, factory: Any, mandate: StoredMandate, signed: str
) -> None:
    with pytest.raises(InvalidValue):
        plane.store_mandate(replace(mandate, signed=signed), now=factory.now)
