"""Numbers that no clustering can have are refused."""

import pytest

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.cluster_options import ClusterOptions


@pytest.mark.parametrize(
    "numbers",
    [
        {"unseen_bits": 0.0, "stop_bits": 0.0},
        {"unseen_bits": 1.0},
        {"stop_bits": 11.0},
        {"unseen_bits": -11.0},
        {"clip_bits": 1.0},
        {"clip_bits": float("nan")},
        {"stop_bits": float("nan")},
        {"automatic_bits": float("nan")},
        {"max_size": 0},
    ],
)
def test_numbers_out_of_their_range_are_refused(numbers):
    with pytest.raises(InvalidInput):
        ClusterOptions(**numbers)
