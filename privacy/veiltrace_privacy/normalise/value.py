"""What every normaliser function gives back: a value and what is wrong with it."""

from dataclasses import dataclass
from enum import StrEnum


class Flag(StrEnum):
    """What is wrong with a value that is kept all the same; damaged values never match as whole.

    `DERIVED` is whole, but completed by us (a 15-digit resident ID made 18 digits long).
    """

    OK = "ok"
    DERIVED = "derived"
    MASKED = "masked"
    CHECKSUM = "checksum_failed"
    ROUNDED = "excel_rounded"
    MOJIBAKE = "mojibake"
    UNPARSED = "unparsed"


@dataclass(frozen=True, slots=True)
class Normalised:
    """`value` is canonical where `is_whole`, else the raw text with outer space removed."""

    value: str
    flag: Flag = Flag.OK

    @property
    def is_whole(self) -> bool:
        """Whether the value may be matched, searched and used as an identity."""
        return self.flag in (Flag.OK, Flag.DERIVED)
