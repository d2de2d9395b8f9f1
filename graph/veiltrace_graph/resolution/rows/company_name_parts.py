"""A company's name in its parts, each in the spelling that Chinese and Latin letters share."""

import re
from dataclasses import dataclass, replace

from veiltrace_graph.resolution.rows.branch_name import part_han_branch, part_latin_branch
from veiltrace_graph.resolution.rows.name_place import part_han_place, part_latin_place, place_key
from veiltrace_graph.resolution.rows.trade_words import part_han_trade, part_latin_trade
from veiltrace_privacy.normalise.company_name import split_company_name
from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.legal_form import part_latin_form, part_misspelt_latin_form
from veiltrace_privacy.normalise.pinyin import pinyin_of
from veiltrace_privacy.normalise.text import clean, to_simplified

_HAN = re.compile("[\u3400-\u9fff]")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_HAN_SERIAL = re.compile("第?([一二三四五六七八九十]|[0-9]+)[号期]")
_HAN_NUMBERS = {char: f"{value}" for value, char in enumerate("一二三四五六七八九十", start=1)}
_LATIN_SERIAL = re.compile(r"\b(?:no|nr|number) (\d+)\b|(?<=\w) (\d{1,3}|i{2,3}|iv|vi{1,3})$")
_ROMAN = {
    roman: f"{value}"
    for value, roman in enumerate(("ii", "iii", "iv", "v", "vi", "vii", "viii"), start=2)
}
# What becomes of a company is said behind its name, and is no part of it.
_STATE = re.compile(
    r"\(?\b(?:in (?:voluntary )?(?:liquidation|administration|receivership)"
    r"|dissolved|struck off|i\. ?l\.)\W*$",
    re.IGNORECASE,
)
_BRANCH = "branch"
_FORM_IN_BRACKETS = ("haftungsbeschrankt",)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_SHORTEST_BRAND = 2  # characters (企业名称登记管理规定实施办法, article 10)


@dataclass(frozen=True, slots=True)
class CompanyNameParts:
    """What a name says.

    `core` is brand and trade as they are written, without gaps; `brand` in its own script and
    `reading` in Latin letters; `trade` are words of `trade_words`. `place` is a place that stands
    in the name, `form` the legal form, and `mark` what tells firms of one family apart: a serial
    number, or that it is a branch. The last four may be empty.
    """

    core: str
    brand: str
    reading: str
    trade: tuple[str, ...]
    place: str
    form: str
    mark: str

    @property
    def is_branch(self) -> bool:
        """Whether the name is that of a branch of a company.

        >>> company_name_parts("示例贸易有限公司南京分公司")[0].is_branch
        True
        """
        return self.mark.startswith(_BRANCH)


def company_name_parts(text: str) -> tuple[CompanyNameParts, ...]:
    """Return the parts of a company's name, likeliest first where it can be parted in two ways.

    A name without a letter has none.

    >>> company_name_parts("南京恒示二号投资有限公司")
    (CompanyNameParts(core='恒示投资', brand='恒示', reading='hengshi', trade=('investment',), \
place='nanjing', form='有限公司', mark='no 2'),)
    >>> company_name_parts("Hengshi No. 2 Investment (Nanjing) Co., Ltd.")
    (CompanyNameParts(core='hengshiinvestment', brand='hengshi', reading='hengshi', \
trade=('investment',), place='nanjing', form='ltd', mark='no 2'),)
    >>> [parts.brand for parts in company_name_parts("泰安示贸易有限公司")]
    ['泰安示', '示']
    """
    written = _STATE.sub("", clean(text)).strip()
    if _HAN.search(written):
        return _from_han(to_simplified(written).replace(" ", ""))
    return _from_latin(written)


def _from_han(name: str) -> tuple[CompanyNameParts, ...]:
    name, branch = part_han_branch(name)
    parts = split_company_name(name)
    serial = _HAN_SERIAL.search(parts.core)
    named = parts.core.replace(serial[0], "", 1) if serial else parts.core
    mark = _mark(branch, _HAN_NUMBERS.get(serial[1], serial[1]) if serial else "")

    def parted(place: str, core: str) -> CompanyNameParts:
        brand, trade = part_han_trade(core)
        if not brand:
            brand, trade = core, ()
        reading = "".join(pinyin_of(brand))
        return CompanyNameParts(core, brand, reading, trade, place, parts.legal_form, mark)

    bracketed = place_key(parts.place)
    place, core = part_han_place(named)
    length = len(part_han_trade(core)[0])
    if length >= _SHORTEST_BRAND or not place:
        return (parted(bracketed or place_key(place), core),) if core else ()
    # 泰安 is all there is of a brand in 泰安贸易, and likelier its beginning in 泰安示贸易.
    whole = parted(bracketed, named)
    return (whole, parted(bracketed, core)) if length else (whole,)


def _from_latin(name: str) -> tuple[CompanyNameParts, ...]:
    name, branch = part_latin_branch(name)
    name, bracketed = _without_place_in_brackets(name)
    parts = split_company_name(name)
    if not parts.legal_form:
        rest, form = part_misspelt_latin_form(tuple(parts.core.split()))
        parts = replace(parts, core=" ".join(rest), legal_form=form)
    serial = _LATIN_SERIAL.search(parts.core)
    named = (parts.core.replace(serial[0], "", 1) if serial else parts.core).split()
    place, words = ("", tuple(named)) if bracketed else part_latin_place(named)
    brand, trade = part_latin_trade(words)
    if not brand:
        place, words, (brand, trade) = "", tuple(named), part_latin_trade(named)
    if not words:
        return ()
    if not brand:
        brand, trade = words, ()
    number = next(filter(None, serial.groups()), "") if serial else ""
    return (
        CompanyNameParts(
            core=_without_umlauts("".join(words)),
            brand=_without_umlauts("".join(brand)),
            reading="".join(brand),
            trade=trade,
            place=place_key(bracketed) or place,
            form=parts.legal_form,
            mark=_mark(branch, _ROMAN.get(number, number)),
        ),
    )


def _without_place_in_brackets(name: str) -> tuple[str, str]:
    """Return (name, place): what stands in brackets is a place, unless it is of the legal form."""
    for bracketed in _IN_BRACKETS.finditer(name):
        words = plain_words(bracketed[1])
        is_form = part_latin_form(("a", *words))[0] == ("a",) or words == _FORM_IN_BRACKETS
        if words and not is_form:
            return name[: bracketed.start()] + name[bracketed.end() :], bracketed[1]
    return name, ""


def _without_umlauts(word: str) -> str:
    """Return a word in which ö and oe are one: keyboards abroad have no ö."""
    for letters, letter in _UMLAUTS:
        word = word.replace(letters, letter)
    return word


def _mark(branch: str, number: str) -> str:
    marks = (f"{_BRANCH} {place_key(branch)}" if branch else "", f"no {number}" if number else "")
    return " ".join(filter(None, marks))
