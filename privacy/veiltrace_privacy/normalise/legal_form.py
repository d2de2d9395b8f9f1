"""Legal forms as they stand in the names of organisations, and one spelling for each."""

from difflib import get_close_matches

_HAN_IN_FRONT = ("株式会社", "(株)", "有限会社", "(有)", "合同会社")
_HAN_FORMS = {
    "股份有限公司": ("股份有限公司", "股份公司"),
    "有限公司": ("有限责任公司", "有限公司"),
    "特殊普通合伙": ("(特殊普通合伙)", "特殊普通合伙企业"),
    "有限合伙": ("合伙企业(有限合伙)", "有限合伙企业", "(有限合伙)"),
    "合伙企业": ("合伙企业(普通合伙)", "普通合伙企业", "合伙企业", "(普通合伙)"),
    "个人独资企业": ("个人独资企业", "(个人独资)"),
    "专业合作社": ("农民专业合作社", "专业合作社"),
    "分公司": ("分公司",),
    "公司": ("公司",),
    "株式会社": ("株式会社", "(株)"),
    "有限会社": ("有限会社", "(有)"),
    "合同会社": ("合同会社",),
}
_LATIN_FORMS = {
    "ltd": "ltd,limited,co ltd,co limited,company limited,company ltd,ltd co",
    "pvt ltd": "pvt ltd,private limited,pvt limited,private ltd",
    "pte ltd": "pte ltd,pte limited",
    "pty ltd": "pty ltd,pty limited,proprietary limited",
    "plc": "plc,public limited company",
    "inc": "inc,incorporated",
    "corp": "corp,corporation",
    "llc": "llc,limited liability company,limited liability co",
    "llp": "llp,limited liability partnership",
    "co": "co,company",
    "lp": "lp,limited partnership",
    "na": "na,national association",
    "gmbh": "gmbh,mbh,gesellschaft mit beschrankter haftung,gesellschaft mit beschraenkter haftung",
    "gmbh and co kg": "gmbh and co kg,gmbh und co kg,gmbh co kg",
    "ug": "ug,ug haftungsbeschrankt,ug haftungsbeschraenkt",
    "ag": "ag,aktiengesellschaft",
    "kg": "kg,kommanditgesellschaft",
    "sa": "sa,societe anonyme,sociedad anonima",
    "sarl": "sarl,sa rl,societe a responsabilite limitee",
    "spa": "spa,societa per azioni",
    "bv": "bv,besloten vennootschap",
    "nv": "nv,naamloze vennootschap",
    "sa de cv": "sa de cv",
    "sp zoo": "sp zoo,sp z oo,spolka z oo",
    "sdn bhd": "sdn bhd,sendirian berhad",
    "bhd": "bhd,berhad",
    "jsc": "jsc,joint stock company,joint stock co ltd,joint stock co",
    "kk": "kk,kabushiki kaisha",
}
_ONE_SPELLING = (
    "ab aps as asa cv doo eurl ev eirl kft ltda nyrt ohg oy oyj sas sasu se sl slu snc sro srl zrt"
)
_LATIN_IN_FRONT = {"ооо": "ooo", "зао": "zao", "оао": "oao", "пао": "pao", "pt": "pt"}

_HAN_SPELLINGS = {text: form for form, texts in _HAN_FORMS.items() for text in texts}
_HAN_LONGEST_FIRST = sorted(_HAN_SPELLINGS, key=len, reverse=True)
_LATIN_SPELLINGS = {
    tuple(text.split()): form for form, texts in _LATIN_FORMS.items() for text in texts.split(",")
} | {(form,): form for form in _ONE_SPELLING.split()}
_MOST_WORDS = max(map(len, _LATIN_SPELLINGS))
_LEAST_WRITTEN_OUT, _ALIKE = 7, 0.85
_WRITTEN_OUT = sorted(
    {words[-1] for words in _LATIN_SPELLINGS if len(words[-1]) >= _LEAST_WRITTEN_OUT}
)
_AND = frozenset({"and", "und", "et", "y", "e", "i"})


def part_han_form(name: str) -> tuple[str, str]:
    """Return (rest, form) of a name in simplified characters without gaps; "" if it has none.

    有限责任公司 and 有限公司 are one form (Company Law of China, article 8).

    >>> part_han_form("示例贸易有限责任公司"), part_han_form("示例小吃店")
    (('示例贸易', '有限公司'), ('示例小吃店', ''))
    """
    if name in _HAN_SPELLINGS:
        return name, ""
    for text in _HAN_LONGEST_FIRST:
        if name.endswith(text):
            return name.removesuffix(text), _HAN_SPELLINGS[text]
        if text in _HAN_IN_FRONT and name.startswith(text):
            return name.removeprefix(text), _HAN_SPELLINGS[text]
    return name, ""


def part_latin_form(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return (rest, form) of a name's plain words; the company of "Smith & Co Ltd" stays.

    >>> part_latin_form(("example", "co", "ltd")), part_latin_form(("smith", "and", "co", "ltd"))
    ((('example',), 'ltd'), (('smith', 'and', 'co'), 'ltd'))
    """
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        form = _LATIN_SPELLINGS.get(words[-count:])
        if form and words[-count - 1] not in _AND:
            return words[:-count], form
    form = _LATIN_IN_FRONT.get(words[0], "") if len(words) > 1 else ""
    return (words[1:], form) if form else (words, "")


def part_misspelt_latin_form(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return what `part_latin_form` would of words whose last is a form with a slip of the pen.

    Only forms written out are looked for: of the short ones, each is a slip from another.

    >>> part_misspelt_latin_form(("example", "liimited"))
    (('example',), 'ltd')
    >>> part_misspelt_latin_form(("example", "united"))
    (('example', 'united'), '')
    """
    if len(words) > 1 and len(words[-1]) >= _LEAST_WRITTEN_OUT - 1:
        for like in get_close_matches(words[-1], _WRITTEN_OUT, cutoff=_ALIKE):
            # Some only end a form, as "limitee" does: alone they are none.
            rest, form = part_latin_form((*words[:-1], like))
            if form:
                return rest, form
    return words, ""
