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


def find_case(view: GraphView, case_number: str) -> Node:
    """Return the case of this number. Raises: UnknownCase: none, or of several lenders."""
    # As it lies in the store: people write brackets, spaces and case as they like.
    number = normalise_property("case_number", case_number, country=_REGION).value
    found = [hit.node for hit in view.find("case_number", number) if hit.node.kind is NodeKind.CASE]
    if len(found) != 1:
        problem = "no case has" if not found else "cases of several creditors have"
        raise UnknownCase(f"{problem} that number; 'veiltrace case list' shows the cases")
    return found[0]


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
    creditors = [
        view.node(relation.source).caption
        for relation in view.relations([case.id])
        if relation.kind is RelationKind.CREDITOR_IN
    ]
    return CaseFacts(
        case_number=_first(statements, "case_number"),
        creditor=min(creditors, default=None),
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
