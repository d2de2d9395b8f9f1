"""Identifiers found in running text, such as a judgment or a note.

Each candidate is as long as its letters and digits go: the first fifteen digits of a longer number
are none. What has a check digit must hold it, so that an 18-digit serial number is no resident ID;
what has none is taken only where its form or the word before it is plain.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from veiltrace_privacy.normalise.organisation_id import normalise_uscc
from veiltrace_privacy.normalise.phone import normalise_phone
from veiltrace_privacy.normalise.reference import normalise_reference
from veiltrace_privacy.normalise.registration_number import normalise_registration_number
from veiltrace_privacy.normalise.resident_id import normalise_resident_id
from veiltrace_privacy.normalise.value import Normalised

_START, _END = r"(?<![0-9A-Za-z_@])(?<![0-9]\.)", r"(?![0-9A-Za-z_@]|\.[0-9])"
_CODE = re.compile(
    f"{_START}(?:[0-9A-Za-z]{{18}}|[0-9]{{6}}[ -][0-9]{{8}}[ -][0-9]{{3}}[0-9Xx]){_END}"
)
_FIFTEEN = re.compile(f"{_START}[0-9]{{15}}{_END}")
_MOBILE = re.compile(
    rf"{_START}(?<!\+)(?:(?:\+|00)?86[ -]?)?"
    rf"1[2-9][0-9](?:[0-9]{{8}}|([ -])[0-9]{{4}}\1[0-9]{{4}}){_END}"
)
_CASE_NUMBER = re.compile(
    r"[(〔\[【] ?(?:19|20)[0-9]{2} ?[)〕\]】] ?[\u4e00-\u9fff]{1,3} ?[0-9]{0,4} ?"
    r"[\u4e00-\u9fff]{1,8} ?[0-9]{1,7}(?:-[0-9]{1,3})? ?[号號]"
    r"(?:之(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3}))?"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LABEL_LENGTH = 12
_RESIDENT_ID_LABEL = re.compile(r"(?:身份证|身份證|身份号码|公民身份)[^0-9，。；,;]*$")
_CREDIT_CODE_LABEL = re.compile(r"(?:信用代[码碼]|识别号|税号)[^0-9A-Z，。；,;]*$")
_CENTURIES = ("18", "19", "20")
_REGISTER_LABEL = re.compile(r"注册号[^0-9，。；,;]*$")
_OTHER_LABEL = re.compile(
    r"(?:案|单|編|编|票|合同|流水|账|帳|卡|序列)(?:号|號)码?[:为是 ]*$|[¥$€£第] ?$"
)
_UNIT = re.compile(" ?(?:元|万|亿|圆|股|号)")


@dataclass(frozen=True, slots=True)
class Found:
    """One identifier of a text: the property it is, its whole value, and where it stands."""

    name: str
    value: Normalised
    start: int
    end: int


def identifiers_in_text(text: str) -> list[Found]:
    """Return the resident IDs, social credit codes, mobiles and case numbers, in their order.

    Digits that pass as resident ID and as social credit code come back as both, for without a
    column nothing settles which they are. Numbers of 15 digits have no check digit worth the name:
    they are taken behind 身份证 or 注册号 only.

    >>> [(found.name, found.value.value) for found in identifiers_in_text(
    ...     "被告示例甲（身份证号码320106198001019905，电话124-0000-0001），案号 202601011234567890"
    ... )]
    [('resident_id', '320106198001019905'), ('phone', '+8612400000001')]
    """
    narrow = text.translate(_WIDE)
    found: list[Found] = []
    for match, readings in sorted(_candidates(narrow), key=lambda pair: pair[0].start()):
        start, end = match.span()
        if found and start < found[-1].end:
            continue
        found += [Found(name, value, start, end) for name, value in readings if value.is_whole]
    return found


_Readings = list[tuple[str, Normalised]]


def _candidates(text: str) -> Iterator[tuple[re.Match[str], _Readings]]:
    for match in _CASE_NUMBER.finditer(text):
        yield match, [("case_number", normalise_reference(match[0]))]
    for form, read in _FORMS:
        for match in form.finditer(text):
            before = text[max(match.start() - _LABEL_LENGTH, 0) : match.start()]
            if _RESIDENT_ID_LABEL.search(before) or not _OTHER_LABEL.search(before):
                yield match, read(match, before)


def _read_code(match: re.Match[str], before: str) -> _Readings:
    """Return the readings of 18 characters.

    One in 31 serial numbers of digits passes as a social credit code, so that digits need the word
    before them, or a resident ID's date that makes them no mere serial number.
    """
    resident_id, uscc = normalise_resident_id(match[0]), normalise_uscc(match[0])
    readings = []
    if resident_id.is_whole and resident_id.value[6:8] in _CENTURIES:
        readings.append(("resident_id", resident_id))
    if readings or not match[0][:17].isdecimal() or _CREDIT_CODE_LABEL.search(before):
        readings.append(("uscc", uscc))
    return readings


def _read_fifteen(match: re.Match[str], before: str) -> _Readings:
    if _RESIDENT_ID_LABEL.search(before):
        return [("resident_id", normalise_resident_id(match[0]))]
    if _REGISTER_LABEL.search(before):
        return [("registration_number", normalise_registration_number(match[0], "CN"))]
    return []


def _read_mobile(match: re.Match[str], before: str) -> _Readings:
    if _UNIT.match(match.string, match.end()):
        return []
    return [("phone", normalise_phone(match[0], "CN"))]


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], _Readings]], ...] = (
    (_CODE, _read_code),
    (_FIFTEEN, _read_fifteen),
    (_MOBILE, _read_mobile),
)
