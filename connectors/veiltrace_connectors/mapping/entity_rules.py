"""Entity and relation rules of a mapping file."""

from collections.abc import Iterator

from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.condition_rules import condition
from veiltrace_connectors.mapping.model import (
    PART,
    Condition,
    ContactRule,
    EntityRule,
    PropertyRule,
    RelationRule,
    ValueSpec,
)
from veiltrace_connectors.mapping.section import Section, unknown_word
from veiltrace_connectors.mapping.value_rules import (
    marks,
    optional_value,
    template_spec,
    value_spec,
)
from veiltrace_graph.vocabulary import CONTACT_KINDS, PROPERTIES, NodeKind, RelationKind

_CONTACTS = tuple(kind.value for kind in NodeKind if kind in CONTACT_KINDS)


def entity_rules(document: Section) -> tuple[EntityRule, ...]:
    """Return the rules under `entities`, of which there must be one."""
    rules = tuple(_entity(name, section) for name, section in document.sections("entities"))
    if not rules:
        document.fault("entities", "must have at least one entity")
    return rules


def relation_rules(document: Section, entities: tuple[EntityRule, ...]) -> tuple[RelationRule, ...]:
    """Return the rules under `relations`, whose ends must be entities of the file."""
    names = [entity.name for entity in entities]
    return tuple(_relation(section, names) for section in document.listed("relations"))


def _entity(name: str, section: Section) -> EntityRule:
    section.allow(keys.ENTITY)
    rule = EntityRule(
        name,
        section.word("kind", NodeKind, "a node kind"),
        template_spec(section, "id", section.text("id")) if "id" in section.node else None,
        _repeat(section.section("repeat")) if "repeat" in section.node else None,
        tuple(_properties(section.section("properties"))),
        tuple(_contacts(section.section("contacts"))),
        condition(section),
    )
    if rule.repeat is None and PART in entity_columns(rule):
        section.fault("", f"uses the column '{PART}' without a repeat")
    return rule


def _repeat(section: Section) -> ValueSpec:
    section.allow(keys.REPEAT)
    return ValueSpec((section.text("column").strip(),), split=marks(section))


def _properties(section: Section) -> Iterator[PropertyRule]:
    for name in section.node:
        if name == keys.IDENTITY:
            yield _identity(section)
        elif name in PROPERTIES:
            value = value_spec(section, name, keys.PROPERTY_EXTRAS)
            register = _register(section, name, (name,))
            yield PropertyRule((name,), value, register, _own_condition(section, name))
        else:
            section.fault(name, unknown_word(name, "a property", (*PROPERTIES, keys.IDENTITY)))


def _identity(section: Section) -> PropertyRule:
    value = value_spec(section, keys.IDENTITY, keys.IDENTITY_EXTRAS)
    node = section.node[keys.IDENTITY]
    types = node.get("types") if isinstance(node, dict) else None
    if not isinstance(types, list) or not types:
        section.fault(keys.IDENTITY, "must list under 'types' the properties it may be")
        types = []
    names = tuple(str(name) for name in types)
    for name in names:
        if name not in PROPERTIES:
            problem = unknown_word(name, "a property", PROPERTIES)
            section.fault(f"{keys.IDENTITY}.types", problem)
    register = _register(section, keys.IDENTITY, names)
    return PropertyRule(names, value, register, _own_condition(section, keys.IDENTITY))


def _register(section: Section, key: str, types: tuple[str, ...]) -> str:
    node = section.node[key]
    register = section.section(key).text("register", "") if isinstance(node, dict) else ""
    if "company_number" in types and not register:
        section.fault(key, "must name the 'register' of the number, such as GB-COH")
    return register


def _contacts(section: Section) -> Iterator[ContactRule]:
    for name in section.node:
        if name not in _CONTACTS:
            section.fault(name, unknown_word(name, "a contact kind", _CONTACTS))
            continue
        value = value_spec(section, name, keys.CONTACT_EXTRAS)
        if not isinstance(section.node[name], dict):
            yield ContactRule(NodeKind(name), value)
            continue
        rule = section.section(name)
        since, until = optional_value(rule, "since"), optional_value(rule, "until")
        yield ContactRule(NodeKind(name), value, since, until, condition(rule))


def _relation(section: Section, names: list[str]) -> RelationRule:
    section.allow(keys.RELATION)
    for end in ("from", "to"):
        name = section.text(end)
        if name and name not in names:
            section.fault(end, unknown_word(name, "an entity of this mapping", names))
    return RelationRule(
        section.word("kind", RelationKind, "a relation kind"),
        section.text("from", ""),
        section.text("to", ""),
        optional_value(section, "since"),
        optional_value(section, "until"),
        optional_value(section, "share"),
        optional_value(section, "role"),
        condition(section),
    )


def _own_condition(section: Section, key: str) -> Condition | None:
    return condition(section.section(key)) if isinstance(section.node[key], dict) else None


def entity_columns(rule: EntityRule) -> list[str]:
    """Return the columns an entity's values name, `PART` among them where it is used."""
    specs = [rule.id, *(p.value for p in rule.properties)]
    for contact in rule.contacts:
        specs += [contact.value, contact.since, contact.until]
    return [column for spec in specs if spec for column in spec.columns]
