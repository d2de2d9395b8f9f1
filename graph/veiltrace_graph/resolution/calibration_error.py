"""How far match probabilities are from what reviewed pairs turn out to be."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from veiltrace_graph.errors import InvalidInput, TooFewReviewed
from veiltrace_graph.resolution.precision import CONFIDENCE, Interval
from veiltrace_graph.resolution.scored_pairs import Floats


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of one width between two probabilities; the pairs outside are not looked at.

    Nearly all candidate pairs are certain either way; counted in, they would hide any error.
    Raises: InvalidInput: a number is out of its range.
    """

    low: float = 0.05
    high: float = 0.95
    count: int = 10

    def __post_init__(self) -> None:
        """Refuse bins that hold nothing."""
        if not 0 <= self.low < self.high <= 1 or self.count < 1:
            raise InvalidInput("bins need 0 <= low < high <= 1 and a count of at least 1")


class CalibrationError(NamedTuple):
    """The mean distance of probability and share of matches, over the pairs within the bins."""

    error: float
    pairs: int


DEFAULT_BINS = Bins()
_RESAMPLES = 1000


def expected_calibration_error(
    probabilities: Floats, is_match: npt.NDArray[np.bool_], bins: Bins = DEFAULT_BINS
) -> CalibrationError:
    """Return the expected calibration error and how many pairs it was measured on.

    Chance alone lifts it where pairs are few: no deviation counts against another.
    Raises: TooFewReviewed: no pair lies within the bins. InvalidInput: an array is out of range.
    Source: Naeini, Cooper, Hauskrecht (2015), Obtaining Well Calibrated Probabilities, AAAI.

    >>> probabilities = np.array([0.3, 0.3, 0.7, 0.7, 0.99])
    >>> expected_calibration_error(probabilities, np.array([True, False, True, True, False]))
    CalibrationError(error=0.25, pairs=4)
    """
    where, excess = _within(probabilities, is_match, bins)
    return CalibrationError(_error(where, excess), len(excess))


def calibration_interval(
    probabilities: Floats,
    is_match: npt.NDArray[np.bool_],
    rng: np.random.Generator,
    bins: Bins = DEFAULT_BINS,
    confidence: float = CONFIDENCE,
) -> Interval:
    """Return the bootstrap percentile interval of the expected calibration error.

    Each resample adds noise to every bin, so that the interval lies high rather than low.
    Raises: as `expected_calibration_error`; InvalidInput: the confidence is not in (0, 1).
    """
    if not 0 < confidence < 1:
        raise InvalidInput(f"a confidence lies between 0 and 1, not at {confidence}")
    where, excess = _within(probabilities, is_match, bins)
    drawn = (rng.integers(len(excess), size=len(excess)) for _ in range(_RESAMPLES))
    errors = [_error(where[draw], excess[draw]) for draw in drawn]
    low, high = np.quantile(errors, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(low), float(high))


def _within(
    probabilities: Floats, is_match: npt.NDArray[np.bool_], bins: Bins
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the bin of each pair within the bins, and its probability less what it was."""
    if probabilities.ndim != 1 or probabilities.shape != is_match.shape:
        raise InvalidInput("probabilities and is_match must have one entry for each reviewed pair")
    if not ((probabilities >= 0) & (probabilities <= 1)).all():
        raise InvalidInput("every probability must lie between 0 and 1")
    inside = (probabilities >= bins.low) & (probabilities <= bins.high)
    if not inside.any():
        raise TooFewReviewed(
            f"no reviewed pair has a probability between {bins.low} and {bins.high}: review at "
            "least one"
        )
    edges = np.linspace(bins.low, bins.high, bins.count + 1)[1:-1]
    where = np.searchsorted(edges, probabilities[inside], side="right")
    return where, probabilities[inside] - is_match[inside]


def _error(where: npt.NDArray[np.int64], excess: Floats) -> float:
    return float(np.abs(np.bincount(where, weights=excess)).sum() / len(excess))
