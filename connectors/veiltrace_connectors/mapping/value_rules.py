"""Value rules of a mapping file: `column`, {column: …}, {value: …} or {template: …}."""

import re

from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.model import ValueSpec
from veiltrace_connectors.mapping.section import Section, scalar_text

_PLACE = re.compile(r"\{([^{}]+)\}")


def template_spec(section: Section, key: str, text: str) -> ValueSpec:
    """Return a template such as "{year}-{number}", which must name a column.

    >>> faults: list[str] = []
    >>> template_spec(Section({}, "", faults), "record_id", "{year}-{number}")
    ValueSpec(columns=('year', 'number'), constant='', template='%s-%s', split=())
    """
    columns = tuple(name.strip() for name in _PLACE.findall(text))
    literal = _PLACE.sub("", text)
    if "{" in literal or "}" in literal:
        section.fault(key, "has a brace without its partner; write {column}")
    elif not columns:
        section.fault(key, f"names no column; did you mean '{{{text}}}'?")
    return ValueSpec(columns, template=_PLACE.sub("%s", text.replace("%", "%%")))


def value_spec(section: Section, key: str, extra: tuple[str, ...] = ()) -> ValueSpec:
    """Return the value rule under a key; `extra` names the further keys its section may have."""
    node = section.node.get(key)
    if not isinstance(node, dict):
        column = scalar_text(node).strip()
        if not column:
            section.fault(key, "must name a column; quote the name if it is a yes or no")
        return ValueSpec((column,))
    rule = section.section(key)
    rule.allow((*keys.ORIGINS, *extra))
    given = [origin for origin in keys.ORIGINS if origin in rule.node]
    if len(given) != 1:
        rule.fault("", f"must have exactly one of: {', '.join(keys.ORIGINS)}")
        return ValueSpec()
    split = marks(rule) if "split" in extra and "split" in rule.node else ()
    text = rule.text(given[0])
    match given[0]:
        case "column":
            return ValueSpec((text.strip(),), split=split)
        case "value":
            return ValueSpec(constant=text, split=split)
    spec = template_spec(rule, "template", text)
    return ValueSpec(spec.columns, template=spec.template, split=split)


def optional_value(section: Section, key: str) -> ValueSpec | None:
    """Return the value rule under a key, or None where the key is absent."""
    return value_spec(section, key) if key in section.node else None


def marks(section: Section, key: str = "split") -> tuple[str, ...]:
    """Return the marks under a section's key: one text, or a list of texts.

    >>> marks(Section({"split": [";", "、"]}, "", [])), marks(Section({"split": ";"}, "", []))
    ((';', '、'), (';',))
    """
    node = section.node.get(key)
    if not isinstance(node, list):
        return (section.text(key) or ";",)
    given = tuple(scalar_text(mark) for mark in node)
    if not given or not all(given):
        section.fault(key, "must be a mark or a list of marks; quote each")
        return (";",)
    return given
