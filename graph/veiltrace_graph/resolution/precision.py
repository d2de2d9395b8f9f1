"""How precise a band of pairs is, as an exact binomial interval from the pairs reviewed in it.

Source: Clopper and Pearson (1934), The use of confidence or fiducial limits illustrated in the
case of the binomial, Biometrika 26:404.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.scored_pairs import Floats, Ints

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float


def precision_interval(correct: int, reviewed: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the two-sided exact interval of a precision, from a random sample of reviewed pairs.

    Raises: InvalidInput: nothing was reviewed, or a number is out of its range.

    >>> found = precision_interval(correct=399, reviewed=400)
    >>> round(found.low, 4), round(found.high, 4)
    (0.9862, 0.9999)
    """
    if not 0 <= correct <= reviewed or reviewed < 1:
        raise InvalidInput(f"{correct} correct of {reviewed} reviewed pairs is no share")
    wrong = reviewed - correct
    return Interval(
        low=float(lowest_precision(np.array([correct]), np.array([reviewed]), confidence)[0]),
        high=1 - float(lowest_precision(np.array([wrong]), np.array([reviewed]), confidence)[0]),
    )


def lowest_precision(correct: Ints, reviewed: Ints, confidence: float = CONFIDENCE) -> Floats:
    """Return the lower end of the two-sided exact interval for each count.

    Raises: InvalidInput: the confidence lies outside (0, 1).
    """
    if not 0 < confidence < 1:
        raise InvalidInput(f"a confidence lies between 0 and 1, not at {confidence}")
    found = betaincinv(np.maximum(correct, 1), reviewed - correct + 1, (1 - confidence) / 2)
    low: Floats = np.where(correct > 0, found, 0.0)
    return low


def reviews_needed(precision: float, wrong: int = 0, confidence: float = CONFIDENCE) -> int:
    """Return how many pairs must be reviewed, with so many wrong, to show this precision.

    Raises: InvalidInput: a number is out of its range.

    >>> reviews_needed(0.99), reviews_needed(0.99, wrong=1)
    (368, 555)
    """
    if not 0 < precision < 1 or wrong < 0:
        raise InvalidInput("a precision to be shown lies between 0 and 1, and wrong pairs count up")

    def shown(reviewed: int) -> bool:
        counts = np.array([reviewed - wrong]), np.array([reviewed])
        return bool(lowest_precision(*counts, confidence)[0] >= precision)

    enough = wrong + 1
    while not shown(enough):
        enough *= 2
    short = enough // 2
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if shown(middle) else (middle, enough)
    return enough
