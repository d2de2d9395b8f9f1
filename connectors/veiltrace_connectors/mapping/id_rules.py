"""Ids of a mapping file: a template, or a list of which the first that gives an id counts."""

from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.condition_rules import condition
from veiltrace_connectors.mapping.model import IdRule
from veiltrace_connectors.mapping.section import Section
from veiltrace_connectors.mapping.value_rules import template_spec


def id_rules(section: Section, key: str) -> tuple[IdRule, ...]:
    """Return the rules under a key.

    >>> section = Section({"id": ["{original}", "{number}"]}, "", [])
    >>> [rule.value.columns for rule in id_rules(section, "id")]
    [('original',), ('number',)]
    """
    if not isinstance(section.node.get(key), list):
        return (IdRule(template_spec(section, key, section.text(key))),)
    items = section.items(key)
    if not items:
        section.fault(key, "must be a template or a list of templates")
    return tuple(_id_rule(item, name) for name, item in items)


def _id_rule(section: Section, key: str) -> IdRule:
    if not isinstance(section.node[key], dict):
        return IdRule(template_spec(section, key, section.text(key)))
    rule = section.section(key)
    rule.allow(keys.ID)
    return IdRule(template_spec(rule, "template", rule.text("template")), condition(rule))
