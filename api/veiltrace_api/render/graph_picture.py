"""The debtor's leads and what joins them, drawn as SVG: one column for each step away."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import networkx as nx

from veiltrace_api.answer import Answer
from veiltrace_api.labels import node_label
from veiltrace_engine.lead import LeadClass
from veiltrace_graph.model import Node, NodeId, Relation
from veiltrace_graph.vocabulary import ASSET_KINDS, CONTACT_KINDS, PARTY_KINDS

LEADS_OF_A_CLASS = 8
MOST_NODES = 60
_COLUMN, _ROW, _MARGIN, _BOW = 300, 42, 40, 45
_LABEL_LENGTH = 24
_COLOURS = {
    "the debtor": "#c53030",
    "parties": "#2b6cb0",
    "contact points": "#2f855a",
    "assets": "#b7791f",
    "cases": "#718096",
}


@dataclass(frozen=True, slots=True)
class _Drawn:
    node: Node
    label: str
    what: str
    x: float
    y: float


def graph_svg(answer: Answer) -> str:
    """Return the picture: the debtor at the left, each column one relation further away.

    A relation is one line, however many records state it; their number and kind are its title.
    """
    graph = _graph(answer)
    columns = dict(enumerate(nx.bfs_layers(graph, answer.dossier.debtor.id)))
    height = max(len(column) for column in columns.values()) * _ROW + 2 * _MARGIN
    width = len(columns) * _COLUMN + _MARGIN
    drawn = {item.node.id: item for item in _placed(answer, columns, height)}
    lines = [_line(drawn[a], drawn[b], data) for a, b, data in graph.edges(data=True)]
    circles = [_circle(item) for item in drawn.values()]
    legend = _legend(height)
    return (
        f'<svg viewBox="0 0 {width} {height + _ROW}" role="img" '
        'aria-label="graph around the debtor" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(lines)}{''.join(circles)}{legend}</svg>"
    )


def _graph(answer: Answer) -> nx.Graph:
    debtor, shown = answer.dossier.debtor.id, _shown(answer)
    graph = nx.Graph()
    graph.add_nodes_from(sorted(shown, key=lambda node: _readable(answer, node)))
    paths = [r for party in answer.dossier.related for path in party.paths for r in path]
    for relation in dict.fromkeys((*answer.dossier.relations, *paths)):
        if {relation.source, relation.target} <= shown and relation.source != relation.target:
            _add(graph, relation)
    return graph.subgraph(nx.node_connected_component(graph, debtor)).copy()


def _shown(answer: Answer) -> set[NodeId]:
    """Return the debtor, the best leads of each class, and what joins them to the debtor."""
    dossier = answer.dossier
    shown = {dossier.debtor.id}
    for lead_class in LeadClass:
        best = [lead for lead in answer.leads if lead.lead_class is lead_class]
        shown |= {lead.subject.id for lead in best[:LEADS_OF_A_CLASS]}
    for party in dossier.related:
        if party.node.id in shown and party.paths:
            shown |= {end for r in party.paths[0] for end in (r.source, r.target)}
    owned = [r for r in dossier.relations if r.source == dossier.debtor.id and r.share is not None]
    cases = [r for r in dossier.relations if r.source in shown and r.target == _case_id(answer)]
    for relation in (*owned, *cases):
        if len(shown) < MOST_NODES:
            shown |= {relation.source, relation.target}
    return shown


def _case_id(answer: Answer) -> NodeId | None:
    kinds = {node.id: node.kind for node in answer.dossier.nodes.values()}
    return next((node for node, kind in kinds.items() if kind == "case"), None)


def _add(graph: nx.Graph, relation: Relation) -> None:
    a, b = relation.source, relation.target
    if not graph.has_edge(a, b):
        graph.add_edge(a, b, words=set(), records=0)
    graph.edges[a, b]["words"].add(relation.kind.replace("_", " "))
    graph.edges[a, b]["records"] += 1


def _placed(answer: Answer, columns: dict[int, list[NodeId]], height: float) -> Iterable[_Drawn]:
    """Yield the nodes of each column in its order, spread over the height."""
    nodes, debtor = answer.dossier.nodes, answer.dossier.debtor.id
    for number, column in columns.items():
        step = (height - 2 * _MARGIN) / len(column)
        for row, node in enumerate(column):
            what = "the debtor" if node == debtor else _what(nodes[node])
            x, y = _MARGIN + number * _COLUMN, _MARGIN + step * (row + 0.5)
            yield _Drawn(nodes[node], _label(answer, node), what, x, y)


def _what(node: Node) -> str:
    if node.kind in PARTY_KINDS:
        return "parties"
    if node.kind in CONTACT_KINDS:
        return "contact points"
    return "assets" if node.kind in ASSET_KINDS else "cases"


def _label(answer: Answer, node: NodeId) -> str:
    dossier = answer.dossier
    shown = dossier.nodes[node]
    if shown.kind in CONTACT_KINDS and node not in _own_contacts(answer):
        # A point on the path to somebody else is that person's: what it is, not which.
        return f"({shown.kind})"
    text = node_label(shown, dossier.statements.get(node, ()))
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1] + "…"


def _own_contacts(answer: Answer) -> set[NodeId]:
    return {lead.subject.id for lead in answer.leads if lead.lead_class is LeadClass.SELF_CONTACT}


def _readable(answer: Answer, node: NodeId) -> tuple[str, str]:
    return (_what(answer.dossier.nodes[node]), _label(answer, node))


def _line(a: _Drawn, b: _Drawn, data: dict[str, object]) -> str:
    words = ", ".join(sorted(data["words"]))  # type: ignore[call-overload]
    title = escape(f"{words} ({data['records']} records)")
    x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
    if a.x == b.x:
        # Within a column the line bows out to the left, or it would run through other nodes.
        x -= _BOW
    curve = f"M{a.x:.0f} {a.y:.0f} Q{x:.0f} {y:.0f} {b.x:.0f} {b.y:.0f}"
    label = "" if a.x == b.x else f'<text x="{x:.0f}" y="{y:.0f}">{escape(words)}</text>'
    return f'<g class="edge"><path d="{curve}"/>{label}<title>{title}</title></g>'


def _circle(item: _Drawn) -> str:
    label, kind = escape(item.label), escape(item.node.kind.replace("_", " "))
    return (
        f'<g class="node"><circle cx="{item.x:.0f}" cy="{item.y:.0f}" r="8" '
        f'fill="{_COLOURS[item.what]}"/><text x="{item.x + 12:.0f}" y="{item.y + 4:.0f}">'
        f"{label}</text><title>{kind}: {label}</title></g>"
    )


def _legend(height: float) -> str:
    entries = [
        f'<circle cx="{_MARGIN + number * 150}" cy="{height:.0f}" r="6" fill="{colour}"/>'
        f'<text x="{_MARGIN + 10 + number * 150}" y="{height + 4:.0f}">{what}</text>'
        for number, (what, colour) in enumerate(_COLOURS.items())
    ]
    return f'<g class="node">{"".join(entries)}</g>'
