"""The words of headers, Chinese and English, with what each can mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

import pypinyin

from veiltrace_connectors.mapping.yaml_text import parse_yaml
from veiltrace_privacy.normalise.text import fold

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_TOKEN = re.compile(r"[a-z]+|[0-9]+|[^\W\d_a-z]")
_ALLOWED_PINYIN = re.compile(r"[a-z]{4,}")
_MIN_INITIALS = 3
_ABBREVIATIONS = "abbreviations"

Key = TypeVar("Key")


class Part(StrEnum):
    """What a word does in a header."""

    SUBJECT = "subjects"
    THING = "things"
    ATTRIBUTE = "attributes"
    EVENT = "events"
    HEAD = "heads"
    FILLER = "fillers"


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: which part it plays, and the lexicon's key for it."""

    part: Part
    key: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by their tokens; the longest has `longest` tokens.

    `pinyin` and `initials` hold Chinese words as they are typed in Latin letters.
    """

    words: dict[tuple[str, ...], tuple[Sense, ...]]
    abbreviations: dict[str, str]
    pinyin: dict[str, tuple[Sense, ...]]
    initials: dict[str, tuple[Sense, ...]]
    longest: int


def tokens_of(header: str, abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """Return a header's tokens: Latin words, numbers, single Chinese characters; simplified.

    >>> tokens_of("ownerCardNo_2", {"no": "number"}), tokens_of("車架號（必填）", {})
    (('owner', 'card', 'number', '2'), ('车', '架', '号', '必', '填'))
    """
    found = _TOKEN.findall(fold(_CAMEL.sub(" ", header)))
    return tuple(abbreviations.get(token, token) for token in found)


@cache
def shipped_lexicon() -> Lexicon:
    """Return the lexicon that comes with the program."""
    text = (files(__package__) / "lexicon.yaml").read_text("utf-8")
    return lexicon_of(parse_yaml(text, called="the lexicon"))


def lexicon_of(document: object) -> Lexicon:
    """Return a lexicon of what its file says.

    >>> lexicon = lexicon_of({"attributes": {"name": ["姓名", "full name"]}})
    >>> sorted(lexicon.words), sorted(lexicon.pinyin)
    ([('full', 'name'), ('姓', '名')], ['xingming'])
    """
    words: dict[tuple[str, ...], tuple[Sense, ...]] = {}
    pinyin: dict[str, tuple[Sense, ...]] = {}
    initials: dict[str, tuple[Sense, ...]] = {}
    abbreviations = _abbreviations(document)
    for word, sense in _entries(document):
        _add(words, tokens_of(word, abbreviations), sense)
        if not word.isascii():
            syllables = pypinyin.lazy_pinyin(word, errors="ignore")
            _add(pinyin, "".join(syllables), sense)
            if len(syllables) >= _MIN_INITIALS:
                _add(initials, "".join(syllable[0] for syllable in syllables), sense)
    typed = {word: senses for word, senses in pinyin.items() if _ALLOWED_PINYIN.fullmatch(word)}
    return Lexicon(words, abbreviations, typed, initials, max(map(len, words), default=1))


def _abbreviations(document: object) -> dict[str, str]:
    listed = document.get(_ABBREVIATIONS, {}) if isinstance(document, dict) else {}
    return {str(short): str(word) for short, word in listed.items()}


def _entries(document: object) -> Iterator[tuple[str, Sense]]:
    if isinstance(document, dict):
        for part, section in document.items():
            if part == _ABBREVIATIONS:
                continue
            by_key = section if isinstance(section, dict) else {"": section}
            for key, listed in by_key.items():
                for word in listed:
                    yield str(word), Sense(Part(part), str(key))


def _add(table: dict[Key, tuple[Sense, ...]], key: Key, sense: Sense) -> None:
    if sense not in table.get(key, ()):
        table[key] = (*table.get(key, ()), sense)
