"""What the gate is asked: where, for what purpose, under which law, and what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType
from typing import cast

from veiltrace_privacy.policy.errors import PolicyError, UnknownFact
from veiltrace_privacy.policy.facts import COUNTRY_CODE, FACTS, FactType, FactValue, check_facts
from veiltrace_privacy.policy.words import Gate, Purpose


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the gate.

    `jurisdiction` is the ISO 3166 code, in lower case, of the law the decision falls under: that
    of the case, or at INGEST of the source. A fact left out of `facts` is unknown; a purpose of
    None is one nobody gave.

    Raises: PolicyError: a word, code or fact is not one of those defined.

    >>> request = Request(Gate.READ, Purpose.LOCATE, "cn", {"case_open": True})
    >>> request.flag("case_open")
    True
    >>> request.words("field_groups")
    Traceback (most recent call last):
    veiltrace_privacy.policy.errors.UnknownFact: the fact field_groups is not known
    """

    gate: Gate
    purpose: Purpose | None
    jurisdiction: str
    facts: Mapping[str, FactValue] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.gate, Gate):
            raise PolicyError("a request's gate must be a Gate")
        if not (self.purpose is None or isinstance(self.purpose, Purpose)):
            raise PolicyError("a request's purpose must be a Purpose or None")
        if not (isinstance(self.jurisdiction, str) and COUNTRY_CODE.fullmatch(self.jurisdiction)):
            raise PolicyError("a request's jurisdiction must be a country code such as 'cn'")
        if not isinstance(self.facts, Mapping):
            raise PolicyError("a request's facts must be a mapping")
        check_facts(self.facts)
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def flag(self, name: str) -> bool:
        """Return a yes-or-no fact; UnknownFact where it is not known, here and below."""
        return cast(bool, self._known(name, FactType.FLAG))

    def count(self, name: str) -> int:
        """Return a number from 0."""
        return cast(int, self._known(name, FactType.COUNT))

    def identifier(self, name: str) -> str:
        """Return an identifier."""
        return cast(str, self._known(name, FactType.ID))

    def country(self, name: str) -> str:
        """Return a country code."""
        return cast(str, self._known(name, FactType.COUNTRY))

    def word(self, name: str) -> str:
        """Return one word of the fact's list."""
        return cast(str, self._known(name, FactType.WORD))

    def words(self, name: str) -> frozenset[str]:
        """Return words of the fact's list."""
        return frozenset(cast(tuple[str, ...], self._known(name, FactType.WORDS)))

    def clock(self, name: str) -> time:
        """Return a local clock time."""
        return cast(time, self._known(name, FactType.CLOCK))

    def offsets(self, name: str) -> tuple[int, ...]:
        """Return offsets in minutes east of UTC."""
        return cast(tuple[int, ...], self._known(name, FactType.OFFSETS))

    def _known(self, name: str, fact_type: FactType) -> FactValue:
        spec = FACTS[name]
        if spec.type is not fact_type:
            raise PolicyError(f"the fact {name} is read as another type than it has")
        if name not in self.facts:
            raise UnknownFact(name)
        return self.facts[name]
