"""One FollowTheMoney line, checked for its shape: an id, a schema, and properties of strings."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FtmEntity:
    """A FollowTheMoney entity. Blank values are left out, others keep their order."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    last_seen: str = ""

    def values(self, *names: str) -> tuple[str, ...]:
        """Return the values of the properties, in the order of `names`."""
        return tuple(value for name in names for value in self.properties.get(name, ()))

    def first(self, *names: str) -> str:
        """Return the first value of the first of the properties that has one, else empty."""
        return next(iter(self.values(*names)), "")


def parse_entity(line: Mapping[str, object]) -> FtmEntity | str:
    """Return the entity, or the name of the field that makes it none.

    Keys of dialects (`datasets`, `referents`, `caption`, …) are passed over, but for the dates
    OpenSanctions says when the entity was last seen or changed.

    >>> parse_entity({"id": "a", "schema": "Person", "properties": {"name": ["Ann"]}}).first("name")
    'Ann'
    >>> parse_entity({"id": "a", "schema": "Person", "properties": {"name": [7]}})
    'properties.name'
    """
    for key in ("id", "schema"):
        value = line.get(key)
        if not isinstance(value, str) or not value.strip():
            return key
    stated = line.get("properties")
    if not isinstance(stated, dict):
        return "properties"
    properties = {}
    for name, values in stated.items():
        texts = [values] if isinstance(values, str) else values
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            return f"properties.{name}"
        properties[name] = tuple(text for text in texts if text.strip())
    seen = (line.get(key) for key in ("last_seen", "last_change"))
    last_seen = next((text for text in seen if isinstance(text, str) and text), "")
    return FtmEntity(str(line["id"]).strip(), str(line["schema"]), properties, last_seen)
