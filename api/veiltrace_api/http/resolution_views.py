"""Answers on resolution as JSON objects."""

from collections.abc import Iterable
from typing import Any

from veiltrace_api.desk.party_changes import Judged, PartySize
from veiltrace_api.desk.party_history import PartyHistory
from veiltrace_api.desk.reviewing import OpenedPair
from veiltrace_api.http.views import node_view
from veiltrace_graph.resolution.judgement import Judgement
from veiltrace_graph.resolution.party_chain import Step


def chain_view(history: PartyHistory) -> dict[str, Any]:
    """Return which records form a party, and what else was judged of them."""
    chain = history.chain
    return {
        "party": node_view(history.node),
        "records": [_record(step, history) for step in chain.steps],
        "others": _judgements(chain.others),
        "keystones": [
            {
                "id": keystone.record.hex(),
                "parts": [[node.hex() for node in part] for part in keystone.parts],
            }
            for keystone in chain.keystones
        ],
        "idle": _judgements(history.idle),
        "withdrawn": _judgements(history.withdrawn),
        "hidden": history.hidden,
        "certification": history.certification,
    }


def pairs_view(pairs: Iterable[OpenedPair]) -> dict[str, Any]:
    """Return pairs to decide with what their records say."""
    return {
        "pairs": [
            {
                "left": opened.pair.left.hex(),
                "right": opened.pair.right.hex(),
                "probability": opened.pair.probability,
                "is_one": opened.is_one,
                "records": [
                    {
                        "id": record.node.hex(),
                        "kind": record.kind,
                        "source": record.source,
                        "values": [
                            {"name": v.name, "value": v.value, "flag": v.flag}
                            for v in record.values
                        ],
                    }
                    for record in opened.records
                ],
                "rules": list(opened.rules),
            }
            for opened in pairs
        ]
    }


def judged_view(judged: Judged) -> dict[str, Any]:
    """Return which parties a judgement unmade and made."""
    return {
        "left": judged.left.hex(),
        "right": judged.right.hex(),
        "before": _sizes(judged.before),
        "after": _sizes(judged.after),
    }


def _record(step: Step, history: PartyHistory) -> dict[str, Any]:
    seen = history.records.get(step.record)
    return {
        "id": step.record.hex(),
        "source": seen.source if seen else None,
        "name": seen.name if seen else None,
        "under": step.under.hex() if step.under else None,
        "link": _judgement(step.link) if step.link else None,
    }


def _judgements(judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    return [_judgement(judgement) for judgement in judgements]


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "left": judgement.left.hex(),
        "right": judgement.right.hex(),
        "verdict": judgement.verdict,
        "author": judgement.author,
        "by": judgement.by,
        "reason": judgement.reason,
        "decided_at": judgement.decided_at,
        "withdrawn_at": judgement.withdrawn_at,
        "withdrawn_by": judgement.withdrawn_by,
        "withdrawal_reason": judgement.withdrawal_reason,
    }


def _sizes(sizes: Iterable[PartySize]) -> list[dict[str, Any]]:
    return [{"id": size.node.hex(), "records": size.records} for size in sizes]
