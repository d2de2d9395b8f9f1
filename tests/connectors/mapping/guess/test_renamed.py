"""Guessing measured: the samples' columns under other names, held against the shipped mappings.

The other names were written before the lexicon and are not to be changed to suit it. A column
that the shipped mapping reads is guessed right if the guess makes the same of it: the same
property of the party or thing in the same role. One that it leaves unread is right if it is left
unread, or does no more than tell rows apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
import yaml

from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping.guess.guess import guess_mapping
from veiltrace_connectors.mapping.guess.lexicon import Lexicon, shipped_lexicon, tokens_of
from veiltrace_connectors.mapping.guess.writing import TableOptions
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.model import PART, EntityRule, ValueSpec
from veiltrace_connectors.mapping.model import Mapping as Loaded
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import open_table

Use = tuple[str, str]
"""In which role ("owns from", "vehicle", "record"), and as what ("name", "seen_on")."""
ROOT = Path(__file__).parents[4]
RENAMED: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "renamed_headers.yaml").read_text("utf-8")
)
SAMPLES = {
    name: ROOT / sample
    for name, sample in re.findall(
        r"^\| `(\w+)` \| mapping[^|]*\| `([^`]+)`",
        (ROOT / "docs/sources.md").read_text("utf-8"),
        re.MULTILINE,
    )
    if name in RENAMED
}
SURE = 0.8
FILLED_IN = {
    "publisher": "somebody",
    "obtained": "own_records",
    "legal_basis": "contract",
    "jurisdiction": "cn",
    "licence": "fictional",
    "refreshed_on": "2026-06-30",
}


@dataclass(frozen=True)
class Judged:
    """One column of one sample: whether it was guessed right, and how sure the guess was."""

    mapping: str
    header: str
    is_right: bool
    confidence: float
    truth: frozenset[Use]
    guessed: frozenset[Use]


def filled_in(text: str) -> str:
    """A guessed mapping as a person would complete it."""
    for key, value in FILLED_IN.items():
        text = text.replace(f"{key}: FILL_IN", f"{key}: {value}")
    return text


def judge(name: str, *, renamed: bool, lexicon: Lexicon | None = None) -> list[Judged]:
    """Each column of a sample, its guess held against the shipped mapping."""
    truth = load_mapping(shipped_mappings()[name])
    options = TableOptions(truth.format, truth.encoding, truth.delimiter, truth.sheet)
    table = open_table(
        DataFile(SAMPLES[name]),
        format=truth.format,
        encoding_hint=truth.encoding,
        delimiter=truth.delimiter,
        sheet=truth.sheet,
    )
    new = RENAMED[name] if renamed else {}
    header = {column: new.get(column, column) for column in table.columns}
    assert len(set(header.values())) == len(header)
    rows = [
        {header[column]: text for column, text in row.values.items()}
        for row in islice(table.rows(), 500)
        if isinstance(row, Row)
    ]
    country = "" if truth.source.country == "cn" else truth.source.country
    guess = guess_mapping(
        name, list(header.values()), rows, options, country=country, lexicon=lexicon
    )
    true_uses, guessed = uses(truth), uses(load_mapping(filled_in(guess.text)))
    by_column = {placed.meaning.column: placed.meaning for placed in guess.columns}
    return [
        Judged(
            name,
            shown,
            is_right(true_uses[column], guessed[shown]),
            by_column[shown].confidence,
            frozenset(true_uses[column]),
            frozenset(guessed[shown]),
        )
        for column, shown in header.items()
    ]


def is_right(truth: set[Use], guessed: set[Use]) -> bool:
    """Whether a column's guess says what it is: an unread one may be a note, or tell rows apart."""
    telling = {use for use in truth if use[1] not in ("record_id", "id")}
    if telling:
        return bool(telling & guessed)
    if truth:
        return bool({use for use in guessed if use[1] in ("record_id", "id")})
    return all(use[1] in ("record_id", "note") for use in guessed)


def uses(mapping: Loaded) -> dict[str, set[Use]]:
    """What the mapping does with each column that it reads."""
    found: dict[str, set[Use]] = defaultdict(set)

    def note(roles: Iterable[str], slot: str, *specs: ValueSpec | None) -> None:
        for spec in specs:
            for column in spec.columns if spec else ():
                found[column] |= {(role, slot) for role in roles}

    note(["record"], "record_id", *(rule.value for rule in mapping.record_id))
    note(["record"], "seen_on", mapping.seen_on)
    for entity in mapping.entities:
        roles = _roles(mapping, entity)
        note(roles, "id", *(rule.value for rule in entity.id))
        for rule in entity.properties:
            spec = entity.repeat if PART in rule.value.columns else rule.value
            for name in rule.types:
                note(roles, name, spec)
        for contact in entity.contacts:
            note(roles, contact.kind.value, contact.value)
            note(roles, f"{contact.kind}.since", contact.since)
            note(roles, f"{contact.kind}.until", contact.until)
    for relation in mapping.relations:
        traits = (relation.since, relation.until, relation.share, relation.role)
        for slot, spec in zip(("since", "until", "share", "role"), traits, strict=True):
            note([relation.kind.value], slot, spec)
    return found


def _roles(mapping: Loaded, entity: EntityRule) -> set[str]:
    if entity.kind.value not in ("party", "person", "organisation"):
        return {entity.kind.value}
    ends = {f"{r.kind} from" for r in mapping.relations if r.source == entity.name}
    ends |= {f"{r.kind} to" for r in mapping.relations if r.target == entity.name}
    return ends or {"party"}


@cache
def measured(*, renamed: bool) -> tuple[Judged, ...]:
    """Every column of every sample."""
    return tuple(one for name in SAMPLES for one in judge(name, renamed=renamed))


def unseen(name: str, header: str) -> Judged:
    """One renamed column, guessed by a lexicon from which just its header is taken out."""
    lexicon = shipped_lexicon()
    tokens = tokens_of(header, lexicon.abbreviations)
    words = {word: senses for word, senses in lexicon.words.items() if word != tokens}
    try:
        judged = judge(name, renamed=True, lexicon=replace(lexicon, words=words))
    except MappingError:
        # It was the only header of the table that said anything.
        return Judged(name, header, False, 0.0, frozenset(), frozenset())
    return next(one for one in judged if one.header == header)


def share_right(judged: Iterable[Judged]) -> float:
    results = [one.is_right for one in judged]
    return sum(results) / len(results)


def misses(judged: Iterable[Judged]) -> str:
    """What went wrong, for whoever reads a failing test."""
    return "\n".join(str(one) for one in judged if not one.is_right)


def test_most_samples_are_measured() -> None:
    assert len(SAMPLES) > 15
    assert len(measured(renamed=True)) > 200


@pytest.mark.parametrize("name", SAMPLES)
def test_a_guess_loads_once_a_person_has_filled_it_in(name: str) -> None:
    assert judge(name, renamed=True)


def test_nine_in_ten_columns_are_guessed_right_under_their_own_names() -> None:
    judged = measured(renamed=False)
    assert share_right(judged) >= 0.95, misses(judged)


def test_nine_in_ten_columns_are_guessed_right_under_other_names() -> None:
    judged = measured(renamed=True)
    assert share_right(judged) >= 0.9, misses(judged)


def test_what_is_guessed_with_confidence_is_right_nine_times_in_ten() -> None:
    judged = measured(renamed=True)
    sure = [one for one in judged if one.confidence >= SURE]
    assert len(sure) > len(judged) / 2
    assert share_right(sure) >= 0.9, misses(sure)


@pytest.mark.slow
def test_a_header_that_is_in_no_lexicon_is_still_guessed_right_most_often() -> None:
    headers = [(name, one.header) for name in SAMPLES for one in judge(name, renamed=True)]
    judged = [unseen(name, header) for name, header in headers]
    assert share_right(judged) >= 0.75, misses(judged)
