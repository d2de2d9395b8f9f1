"""Cells that hold several values, parted where it is certain that they are several."""

import re
from collections.abc import Callable, Iterable

from stdnum.ru import inn, ogrn

from veiltrace_privacy.normalise.organisation_id import normalise_lei, normalise_uscc
from veiltrace_privacy.normalise.registration_number import is_registration_number
from veiltrace_privacy.normalise.resident_id import normalise_resident_id
from veiltrace_privacy.normalise.text import has_content

_LISTS = re.compile(r"[;；,，、|\r\n\t]|(?<![^\W_])(?:和|或|及|and|or)(?![^\W_])")
_PHONE_LISTS = re.compile(rf"{_LISTS.pattern}|[/／\\]|(?<=[0-9])[和或及](?=[(+0-9])")
_SPACE = re.compile(r"\s+")
_SIGN = re.compile(r"[0-9０-９*xX●×]")
_SHORTEST_PHONE = 7
_SHORTEST_IN_FULL = 10
# A spreadsheet's mark of text in the middle of a cell begins a second code.
_CODE_LISTS = re.compile(rf"{_LISTS.pattern}|(?<=[0-9A-Za-z])['’‘](?=[0-9])")
_CODE = re.compile("[0-9A-Z]+")
_LONGEST_TWO = 40
_SHORTEST_CHECKED = 10


def split_phones(cell: str) -> list[str]:
    """Return the numbers of a cell as written, or the whole cell where that is not certain.

    An extension or the other last digit of a second line ("83591234/5") is no number of its own:
    such a cell stays one text, which is kept and not read.

    >>> split_phones("025-00000000;124 0000 0001/124****0002")
    ['025-00000000', '124 0000 0001', '124****0002']
    >>> split_phones("025-83591234/5")
    ['025-83591234/5']
    """
    parts = _said(_PHONE_LISTS.split(cell))
    if any(0 < _signs(part) < _SHORTEST_PHONE for part in parts):
        return _said([cell])
    return [number for part in parts for number in _spaced_phones(part)]


def split_codes(cell: str) -> list[str]:
    """Return the identifiers of a cell, two that are stuck together among them.

    Without a mark between them their own check digits must say where the one ends: known are the
    social credit code, 注册号, resident ID, LEI, and the Russian INN and OGRN.

    >>> split_codes("'0012021'0034567")
    ["'0012021", '0034567']
    >>> split_codes("99010000000001391320106MA9YYY999D")
    ['990100000000013', '91320106MA9YYY999D']
    """
    return [code for part in _said(_CODE_LISTS.split(cell)) for code in _stuck(part)]


def _said(parts: Iterable[str]) -> list[str]:
    return [part for raw in parts if has_content(part := raw.strip())]


def _signs(text: str) -> int:
    return len(_SIGN.findall(text))


def _spaced_phones(text: str) -> list[str]:
    """Return the numbers between spaces, where each is long enough to be dialled as it stands."""
    parts = _SPACE.split(text)
    return parts if all(_signs(part) >= _SHORTEST_IN_FULL for part in parts) else [text]


def _stuck(text: str) -> list[str]:
    """Return the two codes of a text, where one cut makes both of them right."""
    code = _SPACE.sub("", text).upper()
    if len(code) > _LONGEST_TWO or not _CODE.fullmatch(code) or _is_checked(code):
        return [text]
    cuts = [
        cut
        for cut in range(_SHORTEST_CHECKED, len(code) - _SHORTEST_CHECKED + 1)
        if _is_checked(code[:cut]) and _is_checked(code[cut:])
    ]
    return [code[: cuts[0]], code[cuts[0] :]] if len(cuts) == 1 else [text]


_CHECKS: dict[int, tuple[Callable[[str], bool], ...]] = {
    10: (inn.is_valid,),
    12: (inn.is_valid,),
    13: (ogrn.is_valid,),
    15: (ogrn.is_valid, is_registration_number),
    18: (
        lambda code: normalise_uscc(code).is_whole,
        lambda code: normalise_resident_id(code).is_whole,
    ),
    20: (lambda code: normalise_lei(code).is_whole,),
}


def _is_checked(code: str) -> bool:
    return any(check(code) for check in _CHECKS.get(len(code), ()))
