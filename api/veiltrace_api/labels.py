"""What a lead's subject is called for those who may see the lead.

Contact points and assets are named by their opened values. Other parties go by name alone: how
to reach them is no part of a debtor's leads.
"""

from collections.abc import Iterable

from veiltrace_engine.dossier import Dossier
from veiltrace_engine.lead import Lead
from veiltrace_graph.identity import IDENTIFYING
from veiltrace_graph.model import Node, Statement
from veiltrace_graph.vocabulary import ASSET_KINDS, CONTACT_KINDS, NodeKind

_ASSET_WORDS = {NodeKind.ORGANISATION: "share in", NodeKind.INCOME: "pay from"}
_MORE = ("serial_number", "address")


def lead_label(lead: Lead, dossier: Dossier) -> str:
    """Return the name of a lead's subject: a number, an address, a thing, or a party's name."""
    label = node_label(lead.subject, dossier.statements.get(lead.subject.id, ()))
    word = _ASSET_WORDS.get(lead.asset_kind) if lead.asset_kind is not None else None
    return f"{word} {label}" if word else label


def node_label(node: Node, statements: Iterable[Statement]) -> str:
    """Return a node's caption, with its identifying value opened for contact points and assets."""
    values: dict[str, str] = {}
    for statement in statements:
        values.setdefault(statement.name, statement.value)
    names = (*IDENTIFYING.get(node.kind, ()), *_MORE)
    if node.kind in CONTACT_KINDS:
        return next((values[name] for name in names if name in values), node.caption)
    if node.kind in ASSET_KINDS:
        described = [values.get("name") or values.get("model") or values.get("category") or ""]
        described += [values[name] for name in names if name in values][:1]
        return " ".join(filter(None, described)) or node.kind.replace("_", " ")
    return node.caption or "(not described by any record)"
