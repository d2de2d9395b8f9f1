"""Match weights, and what a model refuses."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.errors import InvalidInput, ModelUnfitted
from veiltrace_graph.resolution.match_model import Level, MatchModel, match_weight

COMPARISONS = {
    "name": {"same": Level(0.9, 0.01), "other": Level(0.1, 0.99)},
    "birth_date": {"same": Level(0.8, 0.05), "other": Level(0.2, 0.95)},
    "phone": {"same": Level(0.4, 0.001), "other": Level(0.6, 0.999)},
}


def test_a_prior_that_was_never_fitted_is_refused_and_not_made_up() -> None:
    with pytest.raises(ModelUnfitted, match="never fitted"):
        MatchModel(COMPARISONS).probability({"name": "same"})


@pytest.mark.parametrize("prior", [0.0, 1.0, -0.1, 1.5, float("nan")])
def test_a_prior_that_is_no_probability_is_refused(prior: float) -> None:
    with pytest.raises(InvalidInput):
        MatchModel(COMPARISONS, prior).probability({"name": "same"})


def test_the_odds_are_the_prior_s_times_each_level_s() -> None:
    odds = (0.01 / 0.99) * (0.9 / 0.01) * (0.2 / 0.95)
    model = MatchModel(COMPARISONS, prior=0.01)
    found = model.probability({"name": "same", "birth_date": "other"})
    assert found == pytest.approx(odds / (1 + odds))


def test_what_is_missing_says_nothing_and_is_no_disagreement() -> None:
    model = MatchModel(COMPARISONS, prior=0.01)
    assert model.probability({}) == pytest.approx(0.01)
    without = model.probability({"name": "same"})
    assert model.probability({"name": "same", "phone": "other"}) < without


def test_the_order_of_comparisons_does_not_matter() -> None:
    model = MatchModel(COMPARISONS, prior=0.01)
    observed = {"name": "same", "birth_date": "other", "phone": "same"}
    found = {round(model.probability(dict(order)), 12) for order in permutations(observed.items())}
    assert len(found) == 1


@pytest.mark.parametrize("observed", [{"name": "alike"}, {"plate": "same"}])
def test_a_level_that_the_model_lacks_is_refused(observed: dict[str, str]) -> None:
    with pytest.raises(InvalidInput, match="no level"):
        MatchModel(COMPARISONS, prior=0.01).probability(observed)


@given(m=st.floats(0.001, 0.999), u=st.floats(0.001, 0.999))
def test_a_level_seen_as_often_in_both_says_nothing_and_swapping_turns_the_sign(
    m: float, u: float
) -> None:
    assert match_weight(Level(m, m)) == 0
    assert match_weight(Level(m, u)) == pytest.approx(-match_weight(Level(u, m)))


def test_overwhelming_evidence_ends_at_0_and_1() -> None:
    levels = {"no": Level(1e-300, 0.9), "yes": Level(0.9, 1e-300)}
    model = MatchModel({"a": levels, "b": levels}, prior=0.01)
    assert model.probability({"a": "no", "b": "no"}) == pytest.approx(0)
    assert model.probability({"a": "yes", "b": "yes"}) == pytest.approx(1)
