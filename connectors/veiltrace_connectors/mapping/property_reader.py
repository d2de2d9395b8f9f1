"""Property rules compiled to functions of a row."""

from collections.abc import Callable, Sequence

from veiltrace_connectors.building import property_value
from veiltrace_connectors.mapping.model import PropertyRule
from veiltrace_connectors.mapping.value_reader import Values, texts_reader
from veiltrace_graph.model import PropertyValue
from veiltrace_privacy.normalise.value import Flag

_WHOLE = (Flag.OK, Flag.DERIVED)


def properties_reader(
    rules: Sequence[PropertyRule], country: str
) -> Callable[[Values], list[PropertyValue]]:
    """Return the function that reads the rules' property values from a row, in their order."""
    readers = [(texts_reader(rule.value), _typed(rule, country)) for rule in rules]

    def read(values: Values) -> list[PropertyValue]:
        read_values = (typed(text) for texts, typed in readers for text in texts(values))
        return [value for value in read_values if value.value]

    return read


def _typed(rule: PropertyRule, country: str) -> Callable[[str], PropertyValue]:
    """Return the function that reads a text as the first type it is whole in, else the first."""
    first, register = rule.types[0], rule.register
    if len(rule.types) == 1:
        return lambda text: property_value(first, text, country=country, register=register)

    def choose(text: str) -> PropertyValue:
        read = [property_value(first, text, country=country, register=register)]
        for name in rule.types[1:]:
            if read[-1].flag in _WHOLE:
                return read[-1]
            read.append(property_value(name, text, country=country, register=register))
        return read[-1] if read[-1].flag in _WHOLE else read[0]

    return choose
