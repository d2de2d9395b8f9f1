"""A model told to people: what it is for, what it learned, what it assumes, what it gives away.

Source: Mitchell et al. (2019), Model Cards for Model Reporting.
"""

from collections.abc import Iterator
from datetime import date

from veiltrace_graph.resolution.bands import AutomaticBand, Bands
from veiltrace_graph.resolution.calibration import UNCALIBRATED, Calibration
from veiltrace_graph.resolution.match_model import FittedComparison, MatchModel
from veiltrace_graph.resolution.passing import Passing
from veiltrace_graph.resolution.precision import CONFIDENCE
from veiltrace_graph.resolution.term_frequency import KEPT_FROM

_LEARNED = """
## What it learned

m and u are the shares of pairs of one party and of two parties that fall on a level; the match
weight is log2(m/u). `kind/14` is agreement on a value that at most one record in 2^14 has. A value
that is missing says nothing."""

_ASSUMPTIONS = """
## Assumptions

- Records describe parties truthfully, but for slips, gaps and changes over time.
- Comparisons are independent given what the two records are. They are only nearly so; calibration
  corrects the sum where reviewed pairs allow it.
- Facts that several parties share, such as a phone, never weigh more than what says who somebody
  is.
- New records are like those it was fitted on. Fit it anew (`veiltrace link --refit`) after another
  kind of source was loaded."""


def model_card(
    model: MatchModel, bands: Bands, written_on: date, shown: AutomaticBand | None = None
) -> str:
    """Return the card, in Markdown.

    Args:
        shown: how precise reviewed pairs show the automatic band to be, where any were reviewed.
    Raises: ModelUnfitted: the model's prior was never fitted. InvalidInput: m, u or the prior is
        no probability.
    """
    lines = [
        *_about(model, written_on),
        f"- Linked automatically from a probability of {bands.automatic:g}, put to a person from "
        f"{bands.review:g}. {_precision(shown)}",
        _LEARNED,
        *(line for comparison in model.comparisons for line in _levels(comparison)),
        _ASSUMPTIONS,
        *_given_away(model),
    ]
    return "\n".join(lines) + "\n"


def _about(model: MatchModel, written_on: date) -> Iterator[str]:
    kind, bits = model.frame.scheme.kind, model.prior_bits
    yield f"# Linkage model {model.name}"
    yield ""
    yield (
        f"For linking records of one {kind} to each other in this installation. It says how "
        "probably two records are of one party, and nothing of what that party is like. Written by "
        "`veiltrace link`; its links are signed with its name and reversible (`veiltrace how`, "
        "`veiltrace judge`)."
    )
    yield ""
    yield (
        f"- Card written on {written_on.isoformat()}. Fitted on {model.records:,} records, without "
        "labels."
    )
    yield f"- Fingerprint of those records, keyed: `{model.fingerprint}`"
    yield f"- Prior: one in {1 + 2**-bits:,.0f} of all pairs is a match ({bits:+.2f} bits)"
    yield (
        f"- Blocking: {_passing(model.passing)}; {len(model.frame.stopped):,} keys were too common "
        "to compare by"
    )
    yield f"- Calibration: {_calibration(model.calibration)}"


def _given_away(model: MatchModel) -> Iterator[str]:
    kept = sum(map(len, model.frame.rarity.counts.values()))
    yield ""
    yield "## What the model file gives away"
    yield ""
    yield (
        f"- It holds the frequencies of {kept:,} values. Names, dates and the like that "
        f"{KEPT_FROM} records or more share are in the clear; contact values, places and blocking "
        "keys are tokens under the installation's key."
    )
    yield "- Whoever has the key file as well can try values against the tokens."
    yield "- Never publish it, and keep it like the store."


def _passing(passing: Passing) -> str:
    share = 2 ** min(0.0, passing.intercept)
    return (
        f"compares {share:.1%} of the non-matches that weigh 0 bits, and more the more alike they "
        f"are (slope {passing.slope:.3f})"
    )


def _calibration(calibration: Calibration) -> str:
    if calibration == UNCALIBRATED:
        return "none; the weights are taken as they add up"
    return f"slope {calibration.slope:.3f}, intercept {calibration.intercept:+.3f} (log-odds)"


def _precision(shown: AutomaticBand | None) -> str:
    if shown is None:
        return "How precise that is here has not been measured: no pairs were reviewed for it."
    low, high = shown.precision.low, shown.precision.high
    return (
        f"{shown.correct:,} of {shown.reviewed:,} reviewed pairs of that band are right: a "
        f"precision of {low:.4f} to {high:.4f} (exact, {CONFIDENCE:.0%})."
    )


def _levels(comparison: FittedComparison) -> Iterator[str]:
    role = "says who somebody is" if comparison.identifying else "several parties may share it"
    yield from ("", f"### {comparison.name} ({role})", "")
    yield from ("| level | m | u | bits |", "|---|---:|---:|---:|")
    for level in comparison.levels:
        yield f"| {level.label} | {level.m:.6f} | {level.u:.8f} | {level.bits:+.2f} |"
