"""What the rows of a document's lots become."""

import pytest

from veiltrace_connectors.acris.lots import Lot, lots_of, title_number
from veiltrace_graph.model import PropertyValue
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag


def row(**changes: str) -> dict[str, str]:
    return {
        "borough": "1",
        "block": "99999",
        "lot": "1",
        "easement": "N",
        "partial_lot": "E",
        "air_rights": "N",
        "subterranean": "N",
        "property_type": "SC",
        "street_number": "1",
        "street_name": "EXAMPLE STREET",
        "unit": "2A",
    } | changes


def lots(*rows: dict[str, str]) -> tuple[Lot, ...]:
    return lots_of(rows, publisher="NYC", document_id="2099010100999001")


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (("1", "99999", "1"), "NYC-BBL:1-99999-0001"),
        (("4", "00077", "0012"), "NYC-BBL:4-00077-0012"),
        (("6", "1", "1"), ""),
        (("1", "0", "1"), ""),
        (("1", "1", "0"), ""),
        (("1", "1", "12345"), ""),
        (("1", "x", "1"), ""),
        (("", "", ""), ""),
    ],
)
def test_a_title_number_is_borough_block_and_lot_with_their_zeros(
    parts: tuple[str, str, str], number: str
) -> None:
    assert title_number(*parts) == number


def test_the_normaliser_leaves_a_title_number_as_it_is() -> None:
    number = title_number("1", "99999", "1", "2a")
    assert normalise_property("title_number", number, country="US").value == number


def test_a_lot_is_one_property_however_many_addresses_it_has() -> None:
    [lot] = lots(row(unit=""), row(unit="", street_number="3"), row(unit=""))
    assert lot.asset.kind is NodeKind.REAL_ESTATE
    assert (lot.asset.ref.scheme, lot.asset.ref.value) == ("title_number", "NYC-BBL:1-99999-0001")
    texts = [place.properties[0].value for place, _ in lot.places]
    assert texts == ["1 example street manhattan ny", "3 example street manhattan ny"]
    assert {link.kind for _, link in lot.places} == {RelationKind.LOCATED_AT}


def test_a_condominiums_units_have_lots_of_their_own() -> None:
    one, other = lots(row(lot="1001"), row(lot="1002"))
    assert one.asset.ref != other.asset.ref


def test_a_cooperatives_flats_are_told_apart_by_their_units() -> None:
    one, other = lots(row(property_type="SP"), row(property_type="SP", unit="3B"))
    assert one.asset.ref.value == "NYC-BBL:1-99999-0001/2A"
    assert other.asset.ref.value == "NYC-BBL:1-99999-0001/3B"


def test_a_cooperatives_flat_without_a_unit_is_not_taken_for_the_house() -> None:
    [flat] = lots(row(property_type="SP", unit=""))
    assert flat.asset.ref.scheme == "record:NYC"
    assert "title_number" not in {value.name for value in flat.asset.properties}


def test_a_lot_that_is_none_is_kept_as_it_stands() -> None:
    [lot] = lots(row(lot="0"))
    assert PropertyValue("title_number", "1-99999-0", Flag.UNPARSED) in lot.asset.properties
    assert lot.asset.ref.scheme == "record:NYC"


def test_a_right_in_a_lot_is_told_from_the_lot() -> None:
    [right] = lots(row(air_rights="Y", easement="Y"))
    assert right.mere_right == "easement, air rights"
    [both] = lots(row(easement="Y"), row())
    assert both.mere_right == ""
