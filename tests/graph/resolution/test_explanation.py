"""Why a pair weighs what it weighs."""

from dataclasses import replace

import pytest
from tests.graph.resolution.conftest import Town, record

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.calibration import Calibration
from veiltrace_graph.resolution.explanation import MISSING, explain
from veiltrace_graph.resolution.linkage import link
from veiltrace_graph.resolution.linkage_input import linkage_input
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import PERSONS
from veiltrace_graph.vocabulary import NodeKind

ANN = record("a", name="ann kemton", birth_date="1980-02-03", phone="+8612400000001")


def steps(left: LinkageRecord, right: LinkageRecord, model: MatchModel) -> dict[str, str]:
    return {step.name: step.level for step in explain(left, right, model).steps}


@pytest.mark.parametrize("calibration", [Calibration(), Calibration(0.7, -0.4)])
def test_the_steps_add_up_to_what_linking_gives_the_pair(
    town: Town, model: MatchModel, calibration: Calibration
) -> None:
    model = replace(model, calibration=calibration)
    found = link(linkage_input(town.records, PERSONS), model, Bands(0.9, 0.1))
    records, chosen = found.given.records, range(0, len(found.pairs), len(found.pairs) // 7)
    for pair in chosen:
        left, right = records[found.pairs.left[pair]], records[found.pairs.right[pair]]
        explained = explain(left, right, model)
        assert explained.is_candidate
        assert explained.bits == pytest.approx(found.scores.bits[pair])
        assert explained.probability == pytest.approx(found.scores.probability[pair])


def test_it_does_not_matter_which_of_the_two_is_named_first(model: MatchModel) -> None:
    other = record("b", name="kemton", birth_date="1980-03-02", phone="+8612400000001")
    assert steps(ANN, other, model) == steps(other, ANN, model)


def test_what_one_of_them_does_not_say_weighs_nothing(model: MatchModel) -> None:
    explained = explain(ANN, record("b", name="ann kemton"), model)
    missing = [step for step in explained.steps if step.level == MISSING]
    assert {step.name for step in missing} == {"birth_date", "contact", "place"}
    assert not any(step.bits for step in missing)


def test_shared_facts_that_are_not_counted_are_shown_as_such(model: MatchModel) -> None:
    stranger = record("b", name="otto polley", birth_date="1951-09-30", phone="+8612400000001")
    explained = explain(ANN, stranger, model)
    by_name = {step.name: step.bits for step in explained.steps}
    assert by_name["contact"] > 0
    assert by_name["shared facts"] == pytest.approx(-by_name["contact"])
    assert explained.probability < 0.01


def test_two_that_no_key_compares_are_said_to_be_no_candidates(model: MatchModel) -> None:
    assert not explain(ANN, record("b", name="gus morton"), model).is_candidate


def test_a_record_of_another_kind_is_refused(model: MatchModel) -> None:
    with pytest.raises(InvalidInput, match="one of the two is none"):
        explain(ANN, replace(ANN, kind=NodeKind.ORGANISATION), model)
