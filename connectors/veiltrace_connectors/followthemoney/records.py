"""A FollowTheMoney entity as a source record, or the reason why it is none."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from veiltrace_connectors.building import first_day, property_value, reference, whole_or
from veiltrace_connectors.followthemoney.links import Parts, edge_parts
from veiltrace_connectors.followthemoney.nested import Line, unnested
from veiltrace_connectors.followthemoney.nodes import country_of, node_parts
from veiltrace_connectors.followthemoney.statement import FtmEntity, parse_entity
from veiltrace_connectors.followthemoney.vocabulary import EDGES, HOLDERS, NODE_KINDS
from veiltrace_connectors.json_lines import raw_json
from veiltrace_graph.model import Entity, Rejected, SourceRecord
from veiltrace_graph.vocabulary import ASSET_KINDS, NodeKind

# No honest edge has so many ends; two long lists of them would multiply without bound.
MAX_PAIRS = 10_000


def to_record(
    line: Mapping[str, object],
    *,
    publisher: str,
    position: int,
    refreshed_on: date,
    kinds_of_assets: dict[str, NodeKind],
) -> SourceRecord | Rejected:
    """Return what one line says.

    Entities inside it, as in OpenSanctions' nested targets, are part of what it says; those of no
    use to us are kept as notes. It counts as seen when it was last seen, retrieved or changed,
    else on `refreshed_on`.

    Rejected are: `ftm_shape` (no id, schema or lists of strings), `unknown_schema`, `missing_end`
    (an edge that leads nowhere) and `too_many_ends`.
    """
    own, *inside = unnested(line)
    entity = parse_entity(own)
    if isinstance(entity, str):
        return Rejected(position, "ftm_shape", entity, raw_json(line))
    fault = _fault(entity)
    if fault is not None:
        return Rejected(position, *fault, raw_json(line))
    parsed = [parse_entity(one) for one in inside]
    others = [one for one in parsed if not isinstance(one, str) and _fault(one) is None]
    kinds = ChainMap(assets_among(others), kinds_of_assets)
    parts = [_parts(one, publisher, kinds) for one in (entity, *others)]
    entities = tuple(one for found, _ in parts for one in found)
    if len(others) < len(inside):
        entities = (_with_notes(entities[0], inside, parsed), *entities[1:])
    seen_on = first_day((entity.last_seen or entity.first("retrievedAt", "modifiedAt"))[:10])
    relations = tuple(one for _, found in parts for one in found)
    return SourceRecord(entity.id, position, seen_on or refreshed_on, entities, relations)


def assets_among(entities: Iterable[FtmEntity]) -> dict[str, NodeKind]:
    """Return what those are that are assets, by id; an `Ownership` is of what they are.

    >>> assets_among([FtmEntity("v", "Vessel", {}), FtmEntity("p", "Person", {})])
    {'v': <NodeKind.VESSEL: 'vessel'>}
    """
    kinds = ((entity.id, NODE_KINDS.get(entity.schema)) for entity in entities)
    return {one: kind for one, kind in kinds if kind in ASSET_KINDS}


def _parts(entity: FtmEntity, publisher: str, kinds_of_assets: Mapping[str, NodeKind]) -> Parts:
    if entity.schema in EDGES:
        return edge_parts(entity, publisher, kinds_of_assets)
    if entity.schema in HOLDERS:
        return _identification(entity, publisher)
    return node_parts(entity, publisher)


def _with_notes(
    entity: Entity, inside: Sequence[Line], parsed: Sequence[FtmEntity | str]
) -> Entity:
    """Return an entity with what lies inside it and cannot be used, as notes."""
    notes = tuple(
        property_value("note", raw_json(line))
        for line, one in zip(inside, parsed, strict=True)
        if isinstance(one, str) or _fault(one) is not None
    )
    return replace(entity, properties=entity.properties + notes)


def _fault(entity: FtmEntity) -> tuple[str, str] | None:
    """Return (reason, field) of what keeps a well-formed entity from being used."""
    if entity.schema == "Contract":
        is_policy = "insurance-policy" in entity.values("type")
        return None if is_policy else ("unknown_schema", "properties.type")
    if entity.schema in HOLDERS:
        missing = [name for name in ("holder", "number") if not entity.values(name)]
        return ("missing_end", f"properties.{missing[0]}") if missing else None
    if entity.schema not in EDGES:
        return None if entity.schema in NODE_KINDS else ("unknown_schema", "schema")
    link = EDGES[entity.schema]
    for end in (link.first, link.second):
        if not entity.values(end):
            return "missing_end", f"properties.{end}"
    pairs = len(entity.values(link.first)) * len(entity.values(link.second))
    return ("too_many_ends", f"properties.{link.second}") if pairs > MAX_PAIRS else None


def _identification(entity: FtmEntity, publisher: str) -> Parts:
    """Return the numbers of an identity document as properties of its holder."""
    country = country_of(entity)
    numbers = tuple(
        whole_or(("resident_id", "id_number"), text, country=country)
        for text in entity.values("number")
    )
    notes = tuple(
        property_value("note", f"{entity.schema} {entity.id}: {name}={text}")
        for name, texts in entity.properties.items()
        if name not in {"holder", "number"}
        for text in texts
    )
    return tuple(
        Entity(reference(publisher, holder), NodeKind.PARTY, numbers + notes)
        for holder in entity.values("holder")
    ), ()
