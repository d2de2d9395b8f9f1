"""Which legal forms a spelling may stand for: one English "Ltd" is two Chinese forms."""

import re
from collections.abc import Iterable

from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.legal_form import part_han_form, part_latin_form
from veiltrace_privacy.normalise.text import clean, to_simplified

_HAN = re.compile("[\u3400-\u9fff]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LIMITED, _STOCK = "有限公司", "股份有限公司"
_MAY_BE = {
    "ltd": (_LIMITED, _STOCK),
    "co": (_LIMITED, _STOCK),
    "公司": (_LIMITED, _STOCK),
    "corp": (_STOCK,),
    "inc": (_STOCK,),
    "jsc": (_STOCK,),
    "lp": ("有限合伙",),
    "合伙企业": ("有限合伙", "特殊普通合伙"),
    "kg": ("gmbh and co kg",),
    "pte ltd": ("ltd",),
    "pvt ltd": ("ltd",),
    "pty ltd": ("ltd",),
}
# Registers describe the form, names only bear it.
_DESCRIBED = (
    (re.compile("limited liability partnership"), "llp"),
    (re.compile("limited partnership"), "lp"),
    (re.compile("limited liability co"), "llc"),
    (re.compile("public limited"), "plc"),
    (re.compile("private (?:limited|company limited|unlimited)"), "ltd"),
)


def stated_form(text: str) -> str:
    """Return the form that a register's words for it mean, "" if none is known.

    >>> stated_form("有限责任公司(自然人投资或控股)"), stated_form("Private Limited Company")
    ('有限公司', 'ltd')
    >>> stated_form("GmbH"), stated_form("Example")
    ('gmbh', '')
    """
    written = clean(text)
    if _HAN.search(written):
        stem = _IN_BRACKETS.sub("", to_simplified(written)).replace(" ", "")
        # A branch has the form of its company.
        return part_han_form(f"某{stem.removesuffix('分公司')}")[1]
    words = plain_words(written)
    described = " ".join(words)
    found = next((form for pattern, form in _DESCRIBED if pattern.match(described)), "")
    return found or part_latin_form(("a", *words))[1]


def possible_forms(forms: Iterable[str]) -> tuple[str, ...]:
    """Return the forms, and those each of them may stand for, in the order of the alphabet.

    >>> possible_forms(["ltd"]), possible_forms(["llp"])
    (('ltd', '有限公司', '股份有限公司'), ('llp',))
    """
    return tuple(sorted({kind for form in forms for kind in (form, *_MAY_BE.get(form, ()))}))
