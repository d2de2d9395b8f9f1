"""What two values that are not simply equal say about each other."""

from enum import StrEnum


class Comparison(StrEnum):
    """Whether two values can be of one thing. `CANNOT_TELL` speaks neither for nor against."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    CANNOT_TELL = "cannot_tell"
