"""Relation rules compiled to functions that read a row into a draft."""

from collections.abc import Callable, Mapping

from veiltrace_connectors.mapping.condition import holds
from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.draft import Draft
from veiltrace_connectors.mapping.model import LABEL, RelationRule
from veiltrace_connectors.mapping.value_reader import (
    Values,
    end_reader,
    start_reader,
    text_reader,
)
from veiltrace_graph.model import EntityRef, RecordRelation
from veiltrace_privacy.normalise.amount import parse_share
from veiltrace_privacy.normalise.text import clean

Ends = Mapping[str, list[EntityRef]]
"""What the row's entities are known by, by the name of their rule."""


def relation_builder(
    rule: RelationRule, conventions: Conventions
) -> Callable[[Values, Draft, Ends], None]:
    """Return the compiled rule: it relates every entity `from` with every entity `to`."""
    since, until = start_reader(rule.since, conventions), end_reader(rule.until, conventions)
    share = text_reader(rule.share, conventions) if rule.share else None
    by_label = rule.role is not None and rule.role.columns == (LABEL,)
    role = text_reader(rule.role, conventions) if rule.role and not by_label else None
    applies = holds(rule.when) if rule.when else None
    kind, source_name, target_name = rule.kind, rule.source, rule.target

    def build(values: Values, draft: Draft, ends: Ends) -> None:
        sources, targets = ends[source_name], ends[target_name]
        if not sources or not targets or (applies and not applies(values)):
            return
        valid_from, valid_to = since(values), until(values)
        fraction = parse_share(share(values)) if share else None
        as_what = clean(role(values)) if role else ""
        for source in sources:
            for target in targets:
                if by_label:
                    as_what = clean(draft.labels.get(source) or draft.labels.get(target, ""))
                draft.relate(
                    RecordRelation(kind, source, target, valid_from, valid_to, fraction, as_what)
                )

    return build
