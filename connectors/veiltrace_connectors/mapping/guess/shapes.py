"""The shapes tables come in, and which of them a table's columns speak for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from veiltrace_connectors.mapping.guess.meaning import Meaning
from veiltrace_connectors.mapping.yaml_text import parse_yaml
from veiltrace_graph.vocabulary import PARTY_KINDS, NodeKind, SourceKind

_FALLBACK, _LEAST_SCORE = "contacts", 2.5
"""What a table of people is taken for that has no mark of any kind."""
ANYBODY = frozenset({"", "client", "company", "user", "holder", "owner"})
"""Subjects that speak of the shape's first party where no party of it is called so."""


@dataclass(frozen=True, slots=True)
class Part:
    """An entity of a shape: which subjects and things of headers speak of it, and what it reads.

    `id` is the attribute that the publisher's other files know it by, if there is one.
    """

    name: str
    kind: NodeKind
    subjects: tuple[str, ...]
    things: tuple[str, ...]
    reads: dict[str, str]
    id: str = ""

    @property
    def is_party(self) -> bool:
        """Whether it is a person or organisation."""
        return self.kind in PARTY_KINDS


@dataclass(frozen=True, slots=True)
class Shape:
    """What tables of one kind hold. `relations` are as in a mapping file, but name attributes."""

    name: str
    source: SourceKind
    cues: dict[str, int]
    parts: tuple[Part, ...]
    relations: tuple[dict[str, str], ...]
    record_id: tuple[str, ...]
    seen: tuple[str, ...]

    @property
    def main(self) -> Part:
        """What an unqualified header speaks of."""
        return self.parts[0]

    @property
    def primary(self) -> Part:
        """Whom an unqualified header speaks of."""
        return next(part for part in self.parts if part.is_party)


@cache
def shapes() -> tuple[Shape, ...]:
    """Return the shapes that come with the program."""
    text = (files(__package__) / "shapes.yaml").read_text("utf-8")
    document = parse_yaml(text, called="the shapes")
    return tuple(_shape(name, node) for name, node in _items(document))


def best_shape(meanings: Sequence[Meaning]) -> Shape:
    """Return the shape that the columns speak for most; the first of equals."""
    best = max(shapes(), key=lambda shape: _score(shape, meanings))
    return best if _score(best, meanings) >= _LEAST_SCORE else _shape_called(_FALLBACK)


def _score(shape: Shape, meanings: Sequence[Meaning]) -> float:
    keys: dict[str, float] = {}
    for meaning in meanings:
        for key in {meaning.attribute, meaning.subject, meaning.thing, meaning.of}:
            keys[key] = max(keys.get(key, 0.0), meaning.confidence)
    said = sum(weight * keys.get(cue, 0.0) for cue, weight in shape.cues.items())
    known = {subject for part in shape.parts for subject in part.subjects} | ANYBODY
    strangers = {m.subject for m in meanings if m.subject and m.subject not in known}
    return said - sum(keys[subject] for subject in strangers)


def _shape_called(name: str) -> Shape:
    return next(shape for shape in shapes() if shape.name == name)


def _shape(name: str, node: object) -> Shape:
    section = dict(_items(node))
    return Shape(
        name,
        SourceKind(str(section["source"])),
        {cue: int(str(weight)) for cue, weight in _items(section["cues"])},
        tuple(_part(part, dict(_items(rule))) for part, rule in _items(section["entities"])),
        tuple({k: str(v) for k, v in _items(rule)} for rule in _list(section["relations"])),
        tuple(str(key) for key in _list(section["record_id"])),
        tuple(str(key) for key in _list(section.get("seen", ["seen"]))),
    )


def _part(name: str, rule: dict[str, object]) -> Part:
    return Part(
        name,
        NodeKind(str(rule["kind"])),
        tuple(str(word) for word in _list(rule.get("subjects", []))),
        tuple(str(word) for word in _list(rule.get("things", []))),
        {key: str(value) for key, value in _items(rule.get("reads", {}))},
        str(rule.get("id", "")),
    )


def _items(node: object) -> Iterable[tuple[str, object]]:
    return ((str(key), value) for key, value in node.items()) if isinstance(node, dict) else ()


def _list(node: object) -> list[object]:
    return node if isinstance(node, list) else []
