"""Truth sets linked as the product links them, without labels, and who is really the same."""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from benchmarks.linkage_sets import LinkageSet, load_set
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.cluster_options import ClusterOptions
from veiltrace_graph.resolution.fitting import fit
from veiltrace_graph.resolution.frame import LinkageFrame, fit_frame
from veiltrace_graph.resolution.linkage import Linking, compare_candidates, link
from veiltrace_graph.resolution.linkage_input import LinkageInput, linkage_input
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import SCHEMES, LinkageScheme
from veiltrace_graph.resolution.scored_pairs import Floats, Ints
from veiltrace_graph.resolution.scoring import score
from veiltrace_graph.resolution.splink_linker import ComparedPairs
from veiltrace_graph.vocabulary import NodeKind

TRAINING = ("febrl1", "febrl2", "febrl3", "RLdata500", "fake_1000")
"""The sets on which the model's start and the bands were chosen."""

SCORED = ("febrl4", "RLdata10000", "historical_50k", "zh_people", "companies")
"""The sets whose truth decides nothing but their score."""


@dataclass(frozen=True, slots=True, eq=False)
class FittedSet:
    """A set's compared pairs, the model fitted on them, and the truth: never given to a linker.

    entity: a number for each record of `given`; probability: that of each pair.
    """

    name: str
    given: LinkageInput
    compared: tuple[ComparedPairs, float]
    model: MatchModel
    options: ClusterOptions
    entity: Ints
    probability: Floats

    @property
    def pairs(self) -> ComparedPairs:
        """The candidate pairs."""
        return self.compared[0]

    @property
    def is_match(self) -> npt.NDArray[np.bool_]:
        """Whether each pair is of one entity."""
        same: npt.NDArray[np.bool_] = self.entity[self.pairs.left] == self.entity[self.pairs.right]
        return same

    def link(self, threshold: float) -> Linking:
        """Return the set's clusters, linked from this probability on."""
        return link(
            self.given,
            self.model,
            Bands(threshold, threshold),
            compared=self.compared,
            options=self.options,
        )


def fit_set(name: str) -> FittedSet:
    """Return the set of that name, compared and with a model of its own, fitted without labels."""
    data = load_set(name)
    given, frame = prepared(data)
    compared = compare_candidates(given, frame)
    model = fit(given, frame, compared[0])
    return FittedSet(
        name,
        given,
        compared,
        model,
        options_of(data),
        entity_numbers(data, given),
        score(compared[0], model).probability,
    )


def prepared(data: LinkageSet) -> tuple[LinkageInput, LinkageFrame]:
    """Return the records in the order in which they are linked, and the frame that fits them."""
    given = linkage_input(data.records, scheme_of(data.records[0].kind))
    return given, fit_frame(given.rows, given.keys, given.scheme, _seal)


def options_of(data: LinkageSet) -> ClusterOptions:
    """Return how the set's clusters grow: whether its sources hold nobody twice is known of it."""
    sources = {record.source for record in data.records}
    exclusive = sources if data.links_only_across_sources else set()
    return ClusterOptions(one_to_one_sources=frozenset(exclusive))


def entity_numbers(data: LinkageSet, given: LinkageInput) -> Ints:
    """Return for each record of `given` the number of the entity that it is really of."""
    entities = [data.entity[record.node] for record in given.records]
    numbers: Ints = np.unique(entities, return_inverse=True)[1].astype(np.int64)
    return numbers


def scheme_of(kind: NodeKind) -> LinkageScheme:
    """Return how records of this kind are linked."""
    return next(scheme for scheme in SCHEMES.values() if scheme.kind is kind)


def _seal(value: str) -> str:
    # The sets are public: nothing here needs a key.
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
