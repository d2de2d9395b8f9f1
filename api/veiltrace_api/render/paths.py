"""A path between two parties as a tree: each step with the records that state it."""

from collections.abc import Iterable
from itertools import pairwise

from rich.text import Text
from rich.tree import Tree

from veiltrace_api.graph_index import ExplainedPath
from veiltrace_graph.model import Node, Relation

_EVIDENCE_SHOWN = 3


def path_tree(path: ExplainedPath) -> Tree:
    """Return the path as a tree, its confidence in the root."""
    root = Tree(Text(f"{_name(path.nodes[0])}   (confidence {path.confidence:.2f})", "bold"))
    branch = root
    for (here, there), relations in zip(pairwise(path.nodes), path.steps, strict=True):
        branch = branch.add(Text(f"{_words(relations, here)} {_name(there)}"))
        for relation in relations[:_EVIDENCE_SHOWN]:
            branch.add(Text(_evidence(relation), "dim"))
        if len(relations) > _EVIDENCE_SHOWN:
            branch.add(Text(f"and {len(relations) - _EVIDENCE_SHOWN} more records", "dim"))
    return root


def _words(relations: Iterable[Relation], here: Node) -> str:
    words = {
        f"── {r.kind.replace('_', ' ')} ─▶"
        if r.source == here.id
        else f"◀─ {r.kind.replace('_', ' ')} ──"
        for r in relations
    }
    return " / ".join(sorted(words))


def _name(node: Node) -> str:
    return f"{node.caption or '?'} [{node.kind.replace('_', ' ')}]"


def _evidence(relation: Relation) -> str:
    evidence, role = relation.evidence, f", {relation.role}" if relation.role else ""
    return f"{evidence.source}, record {evidence.record_id}, seen {evidence.seen_on}{role}"
