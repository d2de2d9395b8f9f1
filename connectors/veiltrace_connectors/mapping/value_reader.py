"""Value rules compiled to functions of a row, so that no rule is interpreted row by row."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from veiltrace_connectors.building import first_day, last_day
from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import ValueSpec
from veiltrace_privacy.normalise.property_type import property_normaliser
from veiltrace_privacy.normalise.several import split_codes, split_phones

Values = dict[str, str]
"""One row's texts by column."""

# A file's dates come again and again: a year of them is 366.
_DAYS_KEPT = 4096

_KINDS: dict[str, Callable[[str], list[str]]] = {"phones": split_phones, "codes": split_codes}


def text_reader(spec: ValueSpec, conventions: Conventions) -> Callable[[Values], str]:
    """Return the function that reads a rule's text from a row, without outer space.

    A placeholder such as "-" or "无" is no text. A template none of whose columns has a text
    gives "", whatever it says around them.

    >>> read = text_reader(ValueSpec(("user",), template="shop:%s"), Conventions())
    >>> read({"user": " ann "}), read({"user": "-"})
    ('shop:ann', '')
    """
    if not spec.columns:
        return lambda values: spec.constant
    content = conventions.content
    if not spec.template:
        column = spec.columns[0]
        return lambda values: content(values[column])
    columns, template = spec.columns, spec.template

    def fill(values: Values) -> str:
        texts = tuple(content(values[column]) for column in columns)
        return (template % texts).strip() if any(texts) else ""

    return fill


def splitter(marks: Sequence[str]) -> Callable[[str], list[str]]:
    """Return the function that parts a text at every one of some marks.

    In place of a mark, "phones" or "codes" parts a text where it holds several of them.

    >>> splitter((";", "、"))("1; 2、3")
    ['1', ' 2', '3']
    """
    if marks[0] in _KINDS:
        return _KINDS[marks[0]]
    first, *others = marks

    def part(text: str) -> list[str]:
        for mark in others:
            text = text.replace(mark, first)
        return text.split(first)

    return part


def parts_reader(spec: ValueSpec, conventions: Conventions) -> Callable[[str], Sequence[str]]:
    """Return the function that reads a text's parts by the rule's marks; none is empty.

    >>> parts_reader(ValueSpec(("phones",), split=(";",)), Conventions())("1; -;2;")
    ['1', '2']
    """
    content = conventions.content
    if not spec.split:
        return lambda text: (whole,) if (whole := content(text)) else ()
    part = splitter(spec.split)
    return lambda text: [whole for raw in part(text) if (whole := content(raw))]


def texts_reader(spec: ValueSpec, conventions: Conventions) -> Callable[[Values], Sequence[str]]:
    """Return the function that reads a rule's texts from a row: its parts, and none empty."""
    part = parts_reader(spec, conventions)
    if spec.columns and not spec.template:
        column = spec.columns[0]
        return lambda values: part(cell) if (cell := values[column]) else ()
    read = text_reader(spec, conventions)
    return lambda values: part(read(values))


def start_reader(
    spec: ValueSpec | None, conventions: Conventions
) -> Callable[[Values], date | None]:
    """Return the function that reads from which day on something held; None where unreadable.

    >>> start_reader(ValueSpec(("since",)), Conventions("GB"))({"since": "03/04/2024"})
    datetime.date(2024, 4, 3)
    """
    return _day_reader(spec, conventions, first_day)


def end_reader(spec: ValueSpec | None, conventions: Conventions) -> Callable[[Values], date | None]:
    """Return the function that reads up to which day something held; None where unreadable.

    >>> end_reader(ValueSpec(("until",)), Conventions("CN"))({"until": "2024年2月"})
    datetime.date(2024, 2, 29)
    """
    return _day_reader(spec, conventions, last_day)


def _day_reader(
    spec: ValueSpec | None, conventions: Conventions, day_of: Callable[[str], date | None]
) -> Callable[[Values], date | None]:
    if spec is None:
        return lambda values: None
    read = text_reader(spec, conventions)
    # birth_date is the vocabulary's date of any precision.
    normalise = property_normaliser(
        "birth_date", country=conventions.country, order=conventions.date_order
    )

    @lru_cache(_DAYS_KEPT)
    def parse(text: str) -> date | None:
        return day_of(normalise(text).value)

    return lambda values: parse(text) if (text := read(values)) else None
