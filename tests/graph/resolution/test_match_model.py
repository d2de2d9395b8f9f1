"""Match weights, and what a model refuses."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.errors import InvalidInput, ModelUnfitted
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.match_model import FittedComparison, Level, MatchModel
from veiltrace_graph.resolution.scheme import PERSONS
from veiltrace_graph.resolution.term_frequency import TermFrequencies

FRAME = LinkageFrame(PERSONS, TermFrequencies(0, {}, str), frozenset())
NAME = FittedComparison("name", True, (Level("same", 0.9, 0.01), Level("none", 0.1, 0.99)))


def test_a_prior_that_was_never_fitted_is_refused_and_not_made_up() -> None:
    with pytest.raises(ModelUnfitted, match="never fitted"):
        _ = MatchModel(FRAME, (NAME,), prior=None).prior_bits


@pytest.mark.parametrize("prior", [0.0, 1.0, -0.1, 1.5, float("nan")])
def test_a_prior_that_is_no_probability_is_refused(prior: float) -> None:
    with pytest.raises(InvalidInput):
        _ = MatchModel(FRAME, (NAME,), prior).prior_bits


def test_the_prior_s_weight_is_its_log_odds() -> None:
    assert MatchModel(FRAME, (NAME,), prior=0.2).prior_bits == pytest.approx(-2)


@given(m=st.floats(0.001, 0.999), u=st.floats(0.001, 0.999))
def test_a_level_seen_as_often_in_both_says_nothing_and_swapping_turns_the_sign(
    m: float, u: float
) -> None:
    assert Level("same", m, m).bits == 0
    assert Level("same", m, u).bits == pytest.approx(-Level("same", u, m).bits)


@pytest.mark.parametrize(("m", "u"), [(0, 0.5), (0.5, 0), (1, 0.5), (0.5, 1), (-1, 0.5)])
def test_a_share_that_is_none_is_refused(m: float, u: float) -> None:
    with pytest.raises(InvalidInput, match="above 0 and below 1"):
        _ = Level("same", m, u).bits


def test_a_model_signs_with_its_kind_and_its_data() -> None:
    model = replace(MatchModel(FRAME, (NAME,), 0.1), fingerprint="0123456789abcdef")
    assert model.name == "person-01234567"
