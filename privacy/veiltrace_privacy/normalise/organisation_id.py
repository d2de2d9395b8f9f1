"""Identifiers of organisations: social credit code, LEI, and numbers in a company register."""

import re
from collections.abc import Callable

from veiltrace_privacy.normalise.damage import compact, damage, keep_raw, unwrap
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# What fills a field that must not be empty holds the check all the same.
_USCC_FORM = re.compile(
    f"(?!0{{17}}|12345678901234567)[{_USCC_ALPHABET}]{{2}}[0-9]{{6}}[{_USCC_ALPHABET}]{{10}}"
)
_USCC_TERMS = tuple(
    {char: pow(3, place, 31) * value for value, char in enumerate(_USCC_ALPHABET)}
    for place in range(17)
)
_LEI_FORM = re.compile("[0-9A-Z]{18}[0-9]{2}")
_LEI_DIGITS = {ord(char): str(int(char, 36)) for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_REGISTERED = re.compile(r"([A-Z]{2}-[A-Z0-9]+):(.+)")
_NUMBER = re.compile(r"[\w./()&+-]+")
_GB_DIGITS = re.compile("[0-9]{1,8}")
# Companies House, Uniform Resource Identifiers customer guide, and its list of registers since.
_GB_PREFIXED = re.compile(
    "(AC|BR|C[ES]|E[NS]|F[CE]|G[ENS]|I[CP]|LP|N[ACFILOPRVZ]|O[CE]|PC|R[CS]|S[ACEFGILOPRZ]|ZC)"
    "([0-9]{1,6})"
)
_GB_OTHER = re.compile("[A-Z][A-Z0-9]{7}")


def normalise_uscc(text: str) -> Normalised:
    """Return the unified social credit code (GB 32100-2015), 18 capitals and digits.

    An 18-digit text can pass here and as a resident ID: the column decides, not the check digit.

    >>> normalise_uscc(" 91320106ma9yyy999d").value
    '91320106MA9YYY999D'
    """
    return _checked(text, _USCC_FORM, _has_uscc_check)


def normalise_lei(text: str) -> Normalised:
    """Return the legal entity identifier (ISO 17442), 20 capitals and digits.

    >>> normalise_lei("2138 00WSGIIZCXF1P572").value
    '213800WSGIIZCXF1P572'
    """
    return _checked(text, _LEI_FORM, _has_lei_check)


def normalise_company_number(text: str, register: str) -> Normalised:
    """Return "REGISTER:number"; `register` is org-id.guide's code, such as "GB-COH".

    Only numbers of GB-COH are padded, for only there a missing zero is known to be one. A text
    that names its register itself needs no other.

    >>> normalise_company_number("229269", "GB-COH").value
    'GB-COH:00229269'
    >>> normalise_company_number("'0012021", "XX-REG").value
    'XX-REG:0012021'
    """
    number = unwrap(clean(text)).replace(" ", "").upper()
    if named := _REGISTERED.fullmatch(number):
        if register and register.upper() != named[1]:
            return keep_raw(text, Flag.UNPARSED)
        register, number = named[1], unwrap(named[2])
    if flag := damage(number):
        return keep_raw(text, flag)
    if register.upper() == "GB-COH":
        number = _gb_company_number(number)
    # Every register counts: "NONE", "TBC" and "SC000000" are no numbers of several firms.
    says_something = _NUMBER.fullmatch(number) and any("1" <= char <= "9" for char in number)
    if not register or not says_something:
        return keep_raw(text, Flag.UNPARSED)
    return Normalised(f"{register.upper()}:{number}")


def _gb_company_number(number: str) -> str:
    """Return all eight characters, or nothing where Companies House gives out no such number."""
    if _GB_DIGITS.fullmatch(number):
        return number.zfill(8)
    if prefixed := _GB_PREFIXED.fullmatch(number):
        return prefixed[1] + prefixed[2].zfill(6)
    return number if _GB_OTHER.fullmatch(number) else ""


def _checked(text: str, form: re.Pattern[str], has_check: Callable[[str], bool]) -> Normalised:
    """Return the code where form and check characters hold."""
    code = text
    if not form.fullmatch(text):
        code = unwrap(clean(text))
        if flag := damage(code):
            return keep_raw(text, flag)
        code = compact(code)
    if not form.fullmatch(code):
        return keep_raw(text, Flag.MASKED if "XXX" in code else Flag.UNPARSED)
    if not has_check(code):
        return keep_raw(text, Flag.MASKED if "XXX" in code else Flag.CHECKSUM)
    return Normalised(code)


def _has_uscc_check(code: str) -> bool:
    total = sum(terms[char] for terms, char in zip(_USCC_TERMS, code, strict=False))
    # The outer modulus turns a check value of 31 into 0.
    return _USCC_ALPHABET[(31 - total % 31) % 31] == code[17]


def _has_lei_check(code: str) -> bool:
    # ISO 7064 MOD 97-10 in one division: python-stdnum's loop takes most of a GLEIF import.
    return int(code.translate(_LEI_DIGITS)) % 97 == 1
