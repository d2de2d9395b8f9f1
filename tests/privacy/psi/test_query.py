import random

import pytest

from veiltrace_privacy.psi.errors import ElementRefused, EpochMismatch, ReplyTampered
from veiltrace_privacy.psi.query import (
    Query,
    agreed,
    check_reply,
    make_query,
    read_answer,
)

CANARIES = [[f"{number:02x}{at:02x}" for at in range(8)] for number in range(2)]


@pytest.fixture
def ask(pair):
    """A query of `n` pairs and the canaries of two classes."""
    return lambda n, seed=1: make_query(
        [pair(1, number) for number in range(n)],
        CANARIES,
        partner="carrier",
        epoch="e",
        rng=random.Random(seed),
    )


def honest(query: Query, held: dict[int, int]) -> list[list[int]]:
    """What is found where the partner holds pair -> class."""
    return [
        [*query.canaries[number], *(query.pairs[p] for p, c in held.items() if c == number)]
        for number in range(2)
    ]


def test_a_query_is_padded_to_a_power_of_two_of_distinct_texts(ask):
    assert [len(ask(n).texts) for n in (1, 48, 49)] == [64, 64, 128]
    assert len(set(ask(49).texts)) == 128


def test_the_order_tells_nothing_and_differs_between_runs(ask):
    one, other = ask(5, seed=1), ask(5, seed=2)
    assert one.pairs != other.pairs
    assert {one.texts[at] for at in one.pairs} == {other.texts[at] for at in other.pairs}


def test_a_pair_twice_or_no_pair_is_refused(pair):
    for pairs in ([], [pair(1, 1), pair(1, 1)]):
        with pytest.raises(ElementRefused):
            make_query(pairs, CANARIES, partner="p", epoch="e", rng=random.Random(1))


def test_an_honest_answer_gives_each_pair_its_class(ask):
    query = ask(3)
    assert read_answer(query, honest(query, {0: 1, 2: 0})) == (1, None, 0)


def test_an_answer_without_any_canary_is_another_epochs_key_and_no_empty_result(ask):
    with pytest.raises(EpochMismatch):
        read_answer(ask(3), [[], []])


def test_a_canary_missing_or_in_another_class_and_a_found_dummy_are_tampering(ask):
    query = ask(3)
    right = honest(query, {})
    dummy = next(
        at for at in range(64) if at not in {*query.pairs, *query.canaries[0], *query.canaries[1]}
    )
    for found in [
        [right[0][1:], right[1]],
        [right[0][1:], [*right[1], right[0][0]]],
        [right[1], right[0]],
        [[*right[0], dummy], right[1]],
        [[*right[0], query.pairs[0]], [*right[1], query.pairs[0]]],
    ]:
        with pytest.raises(ReplyTampered):
            read_answer(query, found)


def test_two_runs_that_differ_are_tampering() -> None:
    with pytest.raises(ReplyTampered):
        agreed((None, 1), (1, None))


def swapped(query: Query, held: dict[int, int], rng: random.Random) -> tuple[int | None, ...]:
    """The answer where the partner swaps two places of its reply, whichever they are."""
    one, other = rng.sample(range(len(query.texts)), 2)
    place = {one: other, other: one}
    return read_answer(query, [[place.get(at, at) for at in row] for row in honest(query, held)])


def test_a_swap_in_both_runs_passes_no_more_often_than_the_docs_say(ask):
    """docs/private-match.md: a wrong match survives with at most 1 in 2,016 (64 points)."""
    rng, held, passed = random.Random(7), {0: 0, 1: 1, 2: 0}, 0
    truth = (0, 1, 0, None, None)
    tries = 4_000
    for number in range(tries):
        try:
            runs = [swapped(ask(5, seed=2 * number + run), held, rng) for run in (0, 1)]
            passed += agreed(*runs) != truth
        except ReplyTampered:
            pass
    assert passed <= 3 * tries / 2016


@pytest.mark.parametrize("change", [lambda r: r[:-33], lambda r: r[:-1], lambda r: r + r[:33]])
def test_a_reply_of_another_length_is_tampering(change):
    with pytest.raises(ReplyTampered, match="number of points"):
        check_reply(change(POINT_A + POINT_B), 2)


def test_a_reply_that_repeats_a_point_or_leaves_the_curve_is_tampering() -> None:
    assert check_reply(POINT_A + POINT_B, 2) == POINT_A + POINT_B
    for reply in (POINT_A * 2, POINT_A + b"\x02" + b"\xff" * 32, POINT_A + b"\x00" * 33):
        with pytest.raises(ReplyTampered, match="repeats a point"):
            check_reply(reply, 2)


# The generator of P-256 and its negative (SEC 2, 2.4.2), compressed.
X = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
POINT_A, POINT_B = bytes.fromhex("03" + X), bytes.fromhex("02" + X)
