"""Bank accounts and cards."""

import re

from stdnum import iban

from veiltrace_privacy.normalise.damage import (
    SPREADSHEET_DIGITS,
    compact,
    damage,
    keep_raw,
    unwrap,
)
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised

_FORM = re.compile("[A-Z]{0,4}[0-9]{6,32}[A-Z0-9]{0,4}")
# Norway has the shortest, 15; one character fewer or two more than any is a damaged one.
_IBAN_FORM = re.compile("[A-Z]{2}[0-9]{2}[0-9A-Z]{10,32}")
_TAIL_ONLY = re.compile("尾号|末[四4]位")


def normalise_account(text: str) -> Normalised:
    """Return the account or card number in capitals and digits; an IBAN's check must hold.

    Numbers of 18 digits and more that end in zeros from the 16th on are what a spreadsheet leaves.
    Cards' check digits are not asked for: firms' accounts look like cards and have none.

    >>> normalise_account("6200 0000 0000 0000 005").value
    '6200000000000000005'
    >>> normalise_account("GB82 WEST 1234 5698 7654 32").value
    'GB82WEST12345698765432'
    >>> normalise_account("尾号0005").flag
    <Flag.MASKED: 'masked'>
    """
    number = unwrap(clean(text))
    if _TAIL_ONLY.search(number):
        return keep_raw(text, Flag.MASKED)
    if flag := damage(number, digits=True):
        return keep_raw(text, flag)
    number = compact(number)
    if _IBAN_FORM.fullmatch(number):
        return Normalised(number) if iban.is_valid(number) else keep_raw(text, Flag.CHECKSUM)
    if not _FORM.fullmatch(number) or len(set(number)) == 1:
        return keep_raw(text, Flag.UNPARSED)
    lost = number[SPREADSHEET_DIGITS:]
    if number.isdigit() and len(lost) >= 3 and not lost.strip("0"):
        return keep_raw(text, Flag.ROUNDED)
    return Normalised(number)
