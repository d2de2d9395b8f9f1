"""The Merkle tree of RFC 9162 section 2.1: hashes, where subtrees lie, proofs and their checks.

Assumption: SHA-256 is collision resistant (128-bit security). A root commits to every entry and
to their order. It hides nothing: short entries can be guessed from their hash.

Only complete subtrees are ever kept, for they never change. They are numbered in the order they
come to be (post-order), so that a log only ever writes at its end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


class LeafRange(NamedTuple):
    """The leaves from `start` up to and without `end`, which lie under one node of some tree."""

    start: int
    end: int


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry. Source: RFC 9162, 2.1.1; the prefix tells leaf from node.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees of 32-byte hash each. Source: RFC 9162, 2.1.1."""
    return sha256(b"\1" + left + right).digest()


def node_count(size: int) -> int:
    """Return how many complete subtrees, leaves included, a tree of `size` leaves has.

    >>> [node_count(size) for size in range(6)]
    [0, 1, 3, 4, 7, 8]
    """
    return 2 * size - size.bit_count()


def complete_subtrees(leaves: LeafRange) -> Iterator[int]:
    """Yield the numbers of the complete subtrees that make up `leaves`, from left to right.

    >>> list(complete_subtrees(LeafRange(0, 7)))
    [6, 9, 10]
    """
    end = leaves.start
    for level in reversed(range((leaves.end - leaves.start).bit_length())):
        if (leaves.end - leaves.start) >> level & 1:
            end += 1 << level
            yield node_count(end - 1) + level


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over adjacent complete subtrees, the largest first; of none: the empty root.

    >>> fold([]) == EMPTY_ROOT
    True
    """
    if not hashes:
        return EMPTY_ROOT
    *rest, root = hashes
    for left in reversed(rest):
        root = node_hash(left, root)
    return root


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to let a tree grow: its size, and its largest complete subtrees.

    >>> one, new = Frontier(0, ()).with_leaf(leaf_hash(b"a"))
    >>> two, new = one.with_leaf(leaf_hash(b"b"))
    >>> two.size, len(two.hashes), len(new)
    (2, 1, 2)
    """

    size: int
    hashes: tuple[bytes, ...]

    @property
    def root(self) -> bytes:
        """The tree's root hash."""
        return fold(self.hashes)

    def with_leaf(self, leaf: bytes) -> tuple["Frontier", list[bytes]]:
        """Return the tree with one leaf more, and the subtrees it completes, smallest first."""
        completed = [leaf]
        # The leaf closes a subtree for each 1 at the end of the binary size, like a carry.
        carries = (~self.size & (self.size + 1)).bit_length() - 1
        kept = len(self.hashes) - carries
        for left in reversed(self.hashes[kept:]):
            completed.append(node_hash(left, completed[-1]))
        return Frontier(self.size + 1, (*self.hashes[:kept], completed[-1])), completed


def inclusion_ranges(index: int, size: int) -> tuple[LeafRange, ...]:
    """Return whose hashes prove that leaf `index` is in the tree of `size` leaves, lowest first.

    Needs 0 <= index < size. Source: RFC 9162, 2.1.3.1.

    >>> inclusion_ranges(2, 3)
    (LeafRange(start=0, end=2),)
    """
    siblings = []
    start, end = 0, size
    while end - start > 1:
        split = _split(start, end)
        if index < split:
            siblings.append(LeafRange(split, end))
            end = split
        else:
            siblings.append(LeafRange(start, split))
            start = split
    return tuple(reversed(siblings))


def consistency_ranges(old_size: int, new_size: int) -> tuple[LeafRange, ...]:
    """Return whose hashes prove that the tree of `old_size` leaves only grew to `new_size`.

    Needs 0 <= old_size <= new_size. Source: RFC 9162, 2.1.4.1.

    >>> consistency_ranges(2, 3)
    (LeafRange(start=2, end=3),)
    """
    if old_size == 0:
        return ()
    siblings = []
    start, end = 0, new_size
    while old_size != end:
        split = _split(start, end)
        if old_size <= split:
            siblings.append(LeafRange(split, end))
            end = split
        else:
            siblings.append(LeafRange(start, split))
            start = split
    # From start 0 the old tree is itself a subtree, whose root the verifier has.
    own = [LeafRange(start, end)] if start else []
    return (*own, *reversed(siblings))


def _split(start: int, end: int) -> int:
    """Return where the left subtree ends: it has the largest power of two that leaves a right."""
    return start + (1 << ((end - start - 1).bit_length() - 1))
