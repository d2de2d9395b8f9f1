"""Partial comparison of values that hide a part of themselves, with whole ones and each other.

A masked value is never matched as whole, but what it shows is evidence: `138****1234` cannot be
`139…`, and with `13800001234` it shares seven digits. How rare those are is for the caller to
judge: the last four digits of a resident ID say more than a city's first four.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from veiltrace_privacy.normalise.comparison import Comparison
from veiltrace_privacy.normalise.damage import DIGIT_MASK, SYMBOL_MASK, compact, unwrap
from veiltrace_privacy.normalise.pattern import HIDDEN, fewest_shared
from veiltrace_privacy.normalise.text import clean, fold, to_simplified

_LONGEST = 128
_X_MASK = re.compile("X{3,}")
_TAIL_ONLY = re.compile(r".*(?:尾号|末[四4]位(?:为|是)?)\D*")
_DOTS = str.maketrans("", "", "·•・.‧∙")
# 某甲 and 某1 tell two of the same masked name apart; they are no part of the name.
_NAME_MASK = re.compile("某+[甲乙丙丁戊0-9]?|(?<![a-z])x{2,}(?![a-z])")
_NAME_FILLING = re.compile(rf"[^\w{HIDDEN}]+")
_PHONE_PUNCTUATION = str.maketrans("", "", " ()-./")
_CN_MOBILE_ABROAD = re.compile(f"86(?=1[0-9{HIDDEN}]{{10}}$)")
_OLD_ID, _AREA = 15, 6


@dataclass(frozen=True, slots=True)
class MaskedComparison:
    """What two values say of each other, of which one or both hide a part.

    `known` characters are shown by both and equal; `length` is that of the longer value.
    """

    outcome: Comparison
    known: int
    length: int

    @property
    def share(self) -> float:
        """Return which part of the longer value is known to be equal, 0 to 1."""
        return self.known / self.length if self.length else 0.0


def compare_masked(name: str, left: str, right: str) -> MaskedComparison:
    """Return whether two values of the property `name` can be one, and how much both show of it.

    Values are taken as they stand in the store: raw where masked, canonical where whole. A mask
    whose length fits hides one character a sign, any other one or more (`张*`, `6200****0005`).
    Values that show nothing in common can tell nothing. The order of the two does not matter.

    >>> compare_masked("resident_id", "320106********9905", "320106198001019905")
    MaskedComparison(outcome=<Comparison.AGREES: 'agrees'>, known=10, length=18)
    >>> compare_masked("phone", "138****1234", "+8613800001235").outcome
    <Comparison.CONFLICTS: 'conflicts'>
    >>> compare_masked("resident_id", "XXXXXXXXXX****XXXX", "320106198001019905").outcome
    <Comparison.CANNOT_TELL: 'cannot_tell'>
    """
    if max(len(left), len(right)) > _LONGEST:
        return MaskedComparison(Comparison.CANNOT_TELL, 0, 0)
    if name == "phone":
        return _compare_phones(left, right)
    return _compare(shown_slots(name, left), shown_slots(name, right))


def shown_slots(name: str, text: str) -> str:
    """Return a masked value of the property `name` with `HIDDEN` for each sign of its mask.

    >>> shown_slots("resident_id", "320106********990x").replace(HIDDEN, "_")
    '320106________990X'
    """
    return _SLOTS.get(name, _code_slots)(text)


def _compare(left: str, right: str) -> MaskedComparison:
    length = max(len(left), len(right))
    if not left or not right:
        return MaskedComparison(Comparison.CANNOT_TELL, 0, length)
    known = fewest_shared(left, right)
    if known is None:
        return MaskedComparison(Comparison.CONFLICTS, 0, length)
    return MaskedComparison(Comparison.AGREES if known else Comparison.CANNOT_TELL, known, length)


def _compare_phones(left: str, right: str) -> MaskedComparison:
    """Return the comparison of national numbers, unless both say their country and it differs."""
    (left_code, left_number), (right_code, right_number) = _phone_slots(left), _phone_slots(right)
    compared = _compare(left_number, right_number)
    if left_code and right_code and left_code != right_code:
        return MaskedComparison(Comparison.CONFLICTS, 0, compared.length)
    return compared


def _phone_slots(text: str) -> tuple[str, str]:
    """Return the country code, or nothing where it is not shown, and the rest without its zero."""
    number = _digit_slots(text).translate(_PHONE_PUNCTUATION)
    number = re.sub("^00", "+", number)
    if not number.startswith("+"):
        national = _CN_MOBILE_ABROAD.sub("", number)
        return ("86" if national != number else "", national.lstrip("0"))
    ends = (end for end in (2, 3, 4) if number[1:end].isdecimal())
    end = next((end for end in ends if int(number[1:end]) in COUNTRY_CODE_TO_REGION_CODE), 1)
    return number[1:end], number[end:].lstrip("0")


def _digit_slots(text: str) -> str:
    return DIGIT_MASK.sub(_hide, SYMBOL_MASK.sub(HIDDEN, unwrap(clean(text))))


def _id_slots(text: str) -> str:
    """Return 18 slots, also of the 15 digits that were given out until 1999."""
    slots = compact(_digit_slots(text))
    if len(slots) == _OLD_ID:
        return slots[:_AREA] + 2 * HIDDEN + slots[_AREA:] + HIDDEN
    return slots


def _account_slots(text: str) -> str:
    return compact(_digit_slots(_TAIL_ONLY.sub("*", clean(text))))


def _code_slots(text: str) -> str:
    return _X_MASK.sub(_hide, compact(SYMBOL_MASK.sub(HIDDEN, unwrap(clean(text)))))


def _plate_slots(text: str) -> str:
    return to_simplified(_code_slots(clean(text).translate(_DOTS)))


def _name_slots(text: str) -> str:
    hidden = _NAME_MASK.sub(_hide_name, SYMBOL_MASK.sub(HIDDEN, fold(text.translate(_DOTS))))
    return _NAME_FILLING.sub("", hidden)


def _hide(run: re.Match[str]) -> str:
    return len(run[0]) * HIDDEN


def _hide_name(run: re.Match[str]) -> str:
    return max(run[0].count("某"), 1) * HIDDEN


_SLOTS: dict[str, Callable[[str], str]] = {
    "resident_id": _id_slots,
    "account_number": _account_slots,
    "plate": _plate_slots,
    "name": _name_slots,
    "former_name": _name_slots,
    "alias": _name_slots,
}
