"""The branch that a company's name names behind the company's own, as 示例有限公司南京分公司."""

import re

from veiltrace_graph.resolution.rows.name_place import is_han_place, is_latin_place

_HAN_BRANCH = re.compile("(.{2,}?)(?:分公司|分行|支行|分店|分所|分部|营业部|办事处|代表处)")
_HAN_COMPANY = re.compile(r".*(?:公司|企业|合伙\)|事务所|中心)")
_LATIN_BRANCH = re.compile(r"\W+(?:branch(?: office)?|zweigniederlassung)\W*$", re.IGNORECASE)
_SIGNS = re.compile(r"\W+")
_LONGEST_PLACE = 8


def part_han_branch(name: str) -> tuple[str, str]:
    """Return (company, what its branch is called) of a name in simplified characters without gaps.

    The second is "" for a company. Most branches bear a place.

    >>> part_han_branch("示例贸易有限公司南京分公司"), part_han_branch("示例贸易南京分公司")
    (('示例贸易有限公司', '南京'), ('示例贸易', '南京'))
    >>> part_han_branch("示例贸易有限公司")
    ('示例贸易有限公司', '')
    """
    branch = _HAN_BRANCH.fullmatch(name)
    if not branch:
        return name, ""
    stem = branch[1]
    company = _HAN_COMPANY.match(stem)
    if company and len(company[0]) < len(stem):
        return company[0], _SIGNS.sub("", stem[len(company[0]) :]) or "分公司"
    for start in range(max(2, len(stem) - _LONGEST_PLACE), len(stem) - 1):
        if is_han_place(stem[start:]):
            return stem[:start], stem[start:]
    return stem, "分公司"


def part_latin_branch(name: str) -> tuple[str, str]:
    """Return (company, what its branch is called) of a name in Latin letters.

    >>> part_latin_branch("Example Food Ltd. Nan Jing Branch"), part_latin_branch("Example Ltd")
    (('Example Food Ltd.', 'Nan Jing'), ('Example Ltd', ''))
    """
    branch = _LATIN_BRANCH.search(name)
    words = name[: branch.start()].split() if branch else []
    if len(words) < 2:
        return name, ""
    of_two = len(words) > 2 and is_latin_place("".join(words[-2:]).lower())
    count = 2 if of_two else 1
    return " ".join(words[:-count]), " ".join(words[-count:])
