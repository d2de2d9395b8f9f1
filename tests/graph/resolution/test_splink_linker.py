"""Which pairs are compared, on which level each falls, and what is never left behind."""

import logging
import random
import subprocess
import sys

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from veiltrace_graph.errors import InvalidInput, OutOfMemory
from veiltrace_graph.resolution.comparisons.comparison import (
    Comparison,
    ComparisonLevel,
    otherwise,
)
from veiltrace_graph.resolution.comparisons.persons import PERSON_COMPARISONS
from veiltrace_graph.resolution.rows.person_columns import person_columns, person_terms
from veiltrace_graph.resolution.rows.person_row import PersonRow, person_blocking_keys
from veiltrace_graph.resolution.splink_linker import MOST_LEVELS, NO_LEVEL, compare
from veiltrace_graph.resolution.term_frequency import count_terms

SAME = Comparison(
    "said", "said", (ComparisonLevel("same", "said_l = said_r"), otherwise("differs"))
)
OTHER = Comparison("other", "other", SAME.levels)


def people(count, seed=7):
    """Return rows of made-up people, of whom many share names, dates, phones and addresses."""
    pick = random.Random(seed)
    given, surname = ("Jane", "Mary", "Anna", "Ann"), ("Example", "Sample", "Exampel", "Beispiel")

    def some(*values):
        return pick.choice((*values, None))

    def row():
        name = {pick.choice(given).lower(), pick.choice(surname).lower()}
        ids = [f"AB12345{i}" for i in range(5)] + ["AB____51", "AB1_____"]
        phones = [f"+86124000000{i:02}" for i in range(9)] + ["jane@example.com"]
        return PersonRow(
            name=tuple(sorted(name)) if pick.random() < 0.9 else (),
            birth_date=some("1980-01-01", "1980-05-06", "1980-06-05", "1981-05-06"),
            resident_id=None,
            id_number=some(*ids),
            gender=some("male", "female"),
            contact=tuple(sorted(pick.sample(phones, pick.randrange(3)))),
            place=tuple(sorted(pick.sample(("1", "2", "fictown", "street", "hamlet"), 3))),
            birth_place=(),
            occupation=some("potter", "farmer"),
        )

    return [row() for _ in range(count)]


def compared(rows):
    columns = person_columns(rows, count_terms(len(rows), person_terms(rows), str.upper))
    keys = [sorted(set(person_blocking_keys(row))) for row in rows]
    return compare(columns, keys, PERSON_COMPARISONS)


def by_pair(pairs, name_of=lambda position: position):
    """Return the levels of each pair by the names of its two rows."""
    table = np.stack([pairs.levels[c.name] for c in PERSON_COMPARISONS], axis=1).tolist()
    ends = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    return {
        frozenset((name_of(left), name_of(right))): levels
        for (left, right), levels in zip(ends, table, strict=True)
    }


def connect_with(monkeypatch, **settings):
    """Have the linker's database opened with these settings beside its own."""
    connect = duckdb.connect

    def connected(database, config=()):
        return connect(database, config={**dict(config), **settings})

    monkeypatch.setattr(duckdb, "connect", connected)


def test_every_pair_of_rows_that_shares_a_block_is_compared_once_and_in_order():
    blocks = [["a", "b"], ["b", "a"], ["a"], ["c"], ["c", "d"], []]
    pairs = compare({"said": ["x", "x", "y", "x", None, "x"]}, blocks, [SAME])
    assert list(zip(pairs.left, pairs.right, strict=True)) == [(0, 1), (0, 2), (1, 2), (3, 4)]
    assert pairs.levels["said"].tolist() == [0, 1, 1, NO_LEVEL]
    assert len(pairs) == 4


def test_positions_and_levels_take_no_more_room_than_they_need():
    pairs = compare({"said": ["x", "x"]}, [["a"], ["a"]], [SAME])
    assert pairs.left.dtype == pairs.right.dtype == np.int32
    assert pairs.levels["said"].dtype == np.int8


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_rows_changes_nothing_but_their_positions(seed):
    rows = people(60)
    order = random.Random(seed).sample(range(len(rows)), len(rows))
    found = by_pair(compared(rows))
    assert len(found) > 500
    assert by_pair(compared([rows[i] for i in order]), order.__getitem__) == found


def test_the_number_of_threads_changes_nothing(monkeypatch):
    rows = people(60)
    results = []
    for threads in (1, 4):
        with monkeypatch.context() as patch:
            connect_with(patch, threads=threads)
            results.append(compared(rows))
    one, other = results
    assert one.left.tolist() == other.left.tolist()
    assert one.right.tolist() == other.right.tolist()
    for name, levels in one.levels.items():
        assert levels.tolist() == other.levels[name].tolist()


QUIET = """
from veiltrace_graph.resolution.comparisons.persons import PERSON_COMPARISONS
from veiltrace_graph.resolution.splink_linker import compare

gender = [c for c in PERSON_COMPARISONS if c.name == "gender"]
assert len(compare({"gender": ["male", "male"]}, [["k"], ["k"]], gender)) == 1
"""


def test_nothing_is_printed():
    # In a process of its own: where there is a log handler, as here, Splink does not add its own.
    ran = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("", "")


def test_no_value_is_logged_whatever_the_level(caplog):
    with caplog.at_level(1):
        compare({"said": ["Persona", "Persona"]}, [["Key"], ["Key"]], [SAME])
    assert caplog.records
    assert "Persona" not in caplog.text
    assert "Key" not in caplog.text
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


def test_what_does_not_fit_into_memory_is_refused_and_never_spilled(
    monkeypatch, tmp_path, capfd, caplog
):
    monkeypatch.chdir(tmp_path)
    connect_with(monkeypatch, memory_limit="30MB", threads=1)
    said = [f"Persona {i}" for i in range(1500)]
    with pytest.raises(OutOfMemory) as refused:
        compare({"said": said}, [["k"]] * len(said), [SAME])
    assert "1500 records" in str(refused.value)
    assert "Persona" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert "Persona" not in caplog.text


def test_memory_that_arrow_does_not_get_is_refused_alike(monkeypatch):
    def no_room(columns):
        raise pa.ArrowMemoryError("no room for 'Persona'")

    monkeypatch.setattr(pa, "table", no_room)
    with pytest.raises(OutOfMemory, match="2 records"):
        compare({"said": ["Persona", "x"]}, [["k"], ["k"]], [SAME])


INTERRUPTED = """
import signal
from veiltrace_graph.resolution.comparisons.comparison import *
from veiltrace_graph.resolution.splink_linker import compare

signal.signal(signal.SIGALRM, signal.default_int_handler)
levels = ComparisonLevel("near", "damerau_levenshtein(said_l, said_r) < 3"), otherwise("far")
said = [f"persona number {i} of many, whose long name takes its time" for i in range(3000)]
signal.setitimer(signal.ITIMER_REAL, 0.5)
try:
    compare({"said": said}, [["k"]] * len(said), [Comparison("said", "said", levels)])
except KeyboardInterrupt:
    print("interrupted")
"""


def test_who_interrupts_a_comparison_is_obeyed():
    ran = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("interrupted\n", "")


@pytest.mark.parametrize(
    ("column", "condition"),
    [
        (["Persona", "Persona"], "said_l::INT = said_r::INT"),
        (["Persona", "Persona"], "no_such_column_l = 1"),
        (["Persona", 7], "said_l = said_r"),
        (["Persona"], "said_l = said_r"),
    ],
)
def test_errors_of_splink_and_duckdb_never_leave_and_none_tells_a_value(column, condition, capfd):
    comparison = Comparison("said", "said", (ComparisonLevel("same", condition), otherwise("not")))
    with pytest.raises(InvalidInput) as failed:
        compare({"said": column}, [["k"], ["k"]], [comparison])
    assert "Persona" not in str(failed.value)
    assert failed.value.__suppress_context__
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "blocks", [[], [[]], [["a"]], [["a"], ["b"]], [[], []]], ids=lambda blocks: f"{blocks}"
)
def test_rows_that_share_no_block_make_no_pairs(blocks):
    columns: dict[str, list[object]] = {"said": ["x"] * len(blocks), "other": [None] * len(blocks)}
    pairs = compare(columns, blocks, [SAME, OTHER])
    assert len(pairs) == 0
    assert {name: len(levels) for name, levels in pairs.levels.items()} == {"said": 0, "other": 0}


def test_no_rows_at_all_make_no_pairs():
    assert len(compared([])) == 0
    assert len(compared(people(1))) == 0


def test_what_no_row_says_anything_of_has_no_level_and_the_rest_is_compared():
    columns: dict[str, list[object]] = {"said": ["x", "x"], "other": [None, None]}
    pairs = compare(columns, [["a"], ["a"]], [OTHER, SAME])
    assert {name: levels.tolist() for name, levels in pairs.levels.items()} == {
        "other": [NO_LEVEL],
        "said": [0],
    }


def test_where_no_row_says_anything_there_is_nothing_to_compare():
    assert len(compare({"said": [None, None]}, [["a"], ["a"]], [SAME])) == 0


@pytest.mark.parametrize("count", [2, 3, 22, 31, 32, 33, 64, MOST_LEVELS])
def test_each_level_is_told_from_every_other_and_from_none(count):
    levels = [ComparisonLevel(str(i), f"said_l = {i}") for i in range(count - 1)]
    comparison = Comparison("said", "said", (*levels, otherwise("last")))
    said = [i for i in range(count) for _ in (0, 1)] + [None, 0]
    blocks = [[str(position // 2)] for position in range(len(said))]
    pairs = compare({"said": said}, blocks, [comparison])
    assert pairs.levels["said"].tolist() == [*range(count), NO_LEVEL]


@pytest.mark.parametrize("count", [0, 1, MOST_LEVELS + 1])
def test_a_comparison_whose_levels_cannot_be_told_apart_is_refused(count):
    comparison = Comparison("said", "said", (otherwise("any"),) * count)
    with pytest.raises(InvalidInput, match="2 to 127 levels"):
        compare({"said": ["x", "x"]}, [["a"], ["a"]], [comparison])


def test_the_last_level_holds_where_no_other_does():
    levels = (ComparisonLevel("same", "said_l = said_r"), ComparisonLevel("never", "FALSE"))
    pairs = compare({"said": ["x", "y"]}, [["a"], ["a"]], [Comparison("said", "said", levels)])
    assert pairs.levels["said"].tolist() == [1]
