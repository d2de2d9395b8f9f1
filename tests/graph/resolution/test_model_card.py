"""What a model card tells."""

from dataclasses import replace
from datetime import date

import pytest
from tests.graph.resolution.conftest import Town

from veiltrace_graph.errors import ModelUnfitted
from veiltrace_graph.resolution.bands import AutomaticBand, Bands
from veiltrace_graph.resolution.calibration import Calibration
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.model_card import model_card
from veiltrace_graph.resolution.precision import precision_interval

BANDS = Bands(automatic=0.99, review=0.2)
DAY = date(2026, 7, 1)


def test_a_card_says_what_the_model_was_fitted_on_and_what_it_learned(model: MatchModel) -> None:
    card = model_card(model, BANDS, DAY)
    assert card.startswith(f"# Linkage model {model.name}\n")
    assert f"Fitted on {model.records:,} records" in card
    assert model.fingerprint in card
    assert model.prior is not None
    assert f"one in {1 / model.prior:,.0f} of all pairs" in card
    for comparison in model.comparisons:
        for level in comparison.levels:
            assert f"| {level.label} | {level.m:.6f} |" in card
            assert f"{level.bits:+.2f} |" in card
    assert "from a probability of 0.99, put to a person from 0.2" in card


def test_a_card_says_how_precise_the_automatic_band_is_or_that_nobody_knows(
    model: MatchModel,
) -> None:
    assert "has not been measured" in model_card(model, BANDS, DAY)
    shown = AutomaticBand(0.99, 399, 400, precision_interval(399, 400))
    card = model_card(model, BANDS, DAY, shown)
    assert "399 of 400 reviewed pairs" in card
    assert "0.9862 to 0.9999 (exact, 95%)" in card


def test_a_card_says_whether_the_model_is_calibrated(model: MatchModel) -> None:
    assert "Calibration: none" in model_card(model, BANDS, DAY)
    calibrated = replace(model, calibration=Calibration(0.8, -0.1))
    assert "slope 0.800, intercept -0.100" in model_card(calibrated, BANDS, DAY)


def test_a_card_says_what_the_file_gives_away_and_gives_away_no_value_itself(
    model: MatchModel, town: Town
) -> None:
    card = model_card(model, BANDS, DAY)
    assert "5 records or more share are in the clear" in card
    assert "Never publish it" in card
    words = {word for held in model.frame.rarity.counts.values() for word in held}
    words |= {v.value for one in town.records for v in one.values}
    assert [word for word in words if len(word) > 4 and word in card] == []


def test_there_is_no_card_of_an_unfitted_prior(model: MatchModel) -> None:
    with pytest.raises(ModelUnfitted):
        model_card(replace(model, prior=None), BANDS, DAY)
