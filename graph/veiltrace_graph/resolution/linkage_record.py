"""One party as one record describes it, opened in memory: what linkage compares.

A record is compared with what it says itself and with the contact values tied to it, never with
what its party was found to be: else one wrong link would be a reason for the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

COMPARED = (
    "name",
    "former_name",
    "alias",
    "birth_date",
    "birth_place",
    "gender",
    "occupation",
    "resident_id",
    "id_number",
    "uscc",
    "company_number",
    "registration_number",
    "lei",
    "tax_number",
    "phone",
    "email",
    "address",
    "handle",
    "legal_form",
    "jurisdiction",
    "incorporated_on",
    "industry",
)
"""The properties a linkage record has values of, in the order it has them in."""

_WHOLE = (Flag.OK, Flag.DERIVED)


@dataclass(frozen=True, slots=True)
class LinkageRecord:
    """A node's own values by the names of `vocabulary.PROPERTIES`, flags as they came.

    `source` is where they come from, of several the first by name; `values` are in the order of
    `COMPARED`, each once.
    """

    node: NodeId
    kind: NodeKind
    source: str
    values: tuple[PropertyValue, ...]

    def whole(self, *names: str) -> Sequence[str]:
        """Return the values of these properties that are whole and normalised, in order.

        >>> from veiltrace_graph.model import NodeId, PropertyValue
        >>> record = LinkageRecord(
        ...     NodeId(b"1"), NodeKind.PERSON, "court", (PropertyValue("name", "王小明"),)
        ... )
        >>> record.whole("name", "alias"), record.whole("phone")
        (['王小明'], [])
        """
        return [v.value for n in names for v in self.values if v.name == n and v.flag in _WHOLE]
