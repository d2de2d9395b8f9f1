"""A small town of fictitious people, each on record twice or thrice, and what was damaged."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.fitting import fit
from veiltrace_graph.resolution.frame import fit_frame
from veiltrace_graph.resolution.linkage import compare_candidates
from veiltrace_graph.resolution.linkage_input import linkage_input
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import PERSONS
from veiltrace_graph.vocabulary import NodeKind

_FIRST = [
    "ann",
    "ben",
    "cleo",
    "dora",
    "emil",
    "fay",
    "gus",
    "hana",
    "ivo",
    "june",
    "karl",
    "lena",
    "milo",
    "nora",
    "otto",
    "pia",
]
_LAST = [
    a + b
    for a in ["bar", "der", "fal", "gor", "hal", "kem", "lin", "mor", "nes", "pol"]
    for b in ("ton", "ley", "wick")
]
_STREETS = [
    f"{name} lane"
    for name in ["apple", "birch", "cedar", "daisy", "elder", "fern", "gorse", "hazel"]
]


def seal(text: str) -> str:
    """Return a token, as an installation's key would make it."""
    return hashlib.blake2b(text.encode(), digest_size=16, key=b"a test's key").hexdigest()


def record(node: str, /, **said: str) -> LinkageRecord:
    """Return a record of a person under this id; `source_` names its source."""
    source = said.pop("source_", "court")
    values = tuple(PropertyValue(key, value) for key, value in said.items())
    return LinkageRecord(NodeId(node.encode()), NodeKind.PERSON, source, values)


@dataclass(frozen=True, slots=True)
class Town:
    """Records, and by node who each is of."""

    records: tuple[LinkageRecord, ...]
    person: dict[NodeId, int]


def _damaged(text: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(text))
    return text[:place] + dice.choice("aeinorst") + text[place + 1 :]


def people(count: int, seed: int) -> Town:
    """Return a town of that many people."""
    dice, records, person = random.Random(seed), [], {}
    for number in range(count):
        name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
        born = f"{dice.randrange(1940, 2000)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        home = f"{dice.randrange(1, 90)} {dice.choice(_STREETS)}, {dice.choice(_LAST)}ville"
        phone = f"+861240{dice.randrange(10**7):07}"
        for copy in range(dice.choice((2, 2, 3))):
            said = {
                "name": _damaged(name, dice) if dice.random() < 0.2 else name,
                "birth_date": born,
                "phone": phone,
                "address": home,
            }
            for missing in ("birth_date", "phone", "address"):
                if dice.random() < 0.15:
                    del said[missing]
            node = f"{number}.{copy}"
            records.append(record(node, source_=f"register {copy}", **said))
            person[NodeId(node.encode())] = number
    return Town(tuple(records), person)


@pytest.fixture(scope="session")
def town() -> Town:
    """A town of 250 people."""
    return people(250, seed=20261125)


@pytest.fixture(scope="session")
def model(town: Town) -> MatchModel:
    """A model fitted on the town."""
    return fitted(town.records)


def fitted(records: Sequence[LinkageRecord]) -> MatchModel:
    """Return a model fitted on these records."""
    given = linkage_input(records, PERSONS)
    frame = fit_frame(given.rows, given.keys, PERSONS, seal)
    return fit(given, frame, compare_candidates(given, frame)[0])
