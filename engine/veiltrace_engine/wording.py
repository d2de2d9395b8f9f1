"""Words by which records say that a thing is closed, encumbered, shared or somebody else's."""

import re
from functools import cache

CLOSED = (
    "停机",
    "空号",
    "销号",
    "销户",
    "注销",
    "吊销",
    "报废",
    "失效",
    "退信",
    "停缴",
    "停保",
    "结清",
    "disconnected",
    "cancelled",
    "canceled",
    "deregistered",
    "dissolved",
    "scrapped",
    "undeliverable",
    "lapsed",
    "struck off",
    "closed",
    "wrong party",
)
"""The number, account, company or asset is no more, or no longer whose it was said to be."""

OF_ANOTHER = (
    "紧急联系人",
    "亲属",
    "担保人",
    "代理人",
    "emergency",
    "reference",
    "next of kin",
    "guarantor",
    "relative",
    "registered agent",
)
"""The contact point was given as another person's."""

MORTGAGED = ("抵押", "按揭", "mortgage", "lien", "charge")
PLEDGED = ("质押", "出质", "pledge")
SEIZED = ("查封", "扣押", "轮候", "seized", "seizure", "attached", "levied")
FROZEN = ("冻结", "frozen", "freeze")

JOINT = ("共有", "共同", "joint", "in common")
"""Owned together with others."""

# Chinese denies a list as a whole (无抵押、查封、冻结), and 无 and 不 are also parts of names
# (无锡, 不动产): so only words that belong to such a list may stand between the two.
_DENIED = (
    r"(?:(?:无|未|没有|解除|注销|涤除)"
    r"(?:被|有|办理|设定|设立|登记|任何|存在|抵押|质押|查封|冻结|扣押|轮候|[、及或和/ ])*"
    r"|\b(?:no|not|never|without)\s+(?:\w+\s+){0,2})$"
)
_LIFTED = r"[^;；,，。]*?(?:解除|注销|涤除|\b(?:released|discharged|satisfied|removed|lifted)\b)"
_DENIED_BEFORE = re.compile(_DENIED)
_LIFTED_AFTER = re.compile(_LIFTED)
_CLAUSES = re.compile(r"[;；,，。|\n]+")


def says(words: tuple[str, ...], text: str) -> bool:
    """Return whether a text says one of the words in a clause that does not deny it.

    >>> says(MORTGAGED, "已抵押：示例银行"), says(MORTGAGED, "未抵押"), says(MORTGAGED, "")
    (True, False, False)
    >>> says(SEIZED, "无抵押；查封"), says(SEIZED, "无抵押、查封、冻结"), says(SEIZED, "查封已解除")
    (True, False, False)
    """
    if not text:
        return False
    clauses = _CLAUSES.split(text.lower())
    return any(
        not _DENIED_BEFORE.search(clause[: hit.start()])
        and not _LIFTED_AFTER.match(clause, hit.end())
        for clause in clauses
        for hit in _pattern(words).finditer(clause)
    )


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(w)}" if w.isascii() else w for w in words))
