"""A pair of records that no model may link by itself and a person should look at."""

from dataclasses import dataclass

from veiltrace_graph.model import NodeId


@dataclass(frozen=True, slots=True)
class ReviewPair:
    """Two nodes, how probably they are one party, and how much a person's word would tell.

    It holds no value of either record; they are opened when they are shown. Greater `priority`
    comes first.
    """

    left: NodeId
    right: NodeId
    probability: float
    priority: float

    @property
    def pair(self) -> tuple[NodeId, NodeId]:
        """The two nodes in a fixed order."""
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)
