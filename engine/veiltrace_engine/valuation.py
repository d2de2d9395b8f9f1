"""What an asset is worth before shares and encumbrances: stated amounts, else its kind's band."""

import math
import re

from veiltrace_engine.facts import Facts
from veiltrace_engine.lead import ValueBand
from veiltrace_engine.priors import Priors
from veiltrace_graph.model import Evidence, NodeId, Statement
from veiltrace_graph.vocabulary import NodeKind

_UNITS = {"": 1.0, "万": 1e4, "亿": 1e8}
_AMOUNT = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*([万亿]?)\s*(?:人民币|元|CNY|RMB)*")


def gross_value(
    facts: Facts, subject: NodeId, asset_kind: NodeKind, priors: Priors
) -> tuple[ValueBand, tuple[Evidence, ...]]:
    """Return the gross value and the records that state it, if any.

    Publishers that disagree give a band. An amount that is missing, not a number, not above zero
    or in a currency without a rate is unknown, and unknown is the usual band of its kind, not
    zero. Of several currencies the newest record's counts.
    """
    stated = [
        (statement, amount, currency)
        for statement in facts.newest(subject, _amount_property(facts, subject, asset_kind))
        if (amount := amount_of(statement.value)) is not None
        and (currency := _currency(facts, statement, priors)) in priors.rates
    ]
    if not stated:
        usual = priors.assets[asset_kind]
        return ValueBand(usual.low, usual.high, priors.base_currency, stated=False), ()
    newest = max(stated, key=lambda s: (s[0].evidence.seen_on, s[0].evidence.source, s[1]))
    alike = [s for s in stated if s[2] == newest[2]]
    amounts = [amount for _, amount, _ in alike]
    band = ValueBand(min(amounts), max(amounts), newest[2], stated=True)
    return band, tuple(statement.evidence for statement, _, _ in alike)


def amount_of(text: str) -> float | None:
    """Return the amount a record states, or None where it states none above zero.

    >>> amount_of("120,000.50"), amount_of("1000万人民币"), amount_of("-"), amount_of("0")
    (120000.5, 10000000.0, None, None)
    """
    read = _AMOUNT.fullmatch(text.strip())
    if read is None:
        return None
    amount = float(read[1].replace(",", "")) * _UNITS[read[2] or ""]
    return amount if math.isfinite(amount) and amount > 0 else None


def scaled(band: ValueBand, factor: float) -> ValueBand:
    """Return a band times a factor above 0."""
    return ValueBand(band.low * factor, band.high * factor, band.currency, band.stated)


def middle(band: ValueBand, priors: Priors) -> float:
    """Return a band's geometric mean in the base currency: values spread by factors, not sums."""
    return math.sqrt(band.low * band.high) * priors.rates[band.currency]


def _amount_property(facts: Facts, subject: NodeId, asset_kind: NodeKind) -> str:
    """Return the property that holds the value; none holds a party's pay or debts as such."""
    if asset_kind is NodeKind.ORGANISATION:
        return "capital"
    return "amount" if facts.node(subject).kind is asset_kind else ""


def _currency(facts: Facts, amount: Statement, priors: Priors) -> str:
    record = (amount.evidence.source, amount.evidence.record_id)
    stated = facts.newest(amount.node, "currency")
    same_record = [s for s in stated if (s.evidence.source, s.evidence.record_id) == record]
    return min((s.value for s in same_record or stated), default=priors.base_currency)
