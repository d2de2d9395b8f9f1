"""How likely two records are of one party, from how their values compare.

The model of Fellegi and Sunter (1969), A Theory for Record Linkage, JASA 64:1183: each comparison
falls on a level, each level speaks for or against a match by its match weight, and the weights add
up on the prior, which says how rare matches are among the pairs that are compared at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp2, log2

from veiltrace_graph.errors import InvalidInput, ModelUnfitted

_MOST_BITS = 1023  # beyond it a float overflows; the probability is 0 long before


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: its share of pairs of one party (m) and of two parties (u)."""

    m: float
    u: float


@dataclass(frozen=True, slots=True)
class MatchModel:
    """The levels of each comparison, and the share of matches among compared pairs.

    `prior` is None until it was fitted: a guess in its place would move every probability and
    show in none.
    """

    comparisons: Mapping[str, Mapping[str, Level]]
    prior: float | None = None

    def probability(self, observed: Mapping[str, str]) -> float:
        """Return how likely a pair is a match, given the level of each comparison that was made.

        A comparison that could not be made, since a value is missing, is left out and says nothing.
        Raises: ModelUnfitted: the prior was never fitted. InvalidInput: a level is none of the
            model's, or a probability of it lies outside (0, 1).

        >>> model = MatchModel({"phone": {"same": Level(m=0.5, u=0.125)}}, prior=0.5)
        >>> model.probability({"phone": "same"}), model.probability({})
        (0.8, 0.5)
        """
        if self.prior is None:
            raise ModelUnfitted(
                "the model's prior was never fitted; estimate how many of the compared pairs are "
                "matches before asking for probabilities"
            )
        bits = match_weight(Level(self.prior, 1 - self.prior))
        bits += sum(match_weight(self._level(name, level)) for name, level in observed.items())
        return 1 / (1 + exp2(min(-bits, _MOST_BITS)))

    def _level(self, comparison: str, level: str) -> Level:
        try:
            return self.comparisons[comparison][level]
        except KeyError:
            raise InvalidInput(
                f"the model has no level '{level}' of a comparison '{comparison}'"
            ) from None


def match_weight(level: Level) -> float:
    """Return how strongly a level speaks for a match, in bits: +1 doubles the odds, -1 halves them.

    Raises: InvalidInput: m or u lies outside (0, 1).

    >>> match_weight(Level(m=0.5, u=0.125))
    2.0
    """
    if not (0 < level.m < 1 and 0 < level.u < 1):
        raise InvalidInput("m and u are probabilities above 0 and below 1")
    return log2(level.m / level.u)
