"""注册号, the number of the Chinese company register before the social credit code: 15 digits.

Six digits name the office that first registered the firm, eight count, the last one checks (GS
15-2006, 工商行政管理市场主体注册号编制规则; its check digit is ISO 7064 MOD 11,10). It is an
identifier of its own, no broken social credit code.
"""

import re

from veiltrace_privacy.normalise.comparison import Comparison
from veiltrace_privacy.normalise.damage import compact, keep_raw
from veiltrace_privacy.normalise.organisation_id import normalise_uscc
from veiltrace_privacy.normalise.reference import normalise_reference
from veiltrace_privacy.normalise.value import Flag, Normalised

_FORM = re.compile("[1-9][0-9]{14}")


def normalise_registration_number(text: str, country: str) -> Normalised:
    """Return the register number; one of 15 digits in China must hold its check digit.

    Older Chinese numbers and those of other countries have forms of their own, and none is padded.

    >>> normalise_registration_number("'990100-000000013", "CN").value
    '990100000000013'
    >>> normalise_registration_number("990100000000019", "CN").flag
    <Flag.CHECKSUM: 'checksum_failed'>
    >>> normalise_registration_number("企合苏宁总字第000001号", "CN").value
    '企合苏宁总字第000001号'
    """
    number = normalise_reference(text)
    if country.upper() != "CN" or not number.is_whole:
        return number
    digits = compact(number.value)
    if not _FORM.fullmatch(digits):
        return number
    return Normalised(digits) if is_registration_number(digits) else keep_raw(text, Flag.CHECKSUM)


def is_registration_number(digits: str) -> bool:
    """Return whether these are 15 digits whose last one checks the others.

    >>> is_registration_number("990100000000013"), is_registration_number("990100000000019")
    (True, False)
    """
    if not _FORM.fullmatch(digits):
        return False
    check = 5
    for digit in digits[:-1]:
        check = ((check or 10) * 2 % 11 + int(digit)) % 10
    return ((check or 10) * 2 % 11 + int(digits[-1])) % 10 == 1


def compare_offices(uscc: str, registration_number: str) -> Comparison:
    """Return whether a social credit code and a 注册号 come from offices of one place.

    The first six digits of the number are those of characters 3 to 8 of the code, unless the firm
    moved or the office was renamed: a conflict is weak evidence and never an error. Nothing can be
    told from values that are damaged or of other forms.

    >>> compare_offices("91320106MA9YYY999D", "320106000999904")
    <Comparison.AGREES: 'agrees'>
    """
    code = normalise_uscc(uscc)
    if not code.is_whole or not is_registration_number(registration_number):
        return Comparison.CANNOT_TELL
    same = code.value[2:8] == registration_number[:6]
    return Comparison.AGREES if same else Comparison.CONFLICTS
