"""How a company's name is written: in which script, by which spelling of its legal form."""

from collections.abc import Mapping

from benchmarks.companies.model import Country, Form, Name

_HAN_FORMS: Mapping[Form, tuple[str, ...]] = {
    Form.LIMITED: ("有限公司", "有限责任公司"),
    Form.STOCK: ("股份有限公司", "股份公司"),
    Form.PARTNERSHIP: ("合伙企业（有限合伙）", "合伙企业(有限合伙)", "有限合伙企业"),
}
_ENGLISH_FORMS: Mapping[Form, tuple[str, ...]] = {
    Form.LIMITED: ("Co., Ltd.", "Co., Ltd", "Co Ltd", "CO.,LTD", "Company Limited", "Ltd."),
    Form.STOCK: ("Co., Ltd.", "Joint Stock Co., Ltd.", "Corporation", "Corp."),
    Form.PARTNERSHIP: ("Limited Partnership", "L.P.", "(Limited Partnership)", "LP"),
}
_LATIN_FORMS: Mapping[Country, Mapping[Form, tuple[str, ...]]] = {
    Country.CHINA: _ENGLISH_FORMS,
    Country.HONG_KONG: {Form.LIMITED: ("Limited", "Ltd", "Ltd.", "Co., Limited", "Co Ltd")},
    Country.BRITAIN: {
        Form.LIMITED: ("Limited", "Ltd", "Ltd.", "LTD"),
        Form.STOCK: ("PLC", "plc", "P.L.C.", "Public Limited Company"),
        Form.PARTNERSHIP: ("LLP", "L.L.P.", "Limited Liability Partnership"),
    },
    Country.GERMANY: {
        Form.LIMITED: ("GmbH", "G.m.b.H.", "Gesellschaft mit beschränkter Haftung", "mbH"),
        Form.KG: ("GmbH & Co. KG", "GmbH & Co KG", "GmbH und Co. KG", "GmbH + Co. KG"),
        Form.UG: ("UG (haftungsbeschränkt)", "UG", "UG haftungsbeschränkt"),
        Form.STOCK: ("AG", "Aktiengesellschaft"),
    },
    Country.AMERICA: {
        Form.INC: ("Inc.", "Inc", ", Inc.", "Incorporated"),
        Form.LLC: ("LLC", "L.L.C.", ", LLC", "Limited Liability Company"),
        Form.STOCK: ("Corp.", "Corporation", "Corp"),
    },
}
_STATED_FORMS: Mapping[Country, Mapping[Form, str]] = {
    Country.CHINA: {
        Form.LIMITED: "有限责任公司(自然人投资或控股)",
        Form.STOCK: "股份有限公司(非上市)",
        Form.PARTNERSHIP: "有限合伙企业",
    },
    Country.HONG_KONG: {Form.LIMITED: "Private company limited by shares"},
    Country.BRITAIN: {
        Form.LIMITED: "Private Limited Company",
        Form.STOCK: "Public Limited Company",
        Form.PARTNERSHIP: "Limited Liability Partnership",
    },
}
_HAN_SERIALS = ("", "一号", "二号", "三号", "四号")


def han_forms(form: Form) -> tuple[str, ...]:
    """Return how a form is spelled in Chinese, the full spelling first."""
    return _HAN_FORMS[form]


def latin_forms(country: Country, form: Form) -> tuple[str, ...]:
    """Return how a form is spelled in Latin letters, the one of the register first."""
    return _LATIN_FORMS[country][form]


def stated_form(country: Country, name: Name) -> str:
    """Return the words by which a register states the legal form of whoever has this name."""
    if name.branch:
        return "有限责任公司分公司"
    stated = _STATED_FORMS.get(country, {})
    return stated.get(name.form) or latin_forms(country, name.form)[0].strip(", ")


def in_han(name: Name, *, form: str, has_place: bool) -> str:
    """Return the name in simplified characters; `form` may be "".

    >>> from benchmarks.companies.model import Brand, Words
    >>> brand, trade = Brand("恒达", ("heng", "da")), Words("投资", "Investment")
    >>> name = Name(brand, trade, Form.LIMITED, serial=2)
    >>> in_han(name, form="有限公司", has_place=True)
    '恒达二号投资有限公司'
    """
    body = f"{name.brand.han}{_HAN_SERIALS[name.serial]}{name.trade.han}"
    city = name.place.city.han if name.place and has_place else ""
    where = f"（{city}）" if city and name.is_bracketed else ""
    front = "" if where else city
    behind = f"{name.branch.city.han}分公司" if name.branch else ""
    return f"{front}{body}{where}{form}{behind}"


def in_latin(name: Name, *, form: str, has_place: bool, is_spaced: bool) -> str:
    """Return the name in Latin letters: romanised and translated if it is Chinese.

    >>> from benchmarks.companies.model import Brand, Words
    >>> brand, trade = Brand("恒达", ("heng", "da")), Words("投资", "Investment")
    >>> name = Name(brand, trade, Form.LIMITED, serial=2)
    >>> in_latin(name, form="Co., Ltd.", has_place=True, is_spaced=False)
    'Hengda No. 2 Investment Co., Ltd.'
    """
    syllables = name.brand.syllables
    if is_spaced:
        brand = " ".join(map(str.capitalize, syllables))
    else:
        brand = "".join(syllables)
        brand = brand[0].upper() + brand[1:]
    city = name.place.city.latin if name.place and has_place else ""
    words = [
        "" if name.is_bracketed or not name.brand.han else city,
        brand,
        f"No. {name.serial}" if name.serial else "",
        name.trade.latin,
        f"({city})" if city and (name.is_bracketed or not name.brand.han) else "",
        form,
        f"{name.branch.city.latin} Branch" if name.branch else "",
    ]
    return " ".join(filter(None, words)).replace(" ,", ",")
