"""Which numbers a fictitious company has, by property."""

from datetime import date
from random import Random

from benchmarks.companies import numbers
from benchmarks.companies.model import Country, Form, Place

_WITH_LEI = 0.12
_USCC_SINCE = date(2015, 10, 1)
"""From when social credit codes took the place of 注册号."""


def draw_codes(
    country: Country, seat: Place, form: Form, founded: date, rng: Random
) -> dict[str, str]:
    """Return the company's numbers; those of a register that is known begin with its code."""
    if country is Country.CHINA:
        codes = _chinese(seat, founded, rng)
    elif country is Country.HONG_KONG:
        codes = {"company_number": f"HK-CR:{rng.randrange(100_000, 3_300_000):07d}"}
    elif country is Country.BRITAIN:
        number = numbers.british_number(rng)
        is_llp = form is Form.PARTNERSHIP
        codes = {"company_number": f"GB-COH:{'OC' + number[2:] if is_llp else number}"}
    elif country is Country.GERMANY:
        # Each court counts for itself, so numbers recur.
        letter = "A" if form is Form.KG else "B"
        codes = {"registration_number": f"HR{letter} {rng.randrange(1000, 140_000)}"}
    else:
        codes = {
            "registration_number": f"{rng.randrange(1_000_000, 9_999_999)}",
            "tax_number": f"00-{rng.randrange(1_000_000, 9_999_999)}",
        }
    return codes | ({"lei": numbers.lei(rng)} if rng.random() < _WITH_LEI else {})


def _chinese(seat: Place, founded: date, rng: Random) -> dict[str, str]:
    area = f"{seat.code}{rng.choice(('05', '06', '11', '15'))}"
    is_old = founded < _USCC_SINCE
    code = numbers.uscc(area, numbers.organisation_code(is_old, rng), "91")
    codes = {"uscc": code, "tax_number": code}
    return codes | ({"registration_number": numbers.register_number(area, rng)} if is_old else {})
