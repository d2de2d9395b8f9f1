from dataclasses import replace

import pytest

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import ControlConflict, InvalidValue, UnknownReference
from veiltrace_api.control.partners import Partner

CARRIER = Partner(
    name="fictional-carrier",
    registry_url="https://registry.example:8443/v1",
    agreement_id="agreement-7",
    legal_basis="separate_consent",
    purposes=("assets", "locate"),
)


def test_a_partner_comes_back_as_it_was_agreed(plane: ControlPlane) -> None:
    second = replace(CARRIER, name="another-carrier", registry_url="http://127.0.0.1:9000")
    for partner in (CARRIER, second):
        plane.add_partner(partner)
    assert plane.partner(CARRIER.name) == CARRIER
    assert plane.partners() == (second, CARRIER)


def test_a_partner_is_not_replaced_and_an_unknown_one_is_an_error(plane: ControlPlane) -> None:
    plane.add_partner(CARRIER)
    with pytest.raises(ControlConflict):
        plane.add_partner(replace(CARRIER, agreement_id="agreement-8"))
    with pytest.raises(UnknownReference):
        plane.partner("unheard-of")
    assert plane.partners() == (CARRIER,)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "registry.example",
        "file:///registry",
        "https://user:word@registry.example",
        "https://",
        "https://[broken",
        "https://registry.example/\x00",
        "https://registry.example/" + "x" * 500,
        "http://registry.example",
    ],
)
def test_a_registry_address_is_plain_and_holds_no_password(plane: ControlPlane, url: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        plane.add_partner(replace(CARRIER, registry_url=url))
    assert not url or url not in str(caught.value)
