from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.audit.merkle import (
    Frontier,
    LeafRange,
    complete_subtrees,
    consistency_ranges,
    fold,
    inclusion_ranges,
    leaf_hash,
)
from veiltrace_privacy.audit.proof import verify_consistency, verify_inclusion

SIZE = 70
LEAVES = [leaf_hash(bytes([number])) for number in range(SIZE)]


def all_states() -> tuple[list[bytes], list[bytes]]:
    """The root at each size from 0, and the hashes of all complete subtrees."""
    frontier, nodes = Frontier(0, ()), list[bytes]()
    roots = [frontier.root]
    for leaf in LEAVES:
        frontier, completed = frontier.with_leaf(leaf)
        roots.append(frontier.root)
        nodes += completed
    return roots, nodes


ROOTS, NODES = all_states()


@dataclass(frozen=True)
class Inclusion:
    """All that a verifier of an inclusion proof is given."""

    leaf: bytes
    index: int
    size: int
    root: bytes
    path: tuple[bytes, ...]

    def holds(self) -> bool:
        return verify_inclusion(
            self.leaf, index=self.index, size=self.size, root=self.root, path=self.path
        )


@dataclass(frozen=True)
class Consistency:
    """All that a verifier of a consistency proof is given."""

    old_size: int
    old_root: bytes
    new_size: int
    new_root: bytes
    path: tuple[bytes, ...]

    def holds(self) -> bool:
        return verify_consistency(
            old_size=self.old_size,
            old_root=self.old_root,
            new_size=self.new_size,
            new_root=self.new_root,
            path=self.path,
        )


def hashes(ranges: tuple[LeafRange, ...]) -> tuple[bytes, ...]:
    return tuple(fold([NODES[number] for number in complete_subtrees(part)]) for part in ranges)


def inclusion(index: int, size: int) -> Inclusion:
    return Inclusion(LEAVES[index], index, size, ROOTS[size], hashes(inclusion_ranges(index, size)))


def consistency(old: int, new: int) -> Consistency:
    return Consistency(old, ROOTS[old], new, ROOTS[new], hashes(consistency_ranges(old, new)))


def flipped(value: bytes, random: Random) -> bytes:
    bit = random.randrange(len(value) * 8)
    return (int.from_bytes(value) ^ 1 << bit).to_bytes(len(value))


def mutated_path(path: tuple[bytes, ...], random: Random) -> tuple[bytes, ...]:
    """The path with a bit flipped, a hash dropped, put in, doubled or moved, or bytes moved."""
    at = random.randrange(len(path))
    rest = path[:at] + path[at + 1 :]
    other = random.randrange(len(path))
    return random.choice(
        [
            (*path[:at], flipped(path[at], random), *path[at + 1 :]),
            rest,
            (*path[:at], path[at], *path[at:]),
            (*path[:at], random.randbytes(32), *path[at:]),
            (*rest[:other], path[at], *rest[other:]),
            (*path[:at], path[at][:-1], *path[at + 1 :]),
            (*path[:at], path[at] + b"\0", *path[at + 1 :]),
            (),
        ]
    )


def mutated_inclusion(proof: Inclusion, random: Random) -> Inclusion:
    return random.choice(
        [
            replace(proof, leaf=flipped(proof.leaf, random)),
            replace(proof, root=flipped(proof.root, random)),
            replace(proof, index=random.randrange(-1, proof.size + 2)),
            replace(proof, path=mutated_path(proof.path, random)),
        ]
    )


def mutated_consistency(proof: Consistency, random: Random) -> Consistency:
    return random.choice(
        [
            replace(proof, old_root=flipped(proof.old_root, random)),
            replace(proof, new_root=flipped(proof.new_root, random)),
            replace(proof, old_size=random.randrange(-1, proof.new_size + 2)),
            replace(proof, path=mutated_path(proof.path, random)),
        ]
    )


@given(st.data())
def test_each_inclusion_proof_verifies(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, SIZE))
    assert inclusion(data.draw(st.integers(0, size - 1)), size).holds()


def test_between_any_two_sizes_the_consistency_proof_verifies() -> None:
    pairs = [(old, new) for new in range(SIZE + 1) for old in range(new + 1)]
    assert [pair for pair in pairs if not consistency(*pair).holds()] == []


def test_five_thousand_mutated_inclusion_proofs_are_refused() -> None:
    random, accepted = Random(1), []
    for _ in range(5_000):
        size = random.randint(2, SIZE)
        proof = inclusion(random.randrange(size), size)
        wrong = mutated_inclusion(proof, random)
        if wrong != proof and wrong.holds():
            accepted.append(wrong)
    assert accepted == []


def test_five_thousand_mutated_consistency_proofs_are_refused() -> None:
    random, accepted = Random(2), []
    for _ in range(5_000):
        new = random.randint(2, SIZE)
        proof = consistency(random.randrange(1, new), new)
        wrong = mutated_consistency(proof, random)
        if wrong != proof and wrong.holds():
            accepted.append(wrong)
    assert accepted == []


@pytest.mark.parametrize("path", [(), (b"",), (bytes(32),)])
def test_nothing_is_included_in_the_empty_tree(path: tuple[bytes, ...]) -> None:
    assert not Inclusion(LEAVES[0], 0, 0, ROOTS[0], path).holds()


def test_a_rewritten_history_is_not_consistent() -> None:
    honest = consistency(5, 9)
    assert not replace(honest, old_root=ROOTS[6]).holds()
    assert not replace(honest, old_size=9, new_size=5).holds()
    assert not replace(consistency(5, 5), new_root=ROOTS[4]).holds()
    assert not replace(consistency(0, 5), old_root=ROOTS[1]).holds()
