"""When scored pairs make one cluster: the numbers clustering goes by."""

from dataclasses import dataclass
from math import isfinite

from veiltrace_graph.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """What two clusters need to become one, in bits of match weight, prior included.

    stop_bits: mean weight of the pairs between two clusters below which they stay two.
    unseen_bits: weight of a pair that was never a candidate, since its records share no key.
    clip_bits: how much one pair may say, either way, so that no single pair carries a cluster.
    automatic_bits: a pair of at least this weight that ends between two clusters is reported.
    max_size: records a cluster may have; a merge beyond it is refused.
    one_to_one_sources: sources that describe nobody twice: a cluster holds one record of each.
    Raises: InvalidInput: a number is out of its range.
    """

    stop_bits: float = 0.0
    unseen_bits: float = -2.0
    clip_bits: float = 10.0
    automatic_bits: float = 6.0
    max_size: int = 200
    one_to_one_sources: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse numbers no clustering can have."""
        # Else two clusters could become one by what was never compared.
        if not -self.clip_bits <= self.unseen_bits < self.stop_bits <= self.clip_bits:
            raise InvalidInput(
                "unseen_bits must lie below stop_bits, and both within clip_bits of 0, not be "
                f"{self.unseen_bits}, {self.stop_bits} and {self.clip_bits}"
            )
        if not isfinite(self.automatic_bits):
            raise InvalidInput("automatic_bits must be a finite number of bits")
        if self.max_size < 1:
            raise InvalidInput(f"max_size must be at least 1, not {self.max_size}")


DEFAULT_CLUSTERING = ClusterOptions()
