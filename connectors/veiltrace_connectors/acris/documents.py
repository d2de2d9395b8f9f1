"""A document of the register as a source record: its properties, its parties, what it does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from veiltrace_connectors.acris.doc_types import DocType, Effect, doc_type
from veiltrace_connectors.acris.lots import Lot, lots_of
from veiltrace_connectors.acris.parties import Deal, Party, parties_of, relation_to
from veiltrace_connectors.building import property_value
from veiltrace_connectors.json_lines import raw_json
from veiltrace_graph.model import Entity, PropertyValue, Rejected, Source, SourceRecord
from veiltrace_privacy.normalise.amount import parse_amount, parse_share
from veiltrace_privacy.normalise.date_text import DateOrder, parse_date

MAX_PAIRS = 10_000
"""Ties between lots and parties of one document; two long lists would multiply without bound."""

# "Ten dollars and other good and valuable consideration" is no price.
_LEAST_PRICE = 1_000

Row = Mapping[str, str]


def read_document(
    master: Row,
    lots: Sequence[Row],
    parties: Sequence[Row],
    *,
    source: Source,
    position: int,
) -> SourceRecord | Rejected:
    """Return a document; its id is `document_id`, and it was seen when it was last modified.

    It is of the day it was signed, or recorded where that came first or alone is stated. The rows
    are those of the three tables for this document, under the names of `columns`.

    Rejected are `acris_no_document` (no id), `acris_no_type`, `acris_no_lot` (no property, so
    nothing to be a party to) and `acris_too_many_ties`.
    """
    document_id, code = master.get("document_id", ""), master.get("doc_type", "")
    fault = _fault(document_id, code, lots, parties)
    if fault:
        return Rejected(position, *fault, raw_json(dict(master)))
    signed, recorded, modified = (
        read_day(master.get(name, "")) for name in ("document_date", "recorded", "modified")
    )
    seen_on = modified or recorded or source.refreshed_on
    day = min((day for day in (signed, recorded) if day), default=seen_on)
    publisher = source.publisher
    found = lots_of(lots, publisher=publisher, document_id=document_id)
    named = parties_of(parties, publisher=publisher, document_id=document_id)
    kind = doc_type(code)
    deal = Deal(code, kind, day, _share(master.get("percent", ""), named))
    worth = _worth(code, kind, master.get("document_amt", ""), alone=len(found) == 1)
    return SourceRecord(
        document_id,
        position,
        seen_on,
        _entities(found, named, worth),
        (
            *(link for lot in found for _, link in lot.places),
            *(link for party in named for _, link in party.places),
            *(relation_to(lot, party, deal) for party in named for lot in found),
        ),
    )


def read_day(text: str) -> date | None:
    """Return a day as any of the headers' files write it.

    >>> read_day("2024-05-01T00:00:00.000"), read_day("05/01/2024")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 1))
    """
    return parse_date(text, order=DateOrder.MDY)


def _fault(
    document_id: str, code: str, lots: Sequence[Row], parties: Sequence[Row]
) -> tuple[str, str] | None:
    if not document_id:
        return "acris_no_document", "document_id"
    if not code:
        return "acris_no_type", "doc_type"
    if not lots:
        return "acris_no_lot", "document_id"
    too_many = len(lots) * len(parties) > MAX_PAIRS
    return ("acris_too_many_ties", "document_id") if too_many else None


def _entities(
    lots: tuple[Lot, ...], parties: tuple[Party, ...], worth: tuple[PropertyValue, ...]
) -> tuple[Entity, ...]:
    placed: tuple[Lot | Party, ...] = (*lots, *parties)
    assets = (replace(lot.asset, properties=(*lot.asset.properties, *worth)) for lot in lots)
    things = (*assets, *(party.entity for party in parties))
    places = {place.ref: place for one in placed for place, _ in one.places}
    return (*things, *places.values())


def _share(percent: str, parties: tuple[Party, ...]) -> float | None:
    """Return the buyer's share; several buyers hold what was sold in parts nobody states."""
    buyers = sum(party.party_type == "2" for party in parties)
    share = parse_share(f"{percent.rstrip('%')}%") if percent else None
    return share if share and buyers == 1 else None


def _worth(code: str, kind: DocType, text: str, *, alone: bool) -> tuple[PropertyValue, ...]:
    """Return what the amount says of a property: the price of a sale, else only that it stood.

    The price of several together is that of none, and the sum of a mortgage is no value.
    """
    amount = parse_amount(text)
    if not amount.is_whole or not float(amount.value):
        return ()
    if kind.effect is Effect.TRANSFER and alone and float(amount.value) >= _LEAST_PRICE:
        return (property_value("amount", text), PropertyValue("currency", "USD"))
    return (property_value("note", f"{code} for {amount.value} USD"),)
