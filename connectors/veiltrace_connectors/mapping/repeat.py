"""Repeated entities: one for each part of a cell such as the holders of one title."""

from collections.abc import Callable, Iterator

from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import PART, EntityRule
from veiltrace_connectors.mapping.value_reader import Values, splitter, texts_reader
from veiltrace_graph.vocabulary import PROPERTIES, Protection


def repeat_reader(
    rule: EntityRule, conventions: Conventions
) -> Callable[[Values], Iterator[tuple[str, Values]]]:
    """Return the function that yields, for each entity of a rule, its suffix and its values.

    Without a repeat that is the row itself. Among several parts a cell with a strong identifier
    is shared out if it has as many parts, and else left out: it would make the parts one party.
    """
    if rule.repeat is None:
        return lambda values: iter((("", values),))
    read, split = texts_reader(rule.repeat, conventions), splitter(rule.repeat.split)
    shared = _identifying_columns(rule)

    def parts(values: Values) -> Iterator[tuple[str, Values]]:
        texts = read(values)
        for index, text in enumerate(texts):
            own = {**values, PART: text}
            if len(texts) > 1:
                for column in shared:
                    pieces = split(values[column])
                    own[column] = pieces[index] if len(pieces) == len(texts) else ""
            yield f"/{index + 1}", own

    return parts


def _identifying_columns(rule: EntityRule) -> tuple[str, ...]:
    columns = [
        c for given in rule.id if PART not in given.value.columns for c in given.value.columns
    ]
    for owned in rule.properties:
        if any(PROPERTIES[name].protection is Protection.STRONG for name in owned.types):
            columns += owned.value.columns
    return tuple(dict.fromkeys(column for column in columns if column != PART))
