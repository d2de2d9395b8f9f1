"""A section of the mapping file, read key by key; every fault is noted and reading goes on.

A reader returns a stand-in where it notes a fault: whoever holds the list of faults refuses the
file at the end, with all of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from veiltrace_connectors.mapping.keys import TO_FILL_IN

Word = TypeVar("Word", bound=StrEnum)

_TO_BE_FILLED_IN = "must be filled in by a person"


def unknown_word(word: str, what: str, known: Collection[str]) -> str:
    """Return the complaint about a word that is none of the known ones, with the likeliest.

    >>> unknown_word("persn", "a node kind", ["person", "party"])
    "'persn' is not a node kind; did you mean 'person'?"
    >>> unknown_word("moon", "a format", ["csv", "xlsx"])
    "'moon' is not a format; known: csv, xlsx"
    """
    close = get_close_matches(word, known, n=1)
    advice = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(known)}"
    return f"'{word}' is not {what}; {advice}"


@dataclass(frozen=True, slots=True)
class Section:
    """One YAML mapping with its path in the file and the list that takes the faults."""

    node: dict[str, object]
    path: str
    faults: list[str]

    def fault(self, key: str, problem: str) -> None:
        """Note what is wrong with a key of this section."""
        where = f"{self.path}.{key}" if self.path and key else self.path or key
        self.faults.append(f"{where}: {problem}")

    def allow(self, known: Collection[str]) -> None:
        """Note every key that is none of the known ones."""
        for key in self.node:
            if key not in known:
                self.fault(key, unknown_word(key, "a key here", known))

    def text(self, key: str, default: str | None = None) -> str:
        """Return the key's text; without a default it must be there and not be empty."""
        if key not in self.node and default is not None:
            return default
        text = scalar_text(self.node.get(key))
        if not text:
            self.fault(key, "is missing" if key not in self.node else "must be a text; quote it")
        elif text == TO_FILL_IN:
            self.fault(key, _TO_BE_FILLED_IN)
        return text

    def word(self, key: str, words: type[Word], what: str) -> Word:
        """Return the key's text as one of an enumeration's words."""
        known = [word.value for word in words]
        if self.node.get(key) == TO_FILL_IN:
            self.fault(key, f"must be chosen by a person: {', '.join(known)}")
            return next(iter(words))
        text = self.text(key)
        if text in known:
            return words(text)
        if text:
            self.fault(key, unknown_word(text, what, known))
        return next(iter(words))

    def optional_word(self, key: str, words: type[Word], what: str) -> Word | None:
        """Return the key's text as one of an enumeration's words; None where the key is absent."""
        return self.word(key, words, what) if key in self.node else None

    def words(self, key: str, words: type[Word], what: str) -> tuple[Word, ...]:
        """Return the words of the list under a key; there may be none."""
        nodes = self.node.get(key, [])
        if not isinstance(nodes, list):
            self.fault(key, "must be a list")
            return ()
        known = [word.value for word in words]
        texts = [scalar_text(node) for node in nodes]
        for text in texts:
            if text not in known:
                self.fault(key, unknown_word(text, what, known))
        return tuple(words(text) for text in texts if text in known)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of the list under a key, without outer space; there must be one."""
        nodes = self.node.get(key)
        if not isinstance(nodes, list) or not nodes:
            self.fault(key, "must be a list of texts")
            return ()
        if any(node != "" and not scalar_text(node) for node in nodes):
            self.fault(key, "must be a list of texts; quote each")
        return tuple(scalar_text(node).strip() for node in nodes)

    def whole_number(self, key: str) -> int:
        """Return the key's number, which must be at least 1."""
        value = self.node.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.fault(key, "must be a whole number above 0")
        return 1

    def day(self, key: str) -> date:
        """Return the key's date."""
        value = self.node.get(key)
        if type(value) is date:
            return value
        if value == TO_FILL_IN:
            self.fault(key, _TO_BE_FILLED_IN)
        else:
            self.fault(key, "must be a date such as 2026-05-31")
        return date.min

    def section(self, key: str) -> "Section":
        """Return the section under a key, an empty one where there is none."""
        return self._child(self.node.get(key, {}), key)

    def sections(self, key: str) -> Iterator[tuple[str, "Section"]]:
        """Yield the named sections under a key."""
        child = self.section(key)
        for name in child.node:
            yield name, child.section(name)

    def listed(self, key: str) -> Iterator["Section"]:
        """Yield the sections of the list under a key; their paths count from 1."""
        nodes = self.node.get(key, [])
        if not isinstance(nodes, list):
            self.fault(key, "must be a list")
            return
        for number, node in enumerate(nodes, 1):
            yield self._child(node, f"{key}[{number}]")

    def items(self, key: str) -> list[tuple[str, "Section"]]:
        """Return, for each item of a key's list, its own key and a section that holds it there.

        What is no list is the one item, under the key itself.
        """
        node = self.node[key]
        if not isinstance(node, list):
            return [(key, self)]
        names = [f"{key}[{number}]" for number in range(1, len(node) + 1)]
        return [
            (name, Section({name: item}, self.path, self.faults))
            for name, item in zip(names, node, strict=True)
        ]

    def _child(self, node: object, key: str) -> "Section":
        if not isinstance(node, dict):
            self.fault(key, "must be a section of keys and values")
            node = {}
        path = f"{self.path}.{key}" if self.path else key
        return Section({str(name): value for name, value in node.items()}, path, self.faults)


def scalar_text(value: object) -> str:
    """Return a YAML scalar as the text it was written as, "" for what has no one text.

    >>> scalar_text("姓名"), scalar_text(2020), scalar_text(True), scalar_text(["a"])
    ('姓名', '2020', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        return ""
    return str(value)
