"""Why a model holds two records for one party, or not: the weight of each comparison, in bits."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp2

import numpy as np

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.match_model import FittedComparison, MatchModel
from veiltrace_graph.resolution.shared_facts import with_shared_facts
from veiltrace_graph.resolution.splink_linker import NO_LEVEL, compare

_MOST_BITS = 1000  # beyond it a float overflows; the probability is 0 long before

MISSING = "missing"
"""The level of a comparison that could not be made, since one of the two says nothing of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a match weight: what was compared, the level it fell on, and its bits.

    reads: the properties of a record that were compared.
    """

    name: str
    level: str
    bits: float
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps from the prior to the weight of a pair; their bits add up to it.

    steps: the prior; the comparisons, first those that say who somebody is, then shared facts; and
    what corrects their sum: `shared facts` for what they may not add, `candidate` for
    what it says that blocking compared the two, `calibration` for what reviewed pairs made of it.
    is_candidate: whether the two share a key that blocking compares by; others are never scored.
    """

    steps: tuple[Step, ...]
    probability: float
    is_candidate: bool

    @property
    def bits(self) -> float:
        """The match weight, calibrated and with the prior."""
        return sum(step.bits for step in self.steps)


def explain(left: LinkageRecord, right: LinkageRecord, model: MatchModel) -> Explanation:
    """Return why the model gives two records the weight it gives them.

    Raises: ModelUnfitted: the prior was never fitted. InvalidInput: one of them is of another kind
        than the model's.
    """
    scheme = model.frame.scheme
    if any(record.kind is not scheme.kind for record in (left, right)):
        raise InvalidInput(
            f"the model compares records of {scheme.kind} only, and one of the two is none"
        )
    rows = [scheme.row(record) for record in (left, right)]
    found = compare(
        scheme.columns(rows, model.frame.rarity), [["this pair"]] * 2, scheme.comparisons
    )
    levels = {
        name: int(level[0]) if len(level) else NO_LEVEL for name, level in found.levels.items()
    }
    keys = [set(scheme.blocking_keys(row)) for row in rows]
    is_candidate = any(not model.frame.is_stopped(key) for key in sorted(keys[0] & keys[1]))
    return _explanation(model, levels, is_candidate=is_candidate)


def _explanation(
    model: MatchModel, levels: Mapping[str, int], *, is_candidate: bool
) -> Explanation:
    steps = [Step("prior", "", model.prior_bits)]
    reads = {comparison.name: comparison.reads for comparison in model.frame.scheme.comparisons}
    for is_identifying in (True, False):
        of_sort = [c for c in model.comparisons if c.identifying is is_identifying]
        steps += [_step(c, reads[c.name], levels[c.name]) for c in of_sort]
    identifying = {comparison.name for comparison in model.comparisons if comparison.identifying}
    of_identity = sum(step.bits for step in steps[1:] if step.name in identifying)
    of_shared = sum(step.bits for step in steps[1:] if step.name not in identifying)
    total = float(with_shared_facts(np.array(of_identity), np.array(of_shared)))
    not_counted = total - of_identity - of_shared
    if not_counted:
        steps.append(Step("shared facts", "add at most what identity says", not_counted))
    weight = model.prior_bits + total
    passed = float(model.passing.bits(np.array(weight))) if is_candidate else 0.0
    if passed:
        steps.append(Step("candidate", "blocking compares few that differ so", -passed))
    weight -= passed
    corrected = float(model.calibration.weight(np.array(weight)))
    if corrected != weight:
        steps.append(Step("calibration", "by reviewed pairs", corrected - weight))
    return Explanation(tuple(steps), 1 / (1 + exp2(min(-corrected, _MOST_BITS))), is_candidate)


def _step(comparison: FittedComparison, reads: tuple[str, ...], level: int) -> Step:
    if level == NO_LEVEL:
        return Step(comparison.name, MISSING, 0.0, reads)
    return Step(comparison.name, comparison.levels[level].label, comparison.bits[level], reads)
