import numpy as np
import pytest

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.snapshot import UNSEEN_RELATIONS, Snapshot, build_snapshot


def snapshot(
    source: list[int], target: list[int], confidence: list[float], nodes: int = 5
) -> Snapshot:
    return build_snapshot(
        node_count=nodes,
        source=np.array(source, dtype=np.int32),
        target=np.array(target, dtype=np.int32),
        confidence=np.array(confidence, dtype=np.float32),
        generation=7,
    )


def as_bytes(built: Snapshot) -> list[bytes]:
    arrays = (built.start, built.neighbours, built.confidence, built.damping)
    return [array.tobytes() for array in arrays]


def row(built: Snapshot, node: int) -> list[int]:
    neighbours: list[int] = built.neighbours[built.start[node] : built.start[node + 1]].tolist()
    return neighbours


def test_every_relation_is_found_from_both_ends_in_ascending_order() -> None:
    built = snapshot([3, 0, 4], [1, 3, 3], [0.5, 0.5, 0.5])
    assert [row(built, node) for node in range(5)] == [[3], [3], [], [0, 1, 4], [3]]


def test_parallel_edges_become_the_probability_that_one_is_true() -> None:
    built = snapshot([0, 1, 0], [1, 0, 1], [0.5, 0.2, 0.5])
    assert built.arc_count == 2
    assert built.confidence == pytest.approx([0.8, 0.8])


def test_an_edge_from_a_node_to_itself_is_dropped() -> None:
    built = snapshot([2, 0], [2, 1], [0.5, 0.5])
    assert [built.degree(node) for node in range(5)] == [1, 1, 0, 0, 0]


def test_damping_counts_the_known_and_the_unseen_relations() -> None:
    built = snapshot([0, 0], [1, 2], [0.5, 0.25])
    assert built.damping[:4] * (UNSEEN_RELATIONS + np.array([0.75, 0.5, 0.25, 0])) == pytest.approx(
        1
    )


def test_the_order_and_direction_of_edges_make_no_difference_to_a_byte() -> None:
    draw = np.random.default_rng(3)
    source, target = draw.integers(0, 20, (2, 400), dtype=np.int32)
    confidence = draw.uniform(0.1, 1.0, 400).astype(np.float32)
    first = build_snapshot(
        node_count=20, source=source, target=target, confidence=confidence, generation=1
    )
    order = draw.permutation(400)
    swapped = draw.random(400) < 0.5
    second = build_snapshot(
        node_count=20,
        source=np.where(swapped, target, source)[order],
        target=np.where(swapped, source, target)[order],
        confidence=confidence[order],
        generation=1,
    )
    assert as_bytes(first) == as_bytes(second)


def test_arrays_equal_a_dense_matrix_built_pair_by_pair() -> None:
    draw = np.random.default_rng(4)
    source, target = draw.integers(0, 12, (2, 60))
    confidence = draw.uniform(0.1, 1.0, 60).astype(np.float32)
    doubt = np.ones((12, 12))
    for u, v, c in zip(source, target, confidence, strict=True):
        if u != v:
            doubt[u, v] *= 1 - float(c)
            doubt[v, u] = doubt[u, v]
    built = snapshot(source.tolist(), target.tolist(), confidence.tolist(), nodes=12)
    dense = np.zeros((12, 12))
    for node in range(12):
        arcs = slice(built.start[node], built.start[node + 1])
        dense[node, built.neighbours[arcs]] = built.confidence[arcs]
    assert dense == pytest.approx(1 - doubt, abs=1e-6)


def test_a_graph_without_edges_or_nodes_is_a_snapshot() -> None:
    assert snapshot([], [], [], nodes=0).node_count == 0
    assert snapshot([], [], [], nodes=3).start.tolist() == [0, 0, 0, 0]
    assert snapshot([1], [1], [0.5], nodes=3).arc_count == 0


def test_arrays_cannot_be_written() -> None:
    built = snapshot([0], [1], [0.5])
    for array in (built.start, built.neighbours, built.confidence, built.damping):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_arrays_have_the_stated_types() -> None:
    built = snapshot([0, 0], [1, 1], [0.5, 0.5])
    arrays = (built.start, built.neighbours, built.confidence, built.damping)
    assert [str(array.dtype) for array in arrays] == ["int64", "int32", "float32", "float64"]


@pytest.mark.parametrize(
    ("source", "target", "confidence"),
    [
        ([0], [5], [0.5]),
        ([-1], [0], [0.5]),
        ([0, 1], [1], [0.5]),
        ([0], [1], [0.5, 0.5]),
        ([0], [1], [0.0]),
        ([0], [1], [1.5]),
        ([0], [1], [float("nan")]),
    ],
)
def test_garbage_is_refused_with_our_error(
    source: list[int], target: list[int], confidence: list[float]
) -> None:
    with pytest.raises(InvalidInput):
        snapshot(source, target, confidence)


def test_more_nodes_than_positions_can_number_are_refused() -> None:
    with pytest.raises(InvalidInput):
        snapshot([], [], [], nodes=2**31)
