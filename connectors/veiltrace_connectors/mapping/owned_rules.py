"""What an entity of a mapping file has: rules for its properties and its contact points."""

from collections.abc import Iterator

from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.condition_rules import condition
from veiltrace_connectors.mapping.model import Condition, ContactRule, PropertyRule
from veiltrace_connectors.mapping.section import Section, unknown_word
from veiltrace_connectors.mapping.value_rules import optional_value, value_spec
from veiltrace_graph.vocabulary import CONTACT_KINDS, PROPERTIES, NodeKind

_CONTACTS = tuple(kind.value for kind in NodeKind if kind in CONTACT_KINDS)


def property_rules(section: Section) -> tuple[PropertyRule, ...]:
    """Return the rules under `properties`: of each name one, or as many as its list has."""
    return tuple(rule for name in section.node for rule in _property(section, name))


def contact_rules(section: Section) -> tuple[ContactRule, ...]:
    """Return the rules under `contacts`: of each kind one, or as many as its list has."""
    return tuple(rule for name in section.node for rule in _contact(section, name))


def _property(section: Section, name: str) -> Iterator[PropertyRule]:
    if name not in PROPERTIES and name != keys.IDENTITY:
        section.fault(name, unknown_word(name, "a property", (*PROPERTIES, keys.IDENTITY)))
        return
    for key, holder in section.items(name):
        if name == keys.IDENTITY:
            value = value_spec(holder, key, keys.IDENTITY_EXTRAS)
            types = _types(holder, key)
        else:
            value, types = value_spec(holder, key, keys.PROPERTY_EXTRAS), (name,)
        register = _register(holder, key, types)
        yield PropertyRule(types, value, register, _own_condition(holder, key))


def _types(section: Section, key: str) -> tuple[str, ...]:
    node = section.node[key]
    types = node.get("types") if isinstance(node, dict) else None
    if not isinstance(types, list) or not types:
        section.fault(key, "must list under 'types' the properties it may be")
        types = []
    names = tuple(str(name) for name in types)
    for name in names:
        if name not in PROPERTIES:
            section.fault(f"{key}.types", unknown_word(name, "a property", PROPERTIES))
    return names


def _register(section: Section, key: str, types: tuple[str, ...]) -> str:
    node = section.node[key]
    register = section.section(key).text("register", "") if isinstance(node, dict) else ""
    if "company_number" in types and not register:
        section.fault(key, "must name the 'register' of the number, such as GB-COH")
    return register


def _contact(section: Section, name: str) -> Iterator[ContactRule]:
    if name not in _CONTACTS:
        section.fault(name, unknown_word(name, "a contact kind", _CONTACTS))
        return
    for key, holder in section.items(name):
        value = value_spec(holder, key, keys.CONTACT_EXTRAS)
        if not isinstance(holder.node[key], dict):
            yield ContactRule(NodeKind(name), value)
            continue
        rule = holder.section(key)
        since, until = optional_value(rule, "since"), optional_value(rule, "until")
        yield ContactRule(NodeKind(name), value, since, until, condition(rule))


def _own_condition(section: Section, key: str) -> Condition | None:
    return condition(section.section(key)) if isinstance(section.node[key], dict) else None
