"""Id rules compiled to functions of a row: what a record or an entity is called."""

from collections.abc import Callable, Sequence

from veiltrace_connectors.mapping.condition import holds
from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.model import IdRule, ValueSpec
from veiltrace_connectors.mapping.value_reader import Values, text_reader
from veiltrace_privacy.normalise.damage import damage
from veiltrace_privacy.normalise.text import clean

Read = Callable[[Values], str]


def record_id_reader(rules: Sequence[IdRule], conventions: Conventions) -> Read:
    """Return the function that reads a record's id: the first that says anything, else "".

    >>> rules = [IdRule(ValueSpec((name,), template="%s")) for name in ("original", "number")]
    >>> read = record_id_reader(rules, Conventions())
    >>> read({"original": "7", "number": "9"}), read({"original": "", "number": "9"})
    ('7', '9')
    """
    return _first([(rule, text_reader(rule.value, conventions)) for rule in rules])


def entity_id_reader(rules: Sequence[IdRule], conventions: Conventions) -> Read:
    """Return the function that reads what an entity is called within its publisher.

    "" unless every column has a whole text: an id with a part missing, masked or rounded is the
    id of several things, and would make them one.

    >>> rule = IdRule(ValueSpec(("firm", "name"), template="%s/%s"))
    >>> read = entity_id_reader([rule], Conventions())
    >>> read({"firm": "7", "name": "Ann"}), read({"firm": "7", "name": ""})
    ('7/Ann', '')
    >>> read({"firm": "7***", "name": "Ann"})
    ''
    """
    return _first([(rule, _whole_reader(rule.value, conventions)) for rule in rules])


def _whole_reader(spec: ValueSpec, conventions: Conventions) -> Read:
    columns, template, content = spec.columns, spec.template, conventions.content

    def fill(values: Values) -> str:
        texts = []
        for column in columns:
            text = clean(content(values[column]))
            # Damage shows in signs: a number of letters and digits alone has none.
            if not text or (not text.isalnum() and damage(text)):
                return ""
            texts.append(text)
        return (template % tuple(texts)).strip()

    return fill


def _first(rules: Sequence[tuple[IdRule, Read]]) -> Read:
    reads = [_conditional(rule, read) for rule, read in rules]
    if len(reads) == 1:
        return reads[0]
    return lambda values: next((text for read in reads if (text := read(values))), "")


def _conditional(rule: IdRule, read: Read) -> Read:
    if rule.when is None:
        return read
    applies = holds(rule.when)
    return lambda values: read(values) if applies(values) else ""
