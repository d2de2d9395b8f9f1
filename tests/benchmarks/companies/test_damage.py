"""Damage leaves a text that is another one, and like the first."""

from difflib import SequenceMatcher
from random import Random

import pytest
from benchmarks.companies import damage

from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag

SEEDS = range(40)
USCC = "91990101MA000012XD"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_slip_changes_little(seed: int) -> None:
    word = damage.slip_in_han("恒达源", Random(seed))
    assert 2 <= len(word) <= 4
    name = damage.slip_in_latin("Ashcombe Joinery Limited", Random(seed))
    assert SequenceMatcher(None, name, "Ashcombe Joinery Limited").ratio() > 0.9


def test_most_slips_are_seen() -> None:
    words = [damage.slip_in_han("恒达源", Random(seed)) for seed in SEEDS]
    assert sum(word != "恒达源" for word in words) > 0.9 * len(words)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_masked_code_reads_as_masked(seed: int) -> None:
    assert (
        normalise_property("uscc", damage.masked(USCC, Random(seed)), country="CN").flag
        is Flag.MASKED
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_garbled_code_reads_as_damaged(seed: int) -> None:
    text = damage.garbled(USCC, Random(seed))
    assert not normalise_property("uscc", text, country="CN").is_whole


@pytest.mark.parametrize("seed", SEEDS)
def test_a_restyled_code_reads_as_it_was(seed: int) -> None:
    text = damage.restyled(USCC, Random(seed))
    assert normalise_property("uscc", text, country="CN").value == USCC


def test_a_long_number_comes_rounded_out_of_a_spreadsheet() -> None:
    rounded = {damage.garbled("990101000000013", Random(seed)) for seed in SEEDS}
    assert "9.90101E+14" in rounded
