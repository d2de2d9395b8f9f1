"""How many non-matches blocking passes, by how much alike they look: being compared is evidence.

A match shares a key because it is one party; two parties share one by chance, and the less they
agree, the less often. Left out, every probability in the middle is too low. The share is seen
without labels where next to nothing matches: there, pairs that were passed are counted against
those that two parties show of themselves.
"""

from dataclasses import dataclass
from math import log

import numpy as np

from veiltrace_graph.resolution.scored_pairs import Floats

LEAST_BITS = -22.0
"""Weights below it are not looked at: what blocking does there tells little of the middle."""

_SPREAD = np.array([2.9, 0.3])  # of intercept (bits) and slope around 0, before pairs say otherwise
_DISPERSION = 30.0  # pairs of one name or day come together: counts vary that much more than alone
_LARGEST_STEP = np.array([1.0, 0.1])
_STEPS, _STILL = 50, 1e-6


@dataclass(frozen=True, slots=True)
class Passing:
    """log2 of the share that is passed: intercept + slope * weight, at most 0; both in bits."""

    intercept: float = 0.0
    slope: float = 0.0

    def bits(self, weight: Floats) -> Floats:
        """Return log2 of the share of non-matches of this match weight that blocking passes.

        >>> Passing(-1.0, 0.5).bits(np.array([-4.0, 0.0, 8.0])).tolist()
        [-3.0, -1.0, 0.0]
        """
        share: Floats = np.minimum(0.0, self.intercept + self.slope * weight)
        return share


EVERY_PAIR = Passing()
"""Nothing is left out by blocking, so that being compared says nothing."""

START = Passing(-1.4, 0.1)
"""Where an estimate starts: a share that is far from 0 and from 1."""


def fit_passing(weight: Floats, passed: Floats, of_all: Floats, start: Passing = START) -> Passing:
    """Return the likeliest share: a Poisson regression of `passed` on `of_all`, by Newton's steps.

    One entry for each pattern of levels. weight: bits, prior included; passed: non-matches among
    the candidates; of_all: non-matches among all pairs, both expected counts.
    """
    seen = weight > LEAST_BITS
    weight, passed, of_all = weight[seen], passed[seen], of_all[seen]
    columns = np.stack([np.ones(len(weight)), weight], axis=1)
    at = np.array([start.intercept, start.slope])
    for _ in range(_STEPS):
        log_share = columns @ at
        expected = of_all * np.exp2(np.minimum(log_share, 0))
        bent = log_share < 0
        rise = log(2) * (columns.T @ ((passed - expected) * bent)) / _DISPERSION - at / _SPREAD**2
        curve = log(2) ** 2 * (columns * (expected * bent)[:, None]).T @ columns / _DISPERSION
        curve += np.diag(_SPREAD**-2)
        step = np.linalg.solve(curve, rise)
        if at[1] + step[1] < 0:
            # The more alike, the more often two parties share a key; never the less.
            step = np.array([(rise[0] + curve[0, 1] * at[1]) / curve[0, 0], -at[1]])
        step /= max(1.0, np.abs(step / _LARGEST_STEP).max())
        at = at + step
        if np.abs(step).max() < _STILL:
            break
    return Passing(float(at[0]), float(at[1]))
