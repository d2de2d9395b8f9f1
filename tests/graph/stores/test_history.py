"""The intervals of facts follow from the versions of their record, and the versions from them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.stores.sqlite.history import intervals, versions_of
from veiltrace_graph.stores.sqlite.schema import NEVER

VERSIONS = st.dictionaries(
    st.integers(1, 30), st.frozensets(st.sampled_from("abcd")), min_size=1, max_size=8
)


@given(VERSIONS)
def test_versions_come_back_from_their_intervals(versions):
    assert versions_of(versions.keys(), intervals(versions)) == versions


@given(VERSIONS)
def test_intervals_of_one_fact_neither_touch_nor_overlap(versions):
    for fact in "abcd":
        spans = sorted((a, b) for f, a, b in intervals(versions) if f == fact)
        assert all(start < end for start, end in spans)
        assert all(one[1] < other[0] for one, other in pairwise(spans))


@given(VERSIONS)
def test_only_what_the_last_version_states_goes_on(versions):
    open_facts = {fact for fact, _, end in intervals(versions) if end == NEVER}
    assert open_facts == versions[max(versions)]
