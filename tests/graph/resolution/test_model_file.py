"""A model that is kept is the model that was fitted, or is refused."""

import contextlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.resolution.conftest import Town, seal

from veiltrace_graph.errors import ModelFileError, ModelUnfitted
from veiltrace_graph.resolution.calibration import Calibration
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.model_file import model_from_json, model_to_json


@pytest.fixture(scope="module")
def text(model: MatchModel) -> str:
    return model_to_json(replace(model, calibration=Calibration(0.8, -0.1)))


def test_a_model_comes_back_as_it_was(model: MatchModel, text: str) -> None:
    calibrated = replace(model, calibration=Calibration(0.8, -0.1))
    assert model_from_json(text, seal) == calibrated
    assert model_to_json(model_from_json(text, seal)) == text


def test_no_name_date_or_number_of_few_is_in_the_file(text: str, town: Town) -> None:
    values = {v.value for one in town.records for v in one.values}
    assert [value for value in values if value in text] == []


def test_what_can_identify_somebody_is_there_as_tokens_only(text: str) -> None:
    counts = json.loads(text)["term_frequencies"]["counts"]
    tokens = [*counts["contact"], *counts["place"], *json.loads(text)["stopped_keys"]]
    assert tokens
    assert [t for t in tokens if len(t) != 32 or not set(t) <= set("0123456789abcdef")] == []
    assert min(count for of in counts.values() for count in of.values()) >= 5


def test_an_unfitted_prior_is_not_kept(model: MatchModel) -> None:
    with pytest.raises(ModelUnfitted):
        model_to_json(replace(model, prior=None))


def test_a_model_of_another_installation_is_refused(text: str) -> None:
    with pytest.raises(ModelFileError, match="another installation's key"):
        model_from_json(text, lambda value: seal(value)[::-1])


def changed(text: str, *path: str, to: Any) -> str:
    content = json.loads(text)
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(content)


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        (["format"], "x", "no model file"),
        (["version"], 2, "version"),
        (["version"], None, "version"),
        (["scheme"], "ship", "damaged"),
        (["prior"], 0, "damaged"),
        (["prior"], None, "damaged"),
        (["prior"], True, "damaged"),
        (["records"], -1, "damaged"),
        (["passing"], {"slope": "steep"}, "damaged"),
        (["passing", "slope"], float("nan"), "damaged"),
        (["calibration", "slope"], "x", "damaged"),
        (["calibration", "slope"], -1.0, "damaged"),
        (["comparisons", "name"], {"same": [0.5, 0.1]}, "otherwise"),
        (["comparisons", "shoe_size"], {}, "damaged"),
        (["stopped_keys"], [1], "damaged"),
        (["term_frequencies", "counts"], {"name": {"a": "many"}}, "damaged"),
        (["fingerprint"], 7, "damaged"),
    ],
)
def test_what_is_changed_is_refused_with_what_to_do(
    text: str, path: list[str], to: Any, said: str
) -> None:
    with pytest.raises(ModelFileError, match=said) as raised:
        model_from_json(changed(text, *path, to=to), seal)
    assert "fit a new model" in str(raised.value)


@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_garbage_is_no_model_file(garbage: str) -> None:
    with pytest.raises(ModelFileError):
        model_from_json(garbage, seal)


@given(data=st.data())
def test_a_file_with_anything_else_in_one_place_is_refused_as_ours(
    text: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(json.loads(text))))
    other = data.draw(st.none() | st.text() | st.integers() | st.lists(st.integers()))
    with contextlib.suppress(ModelFileError):
        model_from_json(changed(text, name, to=other), seal)
