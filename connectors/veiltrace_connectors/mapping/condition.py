"""Conditions compiled to functions of a row, and the values that no condition speaks of."""

from collections.abc import Callable, Iterable, Mapping

from veiltrace_connectors.mapping.model import Condition

Values = Mapping[str, str]


def holds(condition: Condition) -> Callable[[Values], bool]:
    """Return the function that says whether a condition holds in a row.

    >>> is_person = holds(Condition("type", ("1",)))
    >>> is_person({"type": " 1 "}), is_person({"type": "3"})
    (True, False)
    """
    column, texts, wanted = condition.column, frozenset(condition.texts), not condition.negated
    return lambda values: (values[column].strip() in texts) is wanted


def unspoken_column(conditions: Iterable[Condition]) -> Callable[[Values], str]:
    """Return the function that names the first column whose value no condition speaks of, or "".

    Where a column is asked with `in` only, a value that none of them lists would be lost without
    a word; `not_in` speaks of every value.

    >>> read = unspoken_column([Condition("type", ("1",)), Condition("type", ("3", "7"))])
    >>> read({"type": "7"}), read({"type": "9"})
    ('', 'type')
    """
    listed: dict[str, set[str]] = {}
    spoken = set()
    for condition in conditions:
        listed.setdefault(condition.column, set()).update(condition.texts)
        if condition.negated:
            spoken.add(condition.column)
    checks = [(column, frozenset(texts)) for column, texts in listed.items()]
    checks = [check for check in checks if check[0] not in spoken]

    def find(values: Values) -> str:
        for column, texts in checks:
            if values[column].strip() not in texts:
                return column
        return ""

    return find
