"""FollowTheMoney entities inside others, as OpenSanctions' `targets.nested.json` writes them.

There a property holds the entity it leads to instead of its id, and an entity holds the edges that
lead to it, each without the end where it came from.
"""

from collections.abc import Iterator, Mapping

from veiltrace_connectors.followthemoney.vocabulary import EDGES, HOLDERS, NODE_LINKS

Line = Mapping[str, object]

MAX_DEPTH = 12
"""How deep entities lie in one another at most; what lies deeper is left as it stands."""


def unnested(line: Line) -> tuple[Line, ...]:
    """Return a line and all entities inside it, the line first, each naming others by their ids.

    >>> [one["id"] for one in unnested(
    ...     {"id": "a", "schema": "Company", "properties": {"addressEntity": [
    ...         {"id": "b", "schema": "Address", "properties": {}}]}})]
    ['a', 'b']
    """
    return tuple(_unnested(line, "", 0))


def _unnested(line: Line, holder: str, depth: int) -> Iterator[Line]:
    """Yield a line and those inside it; `holder` is whom it leads back to, if to anyone."""
    properties = line.get("properties")
    if not isinstance(properties, dict) or depth > MAX_DEPTH:
        yield line
        return
    own_id = line.get("id")
    flat: dict[str, object] = {}
    inside: list[tuple[Line, str]] = []
    for name, values in properties.items():
        held = values if isinstance(values, list) else []
        nested = [value for value in held if _is_entity(value)]
        # An edge names its ends; that its ends lead to it would only say the same again.
        is_own = not nested or name in _ends(line) or not all(map(_leads_back, nested))
        if is_own:
            ids = [value["id"] if _is_entity(value) else value for value in held]
            flat[name] = ids if nested else values
        inside += [(value, "" if is_own else str(own_id)) for value in nested]
    if holder:
        flat |= {end: [holder] for end in _naming_ends(line) if not flat.get(end)}
    yield {**line, "properties": flat}
    for entity, leads_to in inside:
        yield from _unnested(entity, leads_to, depth + 1)


def _is_entity(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(key), kind)
        for key, kind in (("id", str), ("schema", str), ("properties", dict))
    )


def _leads_back(entity: Line) -> bool:
    """Return whether exactly one of its ends is left out: that is whom it lies in."""
    properties = entity["properties"]
    stated = properties if isinstance(properties, dict) else {}
    return [bool(stated.get(end)) for end in _naming_ends(entity)].count(False) == 1


def _ends(line: Line) -> tuple[str, ...]:
    """Return the properties of an entity that name others."""
    links = NODE_LINKS.get(str(line.get("schema")), ())
    return (*_naming_ends(line), *(link.second for link in links if link.second))


def _naming_ends(line: Line) -> tuple[str, ...]:
    """Return the properties by which an entity names those it is about or belongs to."""
    schema = str(line.get("schema"))
    if schema in EDGES:
        return EDGES[schema].first, EDGES[schema].second
    if schema in HOLDERS:
        return ("holder",)
    return tuple(link.first for link in NODE_LINKS.get(schema, ()) if link.first)
