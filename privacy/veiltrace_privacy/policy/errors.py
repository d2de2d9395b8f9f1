"""What can go wrong when the gate is asked, one class for each reaction."""

from veiltrace_privacy.errors import VeiltraceError


class PolicyError(VeiltraceError):
    """The gate was asked wrongly, so there is no decision: let nothing through, mend the call."""

    code = "privacy.policy"


class UnknownFact(VeiltraceError):
    """The request does not hold the fact: the rule's outcome for the unknown applies."""

    code = "privacy.unknown_fact"

    def __init__(self, name: str) -> None:
        super().__init__(f"the fact {name} is not known")
        self.name = name
