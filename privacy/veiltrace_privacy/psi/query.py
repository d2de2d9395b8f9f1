"""What the registry asks in one run, and how it reads the answer: pure, without any masking.

A run asks the pairs, the table's canaries and dummies, in random order. Two runs under two keys
must agree, which a partner that reorders its reply cannot arrange: it does not know which of the
second run's points are which of the first's.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from veiltrace_privacy.psi.element import Pair, made_up_text, pair_text
from veiltrace_privacy.psi.errors import ElementRefused, EpochMismatch, ReplyTampered
from veiltrace_privacy.psi.points import are_distinct_points, split_points

MIN_POINTS = 64
"""No query is smaller, however few pairs it asks."""


@dataclass(frozen=True, slots=True)
class Query:
    """Texts to be masked in this order, and where in it the pairs and each class's canaries are."""

    texts: tuple[str, ...]
    pairs: tuple[int, ...]
    canaries: tuple[tuple[int, ...], ...]


def padded_size(elements: int) -> int:
    """Return the number of points sent for so many elements: a power of two, at least 64.

    >>> [padded_size(elements) for elements in (1, 64, 65)]
    [64, 64, 128]
    """
    return max(MIN_POINTS, 1 << (elements - 1).bit_length())


def make_query(
    pairs: Sequence[Pair],
    canaries: Sequence[Sequence[str]],
    *,
    partner: str,
    epoch: str,
    rng: random.Random,
) -> Query:
    """Return one run's query; `canaries` are the nonces of each class of the manifest.

    Raises:
        ElementRefused: a pair comes twice, or there is none.

    >>> query = make_query([], [["00"]], partner="p", epoch="e", rng=random.Random(1))
    Traceback (most recent call last):
    veiltrace_privacy.psi.errors.ElementRefused: there is no pair to ask
    """
    if not pairs:
        raise ElementRefused("there is no pair to ask")
    if len(set(pairs)) < len(pairs):
        raise ElementRefused("a pair comes twice in one query; ask it once")
    texts = [pair_text(pair, partner=partner, epoch=epoch) for pair in pairs]
    positions_of = []
    for nonces in canaries:
        positions_of.append(range(len(texts), len(texts) + len(nonces)))
        texts += [
            made_up_text("canary", partner=partner, epoch=epoch, nonce=nonce) for nonce in nonces
        ]
    for _ in range(padded_size(len(texts)) - len(texts)):
        nonce = rng.randbytes(16).hex()
        texts.append(made_up_text("dummy", partner=partner, epoch=epoch, nonce=nonce))
    order = rng.sample(range(len(texts)), len(texts))
    place = {old: new for new, old in enumerate(order)}
    return Query(
        texts=tuple(texts[old] for old in order),
        pairs=tuple(place[old] for old in range(len(pairs))),
        canaries=tuple(tuple(place[old] for old in positions) for positions in positions_of),
    )


def check_reply(reply: bytes, points_asked: int) -> bytes:
    """Return the reply if it holds as many points as were asked, all on the curve, none twice.

    Raises:
        ReplyTampered: it is shorter, longer, or a point is repeated or invalid.

    >>> check_reply(b"", 64)
    Traceback (most recent call last):
    veiltrace_privacy.psi.errors.ReplyTampered: the reply has another number of points than asked
    """
    points = split_points(reply)
    if points is None or len(points) != points_asked:
        raise ReplyTampered("the reply has another number of points than asked")
    if not are_distinct_points(points):
        raise ReplyTampered("the reply repeats a point or has one that is not on the curve")
    return reply


def read_answer(query: Query, found: Sequence[Sequence[int]]) -> tuple[int | None, ...]:
    """Return each pair's class, or None where the partner does not hold it.

    Args:
        query: what was asked.
        found: for each class, which positions of the query its table holds.
    Raises:
        EpochMismatch: no canary was found: reply and table have different keys.
        ReplyTampered: a canary is missing or in another class, or a dummy was found.
    """
    class_of: dict[int, int] = {}
    for number, positions in enumerate(found):
        for position in positions:
            if class_of.setdefault(position, number) != number:
                raise ReplyTampered("one point was found in two classes")
    expected = {at: number for number, row in enumerate(query.canaries) for at in row}
    if not class_of.keys() & expected.keys():
        raise EpochMismatch("the partner's key does not fit its table; ask again, or tell it")
    if any(class_of.get(at) != number for at, number in expected.items()):
        raise ReplyTampered("a canary is not where the manifest says; the reply was changed")
    if class_of.keys() - expected.keys() - set(query.pairs):
        raise ReplyTampered("a dummy was found in the partner's table; the reply was changed")
    return tuple(class_of.get(position) for position in query.pairs)


def agreed(first: tuple[int | None, ...], second: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Return the classes that both runs gave.

    Raises:
        ReplyTampered: they differ.

    >>> agreed((None, 1), (None, 1))
    (None, 1)
    """
    if first != second:
        raise ReplyTampered("two runs of one question differ; the replies were changed")
    return first
