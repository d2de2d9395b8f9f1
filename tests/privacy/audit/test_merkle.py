import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    LeafRange,
    complete_subtrees,
    consistency_ranges,
    fold,
    inclusion_ranges,
    leaf_hash,
    node_count,
    node_hash,
)

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The reference leaves of Certificate Transparency; below, their published roots and proofs."""
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION = {
    (0, 1): [],
    (0, 8): ["96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"],
    (5, 8): ["bc1a0643b12e4d2d", "ca854ea128ed050b", "d37ee418976dd957"],
    (2, 3): ["fac54203e7cc696c"],
    (1, 5): ["6e340b9cffb37a98", "5f083f0a1a33ca07", "bc1a0643b12e4d2d"],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): ["96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"],
    (6, 8): ["0ebc5d3437fbe2db", "ca854ea128ed050b", "d37ee418976dd957"],
    (2, 5): ["5f083f0a1a33ca07", "bc1a0643b12e4d2d"],
}


def grown(entries: list[bytes]) -> tuple[Frontier, list[bytes]]:
    """The tree of the entries, and the hashes of all its complete subtrees by their number."""
    frontier, nodes = Frontier(0, ()), list[bytes]()
    for entry in entries:
        frontier, completed = frontier.with_leaf(leaf_hash(entry))
        nodes += completed
    return frontier, nodes


def tree_hash(leaves: list[bytes]) -> bytes:
    """MTH as RFC 9162, 2.1.1 writes it, by recursion."""
    if len(leaves) < 2:
        return leaf_hash(leaves[0]) if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(tree_hash(leaves[:split]), tree_hash(leaves[split:]))


def path_heads(entries: list[bytes], ranges: tuple[LeafRange, ...]) -> list[str]:
    """The first eight bytes of the hash over each range."""
    return [tree_hash(entries[start:end]).hex()[:16] for start, end in ranges]


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS)))
def test_the_reference_leaves_give_the_published_roots(size: int, root: str) -> None:
    assert grown(ENTRIES[:size])[0].root.hex() == root


@pytest.mark.parametrize(("question", "path"), INCLUSION.items())
def test_inclusion_paths_are_the_published_ones(question: tuple[int, int], path: list[str]) -> None:
    assert path_heads(ENTRIES, inclusion_ranges(*question)) == path


@pytest.mark.parametrize(("question", "path"), CONSISTENCY.items())
def test_consistency_paths_are_the_published_ones(
    question: tuple[int, int], path: list[str]
) -> None:
    assert path_heads(ENTRIES, consistency_ranges(*question)) == path


@given(st.lists(st.binary(max_size=3), max_size=70))
def test_a_grown_tree_has_the_root_that_the_rfc_defines(entries: list[bytes]) -> None:
    frontier, nodes = grown(entries)
    assert frontier.root == tree_hash(entries)
    assert len(nodes) == node_count(len(entries))


@given(st.integers(0, 66), st.integers(0, 66))
def test_the_hash_over_a_range_of_a_proof_folds_from_complete_subtrees(a: int, b: int) -> None:
    old, new = sorted((a, b))
    entries = [bytes([number]) for number in range(new)]
    nodes = grown(entries)[1]
    for leaves in (*consistency_ranges(old, new), LeafRange(0, new)):
        folded = fold([nodes[number] for number in complete_subtrees(leaves)])
        assert folded == tree_hash(entries[leaves.start : leaves.end])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 100, 1000])
def test_roots_equal_those_of_another_implementation(size: int) -> None:
    pymerkle = pytest.importorskip("pymerkle", reason="a test oracle of the whole repository's")
    entries = [f"entry {number}".encode() for number in range(size)]
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        other.append_entry(entry)
    assert grown(entries)[0].root == other.get_root()
