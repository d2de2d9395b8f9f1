"""Phones and addresses never identify alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.resolution.shared_facts import with_shared_facts


def total(of_identity: float, of_shared: float) -> float:
    return float(with_shared_facts(np.array([of_identity]), np.array([of_shared]))[0])


@given(shared=st.floats(0, 50), doubt=st.floats(-50, 0))
def test_shared_facts_never_identify_alone_nor_against_who_somebody_is(
    shared: float, doubt: float
) -> None:
    assert total(doubt, shared) == doubt


@given(shared=st.floats(0, 50), known=st.floats(0, 50))
def test_shared_facts_add_at_most_what_identity_says(shared: float, known: float) -> None:
    assert known <= total(known, shared) <= 2 * known


@given(apart=st.floats(-50, 0), known=st.floats(-50, 50))
def test_shared_facts_that_differ_speak_against_a_match_all_the_same(
    apart: float, known: float
) -> None:
    assert total(known, apart) == known + apart
