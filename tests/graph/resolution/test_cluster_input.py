"""Records and judged pairs that clustering cannot go by are refused."""

import numpy as np
import pytest

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.cluster_input import ClusterRecords, JudgedPairs
from veiltrace_graph.resolution.cluster_options import ClusterOptions
from veiltrace_graph.resolution.clustering import cluster
from veiltrace_graph.resolution.scored_pairs import ScoredPairs

NO_PAIRS = ScoredPairs(np.array([], dtype=int), np.array([], dtype=int), np.array([]))


def test_records_that_tie_in_order_are_refused_since_the_input_s_order_would_decide():
    with pytest.raises(InvalidInput, match="a number of its own"):
        ClusterRecords(np.array([1, 2, 1]))


def test_what_is_not_listed_for_every_record_is_refused_and_no_value_is_told():
    with pytest.raises(InvalidInput, match="all 2 records") as refused:
        ClusterRecords(np.array([1, 2]), exclusive={"resident_id": ["11010519491231002X"]})
    assert "1101" not in str(refused.value)
    with pytest.raises(InvalidInput, match="all 2 records"):
        ClusterRecords(np.array([1, 2]), source=["court"])


def test_a_one_to_one_source_is_refused_where_records_name_none():
    options = ClusterOptions(one_to_one_sources=frozenset({"court"}))
    with pytest.raises(InvalidInput, match="source of each record"):
        cluster(ClusterRecords(np.array([1, 2])), NO_PAIRS, options=options)


@pytest.mark.parametrize("name", ["same_by_persons", "same_by_rules", "different"])
def test_a_judged_pair_needs_two_records_that_there_are(name):
    with pytest.raises(InvalidInput, match="two different"):
        JudgedPairs(**{name: [(1, 1)]})
    for pair in ((0, 2), (-1, 0)):
        with pytest.raises(InvalidInput, match="beyond the 2"):
            cluster(ClusterRecords(np.array([1, 2])), NO_PAIRS, JudgedPairs(**{name: [pair]}))
