"""Pairs of records, compared where it is known how rare each value is."""

import pytest

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.scheme import ORGANISATIONS, PERSONS
from veiltrace_graph.resolution.splink_linker import NO_LEVEL, compare
from veiltrace_graph.resolution.term_frequency import TermFrequencies
from veiltrace_privacy.normalise.property_type import normalise_property

POPULATION_BITS = 20
"""There are 2^20 records; what nobody counted is taken to be in two of them: 19 bits."""


def _record(said, scheme):
    values = []
    for name, text in ((name, text) for name, texts in said.items() for text in _each(texts)):
        read = normalise_property(name, text, country="CN")
        values.append(PropertyValue(name, read.value, read.flag))
    return LinkageRecord(NodeId(b"1"), scheme.kind, "court", tuple(values))


def _each(texts):
    return [texts] if isinstance(texts, str) else texts


def _rarity(bits):
    counts: dict[str, dict[str, int]] = {}
    for kind, of_kind in bits.items():
        sealed = (lambda v, k=kind: f"{k}:{v}") if kind in ("contact", "place") else str
        counts[kind] = {sealed(v): 2 ** (POPULATION_BITS - rare) for v, rare in of_kind.items()}
    return TermFrequencies(2**POPULATION_BITS, counts, seal=str)


def _labels_by(scheme):
    def labels_of(name, pairs, /, **bits):
        """Compare `pairs` of properties by name; `bits` say how rare frequent values are."""
        comparison = next(c for c in scheme.comparisons if c.name == name)
        rows = [scheme.row(_record(said, scheme)) for pair in pairs for said in pair]
        blocks = [[str(i)] for i in range(len(pairs)) for _ in (0, 1)]
        compared = compare(scheme.columns(rows, _rarity(bits)), blocks, [comparison])
        assert compared.left.tolist() == list(range(0, len(rows), 2)) or not len(compared)
        levels = compared.levels[name].tolist()
        return [None if i == NO_LEVEL else comparison.labels[i] for i in levels]

    return labels_of


@pytest.fixture
def labels():
    """Return the labels on which pairs of persons fall in one comparison; None for no level."""
    return _labels_by(PERSONS)


@pytest.fixture
def organisation_labels():
    """Return the labels on which pairs of organisations fall in one comparison."""
    return _labels_by(ORGANISATIONS)
