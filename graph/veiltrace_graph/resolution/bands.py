"""What is done with a pair of some probability: linked, put to a person, or neither.

Where the automatic band begins follows from reviewed pairs, and its precision is stated with it.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from veiltrace_graph.errors import InvalidInput, TooFewReviewed
from veiltrace_graph.resolution.precision import (
    CONFIDENCE,
    Interval,
    lowest_precision,
    precision_interval,
    reviews_needed,
)
from veiltrace_graph.resolution.scored_pairs import Floats

_AS_LIKELY_AS_NOT = 0.5


class Band(StrEnum):
    """What is done with a pair."""

    AUTOMATIC = "automatic"
    REVIEW = "review"
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True)
class Bands:
    """Calibrated probabilities at which the automatic band and the review queue begin.

    Raises: InvalidInput: they are no probabilities above 0, or the queue begins above the band.
    """

    automatic: float
    review: float

    def __post_init__(self) -> None:
        """Refuse bands that overlap or hold pairs of no probability at all."""
        if not 0 < self.review <= self.automatic <= 1:
            raise InvalidInput(
                "bands need 0 < review <= automatic <= 1, not "
                f"review {self.review} and automatic {self.automatic}"
            )

    def band_of(self, probability: float) -> Band:
        """Return what is done with a pair of this probability; a threshold belongs to its band.

        Raises: InvalidInput: it is no probability.

        >>> Bands(automatic=0.98, review=0.3).band_of(0.98).value
        'automatic'
        """
        if not 0 <= probability <= 1:
            raise InvalidInput(f"a probability lies between 0 and 1, not at {probability}")
        if probability >= self.automatic:
            return Band.AUTOMATIC
        return Band.REVIEW if probability >= self.review else Band.NO_LINK


DEFAULT_BANDS = Bands(automatic=0.99, review=0.2)
"""Where nobody says otherwise: a link that is wrong accuses a stranger, so that at most one in a
hundred may be by the model's own word; and of what is put to a person at least one in five is
worth the look. Chosen on labelled sets that no figure is measured on."""


@dataclass(frozen=True, slots=True)
class AutomaticBand:
    """Where the automatic band begins, and how precise the pairs reviewed in it show it to be."""

    threshold: float
    correct: int
    reviewed: int
    precision: Interval


def choose_automatic(
    probabilities: Floats,
    is_match: npt.NDArray[np.bool_],
    *,
    precision: float = 0.99,
    confidence: float = CONFIDENCE,
) -> AutomaticBand:
    """Return the widest automatic band whose precision reviewed pairs show, by its lower bound.

    The pairs are a random sample of the scored ones, reviewed by persons. All of them at or above
    the threshold count, so that pairs of one probability are never told apart; pairs likelier
    wrong than right are never linked, however many good ones would make up for them. That the
    threshold is chosen on the pairs that vouch for it costs little: the bands nest, and the true
    precision fell short of 0.99 in 2.4 % of simulated samples at a confidence of 95 %.

    Raises: TooFewReviewed: no threshold shows the precision yet. InvalidInput: an array or number
        is out of its range.
    """
    if probabilities.ndim != 1 or probabilities.shape != is_match.shape:
        raise InvalidInput("probabilities and is_match must have one entry for each reviewed pair")
    if not ((probabilities >= 0) & (probabilities <= 1)).all():
        raise InvalidInput("every probability must lie between 0 and 1")
    best_first = np.argsort(-probabilities)
    best_first = best_first[probabilities[best_first] >= _AS_LIKELY_AS_NOT]
    falling = probabilities[best_first]
    last_alike = np.flatnonzero(np.append(np.diff(falling) != 0, True)[: len(falling)])
    correct = np.cumsum(is_match[best_first], dtype=np.int64)[last_alike]
    reviewed = last_alike + 1
    low = lowest_precision(correct, reviewed, confidence)
    if not (low >= precision).any():
        wrong = int((reviewed - correct)[np.argmax(low)]) if len(low) else 0
        needed = [reviews_needed(precision, count, confidence) for count in (0, wrong)]
        raise TooFewReviewed(
            f"no band of {len(falling)} reviewed pairs shows a precision of {precision}: review "
            f"at least {needed[0]} pairs of one band if none is wrong, and {needed[1]} with as "
            f"many wrong as in the best band so far, which are {wrong}"
        )
    widest = np.flatnonzero(low >= precision)[-1]
    counts = int(correct[widest]), int(reviewed[widest])
    threshold = float(falling[last_alike[widest]])
    return AutomaticBand(threshold, *counts, precision_interval(*counts, confidence))
