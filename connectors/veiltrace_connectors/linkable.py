"""How many parties of a load can be linked with others at all.

Resolution makes parties one by whole identifiers that name one party alone. A party without any
is outside of it, and nobody would notice: so it is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from veiltrace_graph.model import Entity, Rejected, SourceRecord
from veiltrace_graph.vocabulary import PARTY_KINDS, PROPERTIES, Protection
from veiltrace_privacy.normalise.value import Flag

_WHOLE = (Flag.OK, Flag.DERIVED)
_STRONG = frozenset(
    name for name, spec in PROPERTIES.items() if spec.protection is Protection.STRONG
)


@dataclass(slots=True)
class Linkable:
    """Parties that records describe, and those among them without such an identifier."""

    parties: int = 0
    without: int = 0

    def count(self, items: Iterable[SourceRecord | Rejected]) -> None:
        """Count the parties of a batch; bare references to others are not described here.

        >>> from datetime import date
        >>> from veiltrace_graph.model import EntityRef, PropertyValue
        >>> from veiltrace_graph.vocabulary import NodeKind
        >>> ann = Entity(EntityRef("x", "1"), NodeKind.PERSON, (PropertyValue("name", "Ann"),))
        >>> linkable = Linkable()
        >>> linkable.count([SourceRecord("1", 1, date(2026, 1, 1), (ann,))])
        >>> linkable
        Linkable(parties=1, without=1)
        """
        for item in items:
            for entity in item.entities if isinstance(item, SourceRecord) else ():
                if entity.kind in PARTY_KINDS and entity.properties:
                    self.parties += 1
                    self.without += not _is_named(entity)


def _is_named(entity: Entity) -> bool:
    return any(one.name in _STRONG and one.flag in _WHOLE for one in entity.properties)
