"""What a model says of compared pairs: their match weights and probabilities."""

from dataclasses import dataclass

import numpy as np

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.match_model import FittedComparison, MatchModel
from veiltrace_graph.resolution.scored_pairs import Floats
from veiltrace_graph.resolution.shared_facts import with_shared_facts
from veiltrace_graph.resolution.splink_linker import ComparedPairs


@dataclass(frozen=True, slots=True, eq=False)
class PairScores:
    """float64[n_pairs]: `bits`, calibrated and with the prior, and the `probability` they mean."""

    bits: Floats
    probability: Floats


def score(pairs: ComparedPairs, model: MatchModel) -> PairScores:
    """Return the scores of compared pairs.

    Raises: ModelUnfitted: the prior was never fitted. InvalidInput: the pairs were compared by
        other comparisons, or a level is none of the model's.
    """
    of_identity, of_shared = np.zeros(len(pairs)), np.zeros(len(pairs))
    for comparison in model.comparisons:
        total = of_identity if comparison.identifying else of_shared
        total += _bits(pairs, comparison)
    weight = model.prior_bits + with_shared_facts(of_identity, of_shared)
    bits = model.calibration.weight(weight - model.passing.bits(weight))
    return PairScores(bits, 1 / (1 + np.exp2(-bits)))


def _bits(pairs: ComparedPairs, comparison: FittedComparison) -> Floats:
    """Return the weight of one comparison of each pair; 0 where it could not be made."""
    levels = pairs.levels.get(comparison.name)
    if levels is None or (len(levels) and levels.max() >= len(comparison.levels)):
        raise InvalidInput(f"the pairs were not compared by the model's '{comparison.name}'")
    # NO_LEVEL is -1, which reads the last entry.
    bits: Floats = np.array([*comparison.bits, 0.0])[levels]
    return bits
