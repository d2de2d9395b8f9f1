"""Debt cases as the graph holds them: who owes what to whom."""

from collections.abc import Iterable
from datetime import date

from veiltrace_api.errors import UnknownCase
from veiltrace_engine.dossier import CaseFacts
from veiltrace_graph.model import Node, Statement
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.property_type import normalise_property

_REGION = "CN"


def cases_numbered(view: GraphView, case_number: str) -> list[Node]:
    """Return the cases of this number; several creditors may each have one."""
    # As it lies in the store: people write brackets, spaces and case as they like.
    number = normalise_property("case_number", case_number, country=_REGION).value
    return [hit.node for hit in view.find("case_number", number) if hit.node.kind is NodeKind.CASE]


def creditors_of(view: GraphView, case: Node) -> dict[str, Node]:
    """Return the creditors of a case by name."""
    found = [
        view.node(relation.source)
        for relation in view.relations([case.id])
        if relation.kind is RelationKind.CREDITOR_IN and relation.target == case.id
    ]
    return {node.caption: node for node in sorted(found, key=lambda node: node.caption)}


def debtors_of(view: GraphView, case: Node) -> tuple[Node, ...]:
    """Return the debtors of a case, by caption. Raises: UnknownCase: it names none."""
    found = {
        relation.source: view.node(relation.source)
        for relation in view.relations([case.id])
        if relation.kind is RelationKind.DEBTOR_IN and relation.target == case.id
    }
    if not found:
        raise UnknownCase("this case names no debtor as of this date: check --as-of")
    return tuple(sorted(found.values(), key=lambda node: (node.caption, node.id)))


def case_facts(view: GraphView, case: Node) -> CaseFacts:
    """Return what the case file says about the debt; what it leaves out is None."""
    statements = view.statements([case.id]).get(case.id, ())
    return CaseFacts(
        case_number=_first(statements, "case_number"),
        creditor=min(creditors_of(view, case), default=None),
        amount=_number(_first(statements, "amount")),
        currency=_first(statements, "currency"),
        overdue_since=_date(_first(statements, "started_on")),
    )


def _first(statements: Iterable[Statement], name: str) -> str | None:
    return next((s.value for s in statements if s.name == name), None)


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def _date(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
