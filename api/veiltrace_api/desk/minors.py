"""How old a person is at least, by what records state of them."""

from collections.abc import Iterable
from datetime import date

from veiltrace_graph.model import PropertyValue, Statement
from veiltrace_privacy.normalise.value import Flag
from veiltrace_privacy.policy.age import least_age

_BIRTH_IN_RESIDENT_ID = slice(6, 14)


def youngest(statements: Iterable[Statement | PropertyValue], day: date) -> int | None:
    """Return the least age that what is stated of a person allows, None where nothing tells it."""
    ages = (least_age(text, day) for text in _birth_dates(statements))
    return min((age for age in ages if age is not None), default=None)


def _birth_dates(statements: Iterable[Statement | PropertyValue]) -> Iterable[str]:
    for statement in statements:
        if statement.name == "birth_date":
            yield statement.value
        elif statement.name == "resident_id" and statement.flag in (Flag.OK, Flag.DERIVED):
            # GB 11643-1999: digits 7 to 14 of a resident number are the day of birth.
            born = statement.value[_BIRTH_IN_RESIDENT_ID]
            yield f"{born[:4]}-{born[4:6]}-{born[6:]}"
