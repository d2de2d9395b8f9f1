"""Repeated entities: one for each part of a cell such as the holders of one title."""

from collections.abc import Callable, Iterator

from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import LABEL, PART, EntityRule
from veiltrace_connectors.mapping.value_reader import Values, splitter, texts_reader
from veiltrace_graph.vocabulary import PROPERTIES, Protection


def repeat_reader(
    rule: EntityRule, conventions: Conventions
) -> Callable[[Values], Iterator[tuple[str, Values]]]:
    """Return the function that yields, for each entity of a rule, its suffix and its values.

    Without a repeat that is the row itself. Among several parts a cell with a strong identifier
    is shared out if it has as many parts, and else left out: it would make the parts one party.
    A part without a label has that of the part before it, as in `原告：甲、乙；被告：丙`.
    """
    if rule.repeat is None:
        return lambda values: iter((("", values),))
    read, split = texts_reader(rule.repeat, conventions), splitter(rule.repeat.split)
    label = _label_reader(rule.label) if rule.label else None
    shared = _identifying_columns(rule)

    def parts(values: Values) -> Iterator[tuple[str, Values]]:
        texts, label_text = read(values), ""
        for index, text in enumerate(texts):
            if label:
                label_text, text = label(label_text, text)
            own = {**values, PART: text, LABEL: label_text}
            if len(texts) > 1:
                for column in shared:
                    pieces = split(values[column])
                    own[column] = pieces[index] if len(pieces) == len(texts) else ""
            yield f"/{index + 1}", own

    return parts


def _label_reader(marks: tuple[str, ...]) -> Callable[[str, str], tuple[str, str]]:
    """Return the function that takes a part's label off it, or gives it the one before."""

    def take_off(before: str, text: str) -> tuple[str, str]:
        for mark in marks:
            label, found, rest = text.partition(mark)
            if found:
                return label.strip(), rest.strip()
        return before, text

    return take_off


def _identifying_columns(rule: EntityRule) -> tuple[str, ...]:
    columns = [
        c for given in rule.id if PART not in given.value.columns for c in given.value.columns
    ]
    for owned in rule.properties:
        if any(PROPERTIES[name].protection is Protection.STRONG for name in owned.types):
            columns += owned.value.columns
    return tuple(dict.fromkeys(column for column in columns if column not in (PART, LABEL)))
