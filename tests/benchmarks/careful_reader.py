"""A reader who knows pinyin, what firms do in both languages, and nothing of the truth."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from benchmarks.companies.model import Country
from benchmarks.companies.words import trades
from benchmarks.raw_record import RawRecord, normalised

from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_privacy.normalise.pinyin import pinyin_of
from veiltrace_privacy.normalise.text import to_simplified

CODES = ("uscc", "tax_number", "registration_number", "company_number", "lei")
_HAN = re.compile("[\u3400-\u9fff]")
_LIKE = 0.72


def read(raws: Iterable[RawRecord]) -> dict[str, list[LinkageRecord]]:
    """Return the normalised records of each entity."""
    entities: dict[str, list[LinkageRecord]] = {}
    for raw in raws:
        entities.setdefault(raw.entity, []).append(normalised(raw))
    return entities


def have_something_in_common(first: LinkageRecord, second: LinkageRecord) -> bool:
    """Return whether a code, a contact, an address or a like name speaks for one company."""
    contacts = (*CODES, "phone", "email")
    if set(first.whole(*contacts)) & set(second.whole(*contacts)):
        return True
    for one in first.whole("address"):
        for other in second.whole("address"):
            if len(set(re.findall(r"\d+", one)) & set(re.findall(r"\d+", other))) > 1:
                return True
    return any(_are_like(one, other) for one in names(first) for other in names(second))


def are_set_apart(first: LinkageRecord, second: LinkageRecord) -> bool:
    """Return whether codes, forms, dates or addresses speak against one company."""
    for name in (*CODES, "incorporated_on", "legal_form"):
        one, other = set(first.whole(name)), set(second.whole(name))
        if one and other and not one & other:
            return True
    numbers = [re.findall(r"\d+", " ".join(r.whole("address"))) for r in (first, second)]
    return all(numbers) and not set(numbers[0]) & set(numbers[1])


def names(record: LinkageRecord) -> list[str]:
    """Return every name the record gives, damaged ones too."""
    return [v.value for v in record.values if v.name in ("name", "alias", "former_name")]


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """Return a name but for script, case, and the spelling of the commonest form."""
    text = to_simplified(name).lower().replace("有限责任公司", "有限公司").replace(" and ", "&")
    return re.sub(r"[^\w&]|\b(limited|ltd|co|company)\b", "", text)


@lru_cache(maxsize=1 << 16)
def _sounded(name: str) -> str:
    text = to_simplified(name)
    for trade in trades(Country.CHINA):
        text = text.replace(trade.han, trade.latin)
    text = re.sub("[（(]?(股份|有限|责任|合伙|企业)+[)）]?|公司", "", text)
    text = _HAN.sub(lambda char: "".join(pinyin_of(char[0])), text)
    forms = r"\b(limited|ltd|co|company|corporation|corp|partnership|stock|joint|lp)\b"
    return re.sub(r"[^a-z]", "", re.sub(forms, "", text.lower()))


@lru_cache(maxsize=1 << 18)
def _are_like(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, _sounded(one), _sounded(other), autojunk=False)
    return matcher.ratio() >= _LIKE
