"""Answers of the desk as JSON objects; those on leads are the commands' own (`export`)."""

from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import Any

import orjson
from starlette.responses import Response

from veiltrace_api.answer import Answer
from veiltrace_api.desk.cases import CaseLine
from veiltrace_api.desk.reading import Connection, FoundThings, Nearby
from veiltrace_api.export import json_object
from veiltrace_api.graph_index import ExplainedPath
from veiltrace_engine.lead import LeadClass
from veiltrace_graph.model import Evidence, Node, Relation
from veiltrace_privacy.policy.contact import ContactPermission

REACHABILITY = (LeadClass.SELF_CONTACT, LeadClass.LIABLE_PARTY, LeadClass.LOCATOR)
ASSETS = (LeadClass.ASSET,)


def json_response(content: dict[str, Any], *, status: int = 200) -> Response:
    """Return an answer. Not through the framework's own models: 2 to 3 times slower at 20 kB."""
    return Response(orjson.dumps(content), status_code=status, media_type="application/json")


def leads_view(
    case_number: str, answers: Iterable[Answer], classes: Collection[LeadClass]
) -> dict[str, Any]:
    """Return each debtor's answer with the leads of some classes."""
    debtors = [json_object(case_number, answer) for answer in answers]
    for debtor in debtors:
        debtor["leads"] = [lead for lead in debtor["leads"] if lead["class"] in classes]
    return {"debtors": debtors}


def suppressed_view(case_number: str, answers: Iterable[Answer]) -> dict[str, Any]:
    """Return for each debtor what is not shown, by which rule."""
    kept = ("case_number", "debtor", "as_of", "purpose", "certification", "suppressed")
    debtors = [json_object(case_number, answer) for answer in answers]
    return {"debtors": [{name: debtor[name] for name in kept} for debtor in debtors]}


def cases_view(lines: Iterable[CaseLine]) -> dict[str, Any]:
    """Return the cases and how far each is."""
    return {
        "cases": [
            {"number": line.number, "state": line.state, "mandate_until": line.until}
            for line in lines
        ]
    }


def found_view(found: FoundThings) -> dict[str, Any]:
    """Return search hits."""
    hits = [
        node_view(hit.node) | {"by_name": hit.matched == hit.node.caption} for hit in found.hits
    ]
    return {"hits": hits, "hidden": found.hidden, "certification": found.certification}


def nearby_view(nearby: Nearby) -> dict[str, Any]:
    """Return who is most related to a party."""
    return {
        "party": node_view(nearby.node),
        "related": [
            node_view(party.node)
            | {"score": party.score, "truncated": party.truncated}
            | {"path": _path(path) if (path := nearby.paths.get(party.node.id)) else None}
            for party in nearby.related
        ],
        "around": {
            "within_two_steps": len(nearby.around.nodes),
            "hubs": len(nearby.around.hubs),
            "truncated": nearby.around.truncated,
        },
        "hidden": nearby.hidden,
        "certification": nearby.certification,
    }


def connection_view(connection: Connection) -> dict[str, Any]:
    """Return how two are connected."""
    return {
        "score": connection.score.score,
        "truncated": connection.score.truncated,
        "paths": [_path(path) for path in connection.paths],
        "hidden": connection.hidden,
        "certification": connection.certification,
    }


def permission_view(permission: ContactPermission) -> dict[str, Any]:
    """Return whether contact is allowed now, and what forbids it."""
    return {
        "may_contact_now": permission.may_contact_now,
        "outcome": permission.outcome,
        "until": permission.until,
        "attempts_left": permission.attempts_left,
        "rules": [
            {
                "rule": finding.rule_id,
                "name": finding.name,
                "outcome": finding.outcome,
                "citation": finding.citation,
                "unknown_fact": finding.unknown_fact,
            }
            for finding in permission.findings
        ],
        "rule_pack": permission.pack_version,
    }


def node_view(node: Node) -> dict[str, Any]:
    """Return a party or thing."""
    return {"id": node.id.hex(), "kind": node.kind, "name": node.caption}


def _path(path: ExplainedPath) -> dict[str, Any]:
    pairs = pairwise(path.nodes)
    return {
        "nodes": [node_view(node) for node in path.nodes],
        "steps": [
            [_relation(relation, here) for relation in relations]
            for (here, _), relations in zip(pairs, path.steps, strict=True)
        ],
        "confidence": path.confidence,
    }


def _relation(relation: Relation, here: Node) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        "role": relation.role,
        "forward": relation.source == here.id,
        "evidence": _evidence(relation.evidence),
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "source": item.source,
        "publisher": item.publisher,
        "record_id": item.record_id,
        "seen_on": item.seen_on,
    }
