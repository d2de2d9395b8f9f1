"""Entity and relation rules of a mapping file."""

from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.condition_rules import condition
from veiltrace_connectors.mapping.id_rules import id_rules
from veiltrace_connectors.mapping.model import LABEL, PART, EntityRule, RelationRule, ValueSpec
from veiltrace_connectors.mapping.owned_rules import contact_rules, property_rules
from veiltrace_connectors.mapping.section import Section, unknown_word
from veiltrace_connectors.mapping.value_rules import marks, optional_value
from veiltrace_graph.vocabulary import NodeKind, RelationKind


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
        id_rules(section, "id") if "id" in section.node else (),
        _repeat(section.section("repeat")) if "repeat" in section.node else None,
        property_rules(section.section("properties")),
        contact_rules(section.section("contacts")),
        condition(section),
        _label(section.section("repeat")) if "repeat" in section.node else (),
        _needs(section),
    )
    if rule.repeat is None and PART in entity_columns(rule):
        section.fault("", f"uses the column '{PART}' without a repeat")
    if not rule.label and LABEL in entity_columns(rule):
        section.fault("", f"uses the column '{LABEL}' without a repeat that has a label")
    return rule


def _label(section: Section) -> tuple[str, ...]:
    return marks(section, "label") if "label" in section.node else ()


def _needs(section: Section) -> str:
    name = section.text("needs", "")
    owned = section.section("properties").node
    if name and name not in owned:
        section.fault("needs", unknown_word(name, "a property of this entity", list(owned)))
    return name


def _repeat(section: Section) -> ValueSpec:
    section.allow(keys.REPEAT)
    return ValueSpec((section.text("column").strip(),), split=marks(section))


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


def entity_columns(rule: EntityRule) -> list[str]:
    """Return the columns an entity's values name, `PART` among them where it is used."""
    specs: list[ValueSpec | None] = [given.value for given in rule.id]
    specs += [given.value for given in rule.properties]
    for contact in rule.contacts:
        specs += [contact.value, contact.since, contact.until]
    return [column for spec in specs if spec for column in spec.columns]
