"""Value rules compiled to functions of a row, so that no rule is interpreted row by row."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from veiltrace_connectors.building import first_day, last_day, property_value
from veiltrace_connectors.mapping.model import ValueSpec
from veiltrace_privacy.normalise.damage import damage
from veiltrace_privacy.normalise.text import clean, has_content

Values = dict[str, str]
"""One row's texts by column."""

# A file's dates come again and again: a year of them is 366.
_DAYS_KEPT = 4096


def text_reader(spec: ValueSpec) -> Callable[[Values], str]:
    """Return the function that reads a rule's text from a row, without outer space.

    A placeholder such as "-" or "无" is no text. A template none of whose columns has a text
    gives "", whatever it says around them.

    >>> read = text_reader(ValueSpec(("user",), template="shop:%s"))
    >>> read({"user": " ann "}), read({"user": "-"})
    ('shop:ann', '')
    """
    if not spec.columns:
        return lambda values: spec.constant
    if not spec.template:
        column = spec.columns[0]
        return lambda values: _cell(values[column])
    columns, template = spec.columns, spec.template

    def fill(values: Values) -> str:
        texts = tuple(_cell(values[column]) for column in columns)
        return (template % texts).strip() if any(texts) else ""

    return fill


def texts_reader(spec: ValueSpec) -> Callable[[Values], Sequence[str]]:
    """Return the function that reads a rule's texts from a row: its parts, and none empty.

    >>> texts_reader(ValueSpec(("phones",), split=";"))({"phones": "1; ;2;"})
    ['1', '2']
    """
    read, mark = text_reader(spec), spec.split
    if mark:
        return lambda values: [part for raw in read(values).split(mark) if (part := _cell(raw))]

    def one(values: Values) -> Sequence[str]:
        text = read(values)
        return (text,) if text else ()

    return one


def id_reader(spec: ValueSpec) -> Callable[[Values], str]:
    """Return the function that reads what an entity is called within its publisher.

    "" unless every column has a whole text: an id with a part missing, masked or rounded is the
    id of several things, and would make them one.

    >>> read = id_reader(ValueSpec(("firm", "name"), template="%s/%s"))
    >>> read({"firm": "7", "name": "Ann"}), read({"firm": "7", "name": ""})
    ('7/Ann', '')
    >>> read({"firm": "7***", "name": "Ann"})
    ''
    """
    columns, template = spec.columns, spec.template

    def fill(values: Values) -> str:
        texts = tuple(clean(_cell(values[column])) for column in columns)
        if not all(texts) or any(map(damage, texts)):
            return ""
        return (template % texts).strip()

    return fill


def _cell(raw: str) -> str:
    text = raw.strip()
    return text if text and has_content(text) else ""


def start_reader(spec: ValueSpec | None, country: str) -> Callable[[Values], date | None]:
    """Return the function that reads from which day on something held; None where unreadable.

    `country` settles whether 03/04/2024 is in March or April.

    >>> start_reader(ValueSpec(("since",)), "GB")({"since": "03/04/2024"})
    datetime.date(2024, 4, 3)
    """
    return _day_reader(spec, country, first_day)


def end_reader(spec: ValueSpec | None, country: str) -> Callable[[Values], date | None]:
    """Return the function that reads up to which day something held; None where unreadable.

    >>> end_reader(ValueSpec(("until",)), "CN")({"until": "2024年2月"})
    datetime.date(2024, 2, 29)
    """
    return _day_reader(spec, country, last_day)


def _day_reader(
    spec: ValueSpec | None, country: str, day_of: Callable[[str], date | None]
) -> Callable[[Values], date | None]:
    if spec is None:
        return lambda values: None
    read = text_reader(spec)

    @lru_cache(_DAYS_KEPT)
    def parse(text: str) -> date | None:
        # birth_date is the vocabulary's date of any precision, read in the country's order.
        return day_of(property_value("birth_date", text, country=country).value)

    return lambda values: parse(text) if (text := read(values)) else None
