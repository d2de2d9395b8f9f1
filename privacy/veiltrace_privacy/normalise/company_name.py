"""Names of organisations, parted into what is their own, their legal form, and a place."""

import re
from dataclasses import dataclass

from veiltrace_privacy.normalise.area_name import name_index
from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.legal_form import part_han_form, part_latin_form
from veiltrace_privacy.normalise.name import name_key
from veiltrace_privacy.normalise.text import clean, to_simplified

_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_BRACKETS = str.maketrans("〔〕【】[]{}", "()()()()")
_IN_BRACKETS = re.compile(r"\(([^()]{2,16})\)")
_INITIAL_DOT = re.compile(r"(?<=\b\w)\.")
_AND = re.compile(r"\s*[&+]\s*")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """`core` is what two spellings of one name share; `legal_form` and `place` may be empty.

    `place` is an area of China that stands in brackets, as in 示例贸易(南京)有限公司.
    """

    core: str
    legal_form: str
    place: str


def split_company_name(text: str) -> CompanyName:
    """Return the parts of an organisation's name, each in one spelling.

    >>> split_company_name("示例貿易（南京市）有限責任公司")
    CompanyName(core='示例贸易', legal_form='有限公司', place='南京')
    >>> split_company_name("FICTIONAL HOLDINGS, L.L.C.")
    CompanyName(core='fictional holdings', legal_form='llc', place='')
    """
    written = clean(text).translate(_BRACKETS)
    if _HAN.search(written):
        return _from_han(to_simplified(written).replace(" ", ""))
    spelled = _AND.sub(" and ", _INITIAL_DOT.sub("", written))
    rest, form = part_latin_form(plain_words(spelled))
    return CompanyName(" ".join(rest), form, "")


def _from_han(name: str) -> CompanyName:
    place = ""
    for bracketed in _IN_BRACKETS.finditer(name):
        if bracketed[1] in name_index().meanings:
            place = bracketed[1].removesuffix("市").removesuffix("省")
            name = name[: bracketed.start()] + name[bracketed.end() :]
            break
    rest, form = part_han_form(name)
    return CompanyName(name_key(rest), form, place)
