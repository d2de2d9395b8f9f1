import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import Result

from veiltrace_api.errors import UsageError

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

UNDER = ("--case", "DC-1", "--purpose", "enforcement")


@pytest.fixture
def registered(opened: "Veiltrace", register: Path, mapping: Path) -> "Veiltrace":
    """An installation with an open case and a register of people, not yet linked."""
    opened("ingest", register, "--mapping", mapping)
    return opened


@pytest.fixture
def linked(registered: "Veiltrace") -> "Veiltrace":
    registered("link", "--kind", "person")
    return registered


def people_found(veiltrace: "Veiltrace", name: str) -> list[str]:
    """The ids of the people of that name."""
    found = veiltrace("search", name, *UNDER)
    return re.findall(r"^ *([0-9a-f]{10}) +person", found, re.MULTILINE)


def records_of(veiltrace: "Veiltrace", party: str) -> list[str]:
    return re.findall(r"\b([0-9a-f]{10})\b", veiltrace("how", party, *UNDER))


@pytest.fixture
def pair(linked: "Veiltrace") -> tuple[str, str]:
    """Two records that the model holds for one person."""
    for name in ("ann", "ben", "cleo", "dora", "emil", "fay", "gus", "hana"):
        for party in people_found(linked, name):
            records = list(dict.fromkeys(records_of(linked, party)))
            if len(records) > 1:
                return records[0], records[1]
    raise AssertionError("the register describes nobody twice")


def test_why_shows_each_comparison_with_its_weight_and_what_both_records_say(
    linked: "Veiltrace", pair: tuple[str, str]
) -> None:
    shown = linked("why", *pair, *UNDER)
    assert re.search(r"prior +-\d+\.\d", shown)
    assert re.search(r"name .* (same|alike|contained|share)", shown)
    assert re.search(r"birth date", shown)
    assert re.search(r"\+\d+\.\d bits: probability 0\.99|probability 1 ", shown)
    assert "by the model person-" in shown
    assert "mandate certified by the registry court.example" in shown


def test_why_draws_a_picture_that_holds_no_value(
    linked: "Veiltrace", pair: tuple[str, str], tmp_path: Path
) -> None:
    picture = tmp_path / "why.svg"
    shown = linked("why", *pair, "--picture", picture, *UNDER)
    names = re.search(r"name +(\S+) (\S+)", shown)
    assert names is not None
    text = picture.read_text("utf-8")
    assert "birth date" in text
    assert names[1] not in text
    assert names[2] not in text
    assert stat.S_IMODE(picture.stat().st_mode) == 0o600


def test_why_without_a_model_says_how_to_make_one(registered: "Veiltrace") -> None:
    one, other, *_ = (i for n in ("ann", "ben", "emil") for i in people_found(registered, n))
    with pytest.raises(UsageError, match="veiltrace link"):
        registered("why", one, other, *UNDER)


def test_a_party_of_several_records_is_to_be_named_by_one_of_them(
    linked: "Veiltrace", pair: tuple[str, str]
) -> None:
    with pytest.raises(UsageError, match="veiltrace how"):
        linked("why", "示例甲", pair[0], *UNDER)


def test_what_no_source_says_the_kind_of_is_compared_by_no_model(
    linked: "Veiltrace", pair: tuple[str, str]
) -> None:
    with pytest.raises(UsageError, match="no source says what it is"):
        linked("why", "示例丙", pair[0], *UNDER)


def test_the_help_of_why_teaches_what_a_bit_is(program: Callable[..., Result]) -> None:
    assert "doubles the odds" in program("why", "--help", columns=100).output
