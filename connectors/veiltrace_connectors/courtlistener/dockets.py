"""A row of CourtListener's table of dockets as a court case.

The bulk files hold no table of parties: who a case is about stands in its caption alone ("A v.
B"). A caption names nobody well enough to be a party; it stays the name of the case.
"""

from collections.abc import Iterator, Mapping

from veiltrace_connectors.building import first_day, property_value, reference
from veiltrace_connectors.json_lines import raw_json
from veiltrace_graph.identity import identify
from veiltrace_graph.model import Entity, PropertyValue, Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import NodeKind

NEEDED = ("id", "court_id", "docket_number", "case_name", "date_filed", "date_modified")
"""The columns without which a table is not one of dockets."""

_CAPTIONS = ("case_name", "case_name_full", "case_name_short")
_NUMBERS = ("docket_number", "docket_number_raw")
_PROPERTIES = {
    "date_filed": "started_on",
    "date_terminated": "ended_on",
    "nature_of_suit": "category",
}
_NOTES = ("cause", "jurisdiction_type", "pacer_case_id")
_TRUE = "t"

READ = frozenset((*NEEDED, *_CAPTIONS, *_NUMBERS, *_PROPERTIES, *_NOTES, "blocked"))
"""The columns that anything is made of."""

Docket = Mapping[str, str | None]


def read_docket(docket: Docket, source: Source, position: int) -> SourceRecord | Rejected:
    """Return a docket, known by its court and its number there, seen when it was last modified.

    A value is None where the table has NULL, which says nothing, and "" where it says that there
    is nothing; neither makes a property. Courts number their cases alike, so that a number
    without its court is no identity; such a docket is known by CourtListener's own id.

    Rejected are `docket_no_id` and `docket_no_case` (neither number nor caption).
    """
    stated = {name: (value or "").strip() for name, value in docket.items()}
    record_id = stated.get("id", "")
    if not record_id:
        return Rejected(position, "docket_no_id", "id", raw_json(dict(docket)))
    values = tuple(_values(stated))
    if not any(value.name in ("case_number", "name") for value in values):
        return Rejected(position, "docket_no_case", "docket_number", raw_json(dict(docket)))
    ref = identify(NodeKind.COURT_CASE, values, reference(source.publisher, f"docket/{record_id}"))
    seen_on = first_day(stated.get("date_modified", "")[:10]) or source.refreshed_on
    case = Entity(ref, NodeKind.COURT_CASE, values)
    return SourceRecord(record_id, position, seen_on, (case,))


def _values(stated: Mapping[str, str]) -> Iterator[PropertyValue]:
    court = stated.get("court_id", "")
    number = next((stated[name] for name in _NUMBERS if stated.get(name)), "")
    if number and court:
        yield property_value("case_number", f"{court}:{number}")
    elif number:
        yield property_value("note", f"docket number {number} of a court that is not stated")
    captions = dict.fromkeys(stated[name] for name in _CAPTIONS if stated.get(name))
    for name, caption in zip(("name", "alias", "alias"), captions, strict=False):
        yield property_value(name, caption)
    if court:
        yield property_value("court", court)
    for column, name in _PROPERTIES.items():
        if stated.get(column):
            yield property_value(name, stated[column])
    for column in _NOTES:
        if stated.get(column):
            yield property_value("note", f"{column}={stated[column]}")
    if stated.get("blocked") == _TRUE:
        yield PropertyValue("status", "kept out of search engines by CourtListener")
