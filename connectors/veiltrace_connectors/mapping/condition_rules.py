"""Conditions of a mapping file: `when: {column: TYPE, in: ["1", "3"]}`, or `not_in`."""

from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.model import LABEL, PART, Condition
from veiltrace_connectors.mapping.section import Section


def condition(section: Section) -> Condition | None:
    """Return the condition under a section's `when`, or None where there is none.

    >>> faults: list[str] = []
    >>> condition(Section({"when": {"column": "TYPE", "in": [1, "3"]}}, "", faults))
    Condition(column='TYPE', texts=('1', '3'), negated=False)
    """
    if "when" not in section.node:
        return None
    rule = section.section("when")
    rule.allow(keys.CONDITION)
    column = rule.text("column").strip()
    if column in (PART, LABEL):
        rule.fault("column", f"must be a column of the file, not '{column}'")
    given = [key for key in ("in", "not_in") if key in rule.node]
    if len(given) != 1:
        rule.fault("", "must have either 'in' or 'not_in', a list of texts")
        return None
    return Condition(column, rule.texts(given[0]), negated=given[0] == "not_in")
