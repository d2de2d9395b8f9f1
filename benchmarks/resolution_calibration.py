"""How far match probabilities are from the truth, over all scored sets together and by bin."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from benchmarks.harness import Row
from veiltrace_graph.resolution.calibration_error import (
    DEFAULT_BINS,
    CalibrationError,
    calibration_interval,
    expected_calibration_error,
)
from veiltrace_graph.resolution.precision import Interval
from veiltrace_graph.resolution.scored_pairs import Floats

Judged = tuple[Floats, npt.NDArray[np.bool_]]
"""The probability of each pair, and whether it is a match."""


def uncertain(probability: Floats, is_match: npt.NDArray[np.bool_]) -> Judged:
    """Return the pairs that the calibration error is about: those that are not certain."""
    inside = (probability >= DEFAULT_BINS.low) & (probability <= DEFAULT_BINS.high)
    return probability[inside], is_match[inside]


def pooled_error(
    sets: Mapping[str, Judged], rng: np.random.Generator
) -> tuple[CalibrationError, Interval, list[Row]]:
    """Return the calibration error of all sets' pairs, its interval, and what shows them.

    The rows are the error of each set, then the bins of all sets together.
    """
    probability, is_match = (
        np.concatenate([judged[side] for judged in sets.values()]) for side in (0, 1)
    )
    error = expected_calibration_error(probability, is_match)
    interval = calibration_interval(probability, is_match, rng)
    rows: list[Row] = [
        {"calibration": name, "pairs": len(judged[0]), "ECE": _error(judged)}
        for name, judged in sets.items()
    ]
    rows.append({"calibration": "all sets", "pairs": error.pairs, "ECE": error.error})
    return error, interval, rows + _reliability(probability, is_match)


def _error(judged: Judged) -> float | str:
    return expected_calibration_error(*judged).error if len(judged[0]) else ""


def _reliability(probability: Floats, is_match: npt.NDArray[np.bool_]) -> list[Row]:
    """Return by bin how many pairs there are, and what they should be and are."""
    edges = np.linspace(DEFAULT_BINS.low, DEFAULT_BINS.high, DEFAULT_BINS.count + 1)
    where = np.searchsorted(edges[1:-1], probability, side="right")
    return [
        {
            "probability": f"{edges[bin_]:.2f} to {edges[bin_ + 1]:.2f}",
            "pairs": int((where == bin_).sum()),
            "mean probability": float(probability[where == bin_].mean()),
            "share of matches": float(is_match[where == bin_].mean()),
        }
        for bin_ in range(DEFAULT_BINS.count)
        if (where == bin_).any()
    ]
