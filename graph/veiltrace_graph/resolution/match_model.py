"""How likely two records are of one party, from how their values compare.

The model of Fellegi and Sunter (1969), A Theory for Record Linkage, JASA 64:1183: each comparison
falls on a level, each level speaks for or against a match by its match weight, and the weights add
up on the prior, which says how rare matches are among all pairs.
"""

from dataclasses import dataclass
from math import log2

from veiltrace_graph.errors import InvalidInput, ModelUnfitted
from veiltrace_graph.resolution.calibration import UNCALIBRATED, Calibration
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.passing import EVERY_PAIR, Passing


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: its share of pairs of one party (m) and of two parties (u)."""

    label: str
    m: float
    u: float

    @property
    def bits(self) -> float:
        """How strongly it speaks for a match: +1 doubles the odds, -1 halves them.

        Raises: InvalidInput: m or u lies outside (0, 1).

        >>> Level("same", m=0.5, u=0.125).bits
        2.0
        """
        if not (0 < self.m < 1 and 0 < self.u < 1):
            raise InvalidInput("m and u are probabilities above 0 and below 1")
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class FittedComparison:
    """A comparison's levels in their order; `identifying` as in `comparisons.comparison`."""

    name: str
    identifying: bool
    levels: tuple[Level, ...]

    @property
    def bits(self) -> tuple[float, ...]:
        """The match weight of each level."""
        return tuple(level.bits for level in self.levels)


@dataclass(frozen=True, slots=True)
class MatchModel:
    """A fitted model; whoever has it links any records of its kind as it does.

    comparisons: those that could be made when it was fitted; others say nothing. prior: share of
    matches among all pairs, or None where it was never fitted: a guess in its place would move
    every probability and show in none. passing: what it says of a pair that blocking compared it.
    calibration: what reviewed pairs made of the weights. records, fingerprint: how many records it
    was fitted on, and a keyed digest of them.
    """

    frame: LinkageFrame
    comparisons: tuple[FittedComparison, ...]
    prior: float | None
    passing: Passing = EVERY_PAIR
    calibration: Calibration = UNCALIBRATED
    records: int = 0
    fingerprint: str = ""

    @property
    def name(self) -> str:
        """What judgements of the model are signed with."""
        return f"{self.frame.scheme.name}-{self.fingerprint[:8]}"

    @property
    def prior_bits(self) -> float:
        """The weight of a pair of which nothing is known, in bits.

        Raises: ModelUnfitted: the prior was never fitted. InvalidInput: it lies outside (0, 1).
        """
        if self.prior is None:
            raise ModelUnfitted(
                "the model's prior was never fitted: run 'veiltrace link' without --model, or "
                "estimate the share of matches before asking for probabilities"
            )
        if not 0 < self.prior < 1:
            raise InvalidInput("the prior is a probability above 0 and below 1")
        return log2(self.prior / (1 - self.prior))
