"""What a linking did, and the stages it went through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from time import perf_counter


class Stage(StrEnum):
    """What a linking is doing; the values are told to whoever waits."""

    READING = "reading records"
    COMPARING = "comparing pairs"
    FITTING = "fitting the model"
    CLUSTERING = "forming clusters"
    WRITING = "writing links"


OnStage = Callable[[Stage], None]
"""Is called when a stage begins."""


def tell_nobody(_: Stage) -> None:
    """Tell nobody that a stage begins."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a linking did.

    scheme, model: what was linked, and what its links are signed with. is_full: whether all records
    were, or only those that new ones reach. records, pairs: how many were compared.
    without_key: the share of the records that no key compares with any other. parties: clusters of
    two records or more. added, withdrawn: links of the model. refused: merges and rules' links
    that an obstacle forbade. queued: pairs put to a person. undecided: parties left out, since
    nobody says whether they are persons or organisations. outgrown: blocking keys that were rare
    when the model was fitted and have become too common to compare by. seconds: by stage.
    """

    scheme: str
    model: str
    is_full: bool
    records: int
    pairs: int
    without_key: float
    parties: int
    added: int
    withdrawn: int
    refused: int
    queued: int
    undecided: int
    outgrown: int = 0
    seconds: Mapping[Stage, float] = field(default_factory=dict)


class Stopwatch:
    """Times the stages of one linking, and tells of each that begins."""

    def __init__(self, on_stage: OnStage) -> None:
        self._on_stage = on_stage
        self._stage: Stage | None = None
        self._since = 0.0
        self.seconds: dict[Stage, float] = {}

    def enter(self, stage: Stage) -> None:
        """Begin a stage, which ends the one before."""
        self.stop()
        self._stage, self._since = stage, perf_counter()
        self._on_stage(stage)

    def stop(self) -> None:
        """End the last stage."""
        if self._stage is not None:
            spent = perf_counter() - self._since
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + spent
        self._stage = None
