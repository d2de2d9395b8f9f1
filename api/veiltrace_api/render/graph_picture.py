"""The neighbourhood of a debtor drawn as SVG: best paths and leads, at most some sixty nodes."""

from dataclasses import dataclass
from html import escape

import networkx as nx

from veiltrace_api.answer import Answer
from veiltrace_api.labels import node_label
from veiltrace_engine.lead import LeadClass
from veiltrace_graph.model import Node, NodeId, Relation
from veiltrace_graph.vocabulary import ASSET_KINDS, CONTACT_KINDS, PARTY_KINDS

MOST_NODES = 60
WIDTH, HEIGHT = 1100, 720
_MARGIN = 70
_LABEL_LENGTH = 22
_COLOURS = (
    (PARTY_KINDS, "#2b6cb0"),
    (CONTACT_KINDS, "#2f855a"),
    (ASSET_KINDS, "#b7791f"),
)
_OTHER_COLOUR = "#718096"
_DEBTOR_COLOUR = "#c53030"
_SEED = 7


@dataclass(frozen=True, slots=True)
class _Drawn:
    node: Node
    label: str
    x: float
    y: float


def graph_svg(answer: Answer) -> str:
    """Return an SVG picture of the debtor, its leads, and the relations among them.

    Relations are drawn once for each pair, with the number of records that state them.
    """
    graph = _graph(answer)
    places = nx.spring_layout(graph, seed=_SEED, k=1.6 / max(len(graph), 1) ** 0.5, iterations=200)
    drawn = _place(answer, graph, places)
    lines = [_line(drawn[a], drawn[b], data) for a, b, data in graph.edges(data=True)]
    circles = [_circle(item, answer.dossier.debtor.id) for item in drawn.values()]
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="graph around the debtor" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(lines)}{"".join(circles)}</svg>'
    )


def _graph(answer: Answer) -> nx.Graph:
    shown = _shown(answer)
    graph = nx.Graph()
    graph.add_nodes_from(sorted(shown, key=lambda n: _readable(answer, n)))
    paths = [r for p in answer.dossier.related for path in p.paths for r in path]
    for relation in dict.fromkeys((*answer.dossier.relations, *paths)):
        if relation.source in shown and relation.target in shown:
            _add(graph, relation)
    graph.remove_nodes_from([n for n in list(graph) if not graph.degree(n)])
    return graph


def _shown(answer: Answer) -> set[NodeId]:
    """Return the debtor and the subjects of the best leads of each class, with what joins them."""
    debtor = answer.dossier.debtor.id
    shown = {debtor}
    for lead_class in LeadClass:
        best = [lead for lead in answer.leads if lead.lead_class is lead_class][:8]
        shown |= {lead.subject.id for lead in best}
    for party in answer.dossier.related:
        if party.node.id in shown and party.paths:
            shown |= {end for r in party.paths[0] for end in (r.source, r.target)}
    for relation in answer.dossier.relations:
        if len(shown) < MOST_NODES and relation.source == debtor and relation.share is not None:
            shown.add(relation.target)
    return shown


def _add(graph: nx.Graph, relation: Relation) -> None:
    a, b = relation.source, relation.target
    if a == b:
        return
    if not graph.has_edge(a, b):
        graph.add_edge(a, b, words=set(), records=0)
    graph.edges[a, b]["words"].add(relation.kind.replace("_", " "))
    graph.edges[a, b]["records"] += 1


def _place(
    answer: Answer, graph: nx.Graph, places: dict[NodeId, tuple[float, float]]
) -> dict[NodeId, _Drawn]:
    xs = [x for x, _ in places.values()] or [0.0]
    ys = [y for _, y in places.values()] or [0.0]

    def scaled(value: float, values: list[float], size: int) -> float:
        spread = max(values) - min(values) or 1.0
        return _MARGIN + (value - min(values)) / spread * (size - 2 * _MARGIN)

    return {
        node: _Drawn(
            answer.dossier.nodes[node],
            _label(answer, node),
            scaled(places[node][0], xs, WIDTH),
            scaled(places[node][1], ys, HEIGHT),
        )
        for node in graph
    }


def _label(answer: Answer, node: NodeId) -> str:
    dossier = answer.dossier
    text = node_label(dossier.nodes[node], dossier.statements.get(node, ()))
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1] + "…"


def _readable(answer: Answer, node: NodeId) -> tuple[str, str]:
    return (answer.dossier.nodes[node].kind, _label(answer, node))


def _line(a: _Drawn, b: _Drawn, data: dict[str, object]) -> str:
    words = ", ".join(sorted(data["words"]))  # type: ignore[call-overload]
    title = escape(f"{words} ({data['records']} records)")
    return (
        f'<g class="edge"><line x1="{a.x:.0f}" y1="{a.y:.0f}" x2="{b.x:.0f}" y2="{b.y:.0f}"/>'
        f'<text x="{(a.x + b.x) / 2:.0f}" y="{(a.y + b.y) / 2:.0f}">{escape(words)}</text>'
        f"<title>{title}</title></g>"
    )


def _circle(item: _Drawn, debtor: NodeId) -> str:
    colour = next((c for kinds, c in _COLOURS if item.node.kind in kinds), _OTHER_COLOUR)
    if item.node.id == debtor:
        colour = _DEBTOR_COLOUR
    radius = 13 if item.node.id == debtor else 8
    label = escape(item.label)
    return (
        f'<g class="node"><circle cx="{item.x:.0f}" cy="{item.y:.0f}" r="{radius}" '
        f'fill="{colour}"/><text x="{item.x:.0f}" y="{item.y + radius + 13:.0f}">{label}</text>'
        f"<title>{escape(item.node.kind.replace('_', ' '))}: {label}</title></g>"
    )
