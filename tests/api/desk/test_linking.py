"""Who may link, and how the installation keeps what it linked by."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.graph.resolution.conftest import fitted, people, seal

from veiltrace_api.control.principals import Role
from veiltrace_api.desk.linking import LinkWish
from veiltrace_api.errors import AccessRefused
from veiltrace_api.linkage_models import LinkageModels, LinkedBy
from veiltrace_graph.errors import ModelFileError
from veiltrace_graph.resolution.bands import DEFAULT_BANDS, Bands
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_privacy.audit.event import EventKind

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.AUDITOR, Role.CASE_SYSTEM])
def test_only_an_operator_links(office: "Office", role: Role) -> None:
    with pytest.raises(AccessRefused):
        office.desk.linking.link(office.colleague(role), "person", LinkWish())
    kinds = [entry.kind for entry in office.log()]
    assert kinds[-1] is EventKind.READ_REFUSED
    assert EventKind.LINKED not in kinds


@pytest.fixture(scope="module")
def model() -> MatchModel:
    return fitted(people(40, seed=3).records)


def test_a_model_is_kept_with_the_bands_it_linked_by_and_a_run_that_was_stopped_shows(
    model: MatchModel, tmp_path: Path
) -> None:
    kept = LinkageModels(tmp_path / "models", seal)
    assert (kept.model("person"), kept.linked_by("person")) == (None, None)
    bands = Bands(automatic=0.95, review=0.1)
    kept.keep(model, bands, date(2026, 7, 1))
    assert (kept.model("person"), kept.linked_by("person")) == (model, LinkedBy(bands, True))
    kept.begin("person", DEFAULT_BANDS)
    assert kept.model("person") == model
    assert kept.linked_by("person") == LinkedBy(DEFAULT_BANDS, is_whole=False)


@pytest.mark.parametrize("text", ["", "[]", '{"automatic": 2, "review": 1}', '{"review": 0.1}'])
def test_damaged_bands_are_refused(model: MatchModel, tmp_path: Path, text: str) -> None:
    kept = LinkageModels(tmp_path / "models", seal)
    kept.keep(model, DEFAULT_BANDS, date(2026, 7, 1))
    (tmp_path / "models" / "person.bands.json").write_text(text)
    with pytest.raises(ModelFileError, match="damaged"):
        kept.linked_by("person")
