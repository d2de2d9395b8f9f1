"""The match probability that a match weight stands for, by what reviewed pairs turned out to be.

A model's weights add up as if comparisons were independent, which they are not: two records that
agree on a street agree on the town as well. Its probabilities are therefore too sure, and are
brought back by a slope and an intercept in log-odds.
Source: Platt (1999), Probabilistic Outputs for Support Vector Machines.
"""

from dataclasses import dataclass
from math import isfinite, log

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.scored_pairs import Floats

# The weights are believed as they are until pairs say otherwise: standard deviations of slope and
# intercept (log-odds) around 1 and 0. They also keep the fit finite where the pairs are separable.
_PRIOR_SPREAD = np.array([1.0, 2.0])
_AS_THEY_ARE = np.array([1.0, 0.0])
_STILL = 1e-9  # slope of the mean loss at which the fit has arrived


@dataclass(frozen=True, slots=True)
class Calibration:
    """Probability = logistic(slope * weight + intercept), the weight in natural log-odds.

    Raises: InvalidInput: the slope is not above 0, so that a better pair would be likelier wrong.
    """

    slope: float = 1.0
    intercept: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what does not rise with the weight."""
        if not (self.slope > 0 and isfinite(self.slope) and isfinite(self.intercept)):
            raise InvalidInput("a calibration needs a finite slope above 0 and a finite intercept")

    def weight(self, bits: Floats) -> Floats:
        """Return the calibrated match weight in bits, prior included: the log-odds it stands for.

        >>> Calibration(slope=0.5).weight(np.array([4.0])).tolist()
        [2.0]
        """
        return self.slope * bits + self.intercept / log(2)

    def probability(self, bits: Floats) -> Floats:
        """Return the match probability of each match weight, prior included.

        >>> Calibration().probability(np.array([0.0, 2.0])).tolist()
        [0.5, 0.8]
        """
        found: Floats = expit(log(2) * self.weight(bits))
        return found

    def bits(self, probability: float) -> float:
        """Return the match weight that stands for a probability.

        Raises: InvalidInput: it lies outside (0, 1).

        >>> round(Calibration().bits(0.8), 9)
        2.0
        """
        if not 0 < probability < 1:
            raise InvalidInput(f"a probability to be reached lies in (0, 1), not at {probability}")
        odds = log(probability) - log(1 - probability)
        return (odds - self.intercept) / (self.slope * log(2))


UNCALIBRATED = Calibration()
"""The weights as they are: no reviewed pairs have corrected them."""


def fit_calibration(
    bits: Floats, is_match: npt.NDArray[np.bool_], weight: Floats | None = None
) -> Calibration:
    """Return the calibration that makes the reviewed pairs likeliest: logistic regression.

    weight: how many pairs each reviewed one stands for; one each where it is left out.
    Raises: InvalidInput: an array is out of its range, or the weights say the reverse of what the
        pairs turned out to be.
    """
    count = np.ones(len(bits)) if weight is None else weight
    if bits.ndim != 1 or not bits.shape == is_match.shape == count.shape:
        raise InvalidInput("bits, is_match and weight must have one entry for each reviewed pair")
    if not (np.isfinite(bits).all() and np.isfinite(count).all() and (count >= 0).all()):
        raise InvalidInput("bits must be finite, and weights finite and not below 0")
    columns = np.stack([log(2) * bits, np.ones(len(bits))])
    sign = np.where(is_match, 1.0, -1.0)
    scale = 1 / (1 + count.sum())

    def loss_and_slope(at: Floats) -> tuple[float, Floats]:
        margin = sign * (at @ columns)
        off = (at - _AS_THEY_ARE) / _PRIOR_SPREAD
        loss = count @ np.logaddexp(0, -margin) + off @ off / 2
        slope = columns @ (-sign * count * expit(-margin)) + off / _PRIOR_SPREAD
        return scale * float(loss), scale * slope

    def curvature(at: Floats) -> Floats:
        share = expit(at @ columns)
        said = (columns * (count * share * (1 - share))) @ columns.T
        bent: Floats = scale * (said + np.diag(_PRIOR_SPREAD**-2))
        return bent

    found = minimize(
        loss_and_slope,
        _AS_THEY_ARE,
        jac=True,
        hess=curvature,
        method="trust-exact",
        options={"gtol": _STILL},
    )
    return Calibration(*(float(value) for value in found.x))
