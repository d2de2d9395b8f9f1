"""Property rules compiled to functions of a row."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from veiltrace_connectors.mapping.condition import holds
from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import PropertyRule
from veiltrace_connectors.mapping.value_reader import Values, parts_reader, text_reader
from veiltrace_graph.model import PropertyValue
from veiltrace_graph.vocabulary import NAMING_PROPERTIES, PROPERTIES, Protection
from veiltrace_privacy.normalise.property_type import property_normaliser
from veiltrace_privacy.normalise.value import Normalised

Read = Callable[[Values], Sequence[PropertyValue]]
Parse = Callable[[str], Sequence[PropertyValue]]

# Statuses, legal forms, dates and the like come again and again, a name or number hardly ever.
# What is long is free text, and would fill the memory.
_TEXTS_KEPT = 4096
_LONGEST_KEPT = 64
# Types of eighteen characters whose check digits can hold in one text at once.
_CHECKED = frozenset({"resident_id", "uscc"})
_REPEATED = frozenset(
    name
    for name, spec in PROPERTIES.items()
    if spec.protection not in (Protection.STRONG, Protection.TOKEN)
    and name not in NAMING_PROPERTIES
)


def properties_reader(
    rules: Sequence[PropertyRule], conventions: Conventions
) -> Callable[[Values], list[PropertyValue]]:
    """Return the function that reads the rules' property values from a row, in their order."""
    readers = [_reader(rule, conventions) for rule in rules]
    return lambda values: [value for read in readers for value in read(values)]


def _reader(rule: PropertyRule, conventions: Conventions) -> Read:
    parse = _parser(rule, conventions)
    spec = rule.value
    if set(rule.types) <= _REPEATED and spec.columns and not spec.template:
        read = _remembered(parse, spec.columns[0])
    else:
        read = _cell_reader(rule, parse, conventions)
    if rule.when is None:
        return read
    applies = holds(rule.when)
    return lambda values: read(values) if applies(values) else ()


def _cell_reader(rule: PropertyRule, parse: Parse, conventions: Conventions) -> Read:
    spec = rule.value
    if spec.columns and not spec.template:
        column = spec.columns[0]
        return lambda values: parse(cell) if (cell := values[column]) else ()
    text = text_reader(spec, conventions)
    return lambda values: parse(text(values))


def _parser(rule: PropertyRule, conventions: Conventions) -> Parse:
    """Return the function that reads a cell: its parts, each as what it is; none empty."""
    typed = _typed(rule, conventions)
    if not rule.value.split:
        content = conventions.content
        return lambda cell: typed(text) if (text := content(cell)) else ()
    parts = parts_reader(rule.value, conventions)
    return lambda cell: [value for text in parts(cell) for value in typed(text)]


def _remembered(parse: Parse, column: str) -> Read:
    kept = lru_cache(_TEXTS_KEPT)(lambda text: tuple(parse(text)))
    return lambda values: (
        kept(cell) if len(cell := values[column]) <= _LONGEST_KEPT else parse(cell)
    )


def _typed(rule: PropertyRule, conventions: Conventions) -> Parse:
    """Return the function that reads a text as the first type it is whole in, else the first.

    Where the check digits of a resident ID and of a social credit code both hold, both readings
    are kept: the column does not say which it is, and a choice would be a guess.
    """
    types = [
        (
            name,
            property_normaliser(
                name,
                country=conventions.country,
                register=rule.register,
                order=conventions.date_order,
            ),
        )
        for name in rule.types
    ]
    first, normalise_first = types[0]
    if len(types) == 1:
        return lambda text: _values(first, normalise_first(text))

    def choose(text: str) -> Sequence[PropertyValue]:
        chosen: list[PropertyValue] = []
        for name, normalise in types:
            if chosen and not (name in _CHECKED and chosen[0].name in _CHECKED):
                continue
            read = normalise(text)
            if read.is_whole:
                chosen += _values(name, read)
        return chosen or _values(first, normalise_first(text))

    return choose


def _values(name: str, read: Normalised) -> Sequence[PropertyValue]:
    return (PropertyValue(name, read.value, read.flag),) if read.value else ()
