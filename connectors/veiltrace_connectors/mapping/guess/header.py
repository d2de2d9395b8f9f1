"""A header cut into words and read: what the column holds, of whom, and when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from veiltrace_connectors.mapping.guess.lexicon import Lexicon, Part, Sense, tokens_of

_KNOWN, _PINYIN, _INITIALS = 1.0, 0.9, 0.75
"""How far a word is trusted that was found as written, as pinyin, or by its initials."""
_SEGMENT_COST = 0.3
_MIN_LETTERS = 3
_SUFFIXES = ("s", "ship")
"""What may follow an English word of the lexicon: owners, ownership."""
_NUMBERS = frozenset(map(str, range(1, 100)))


@dataclass(frozen=True, slots=True)
class Segment:
    """Some letters of a header and what they can mean; an unknown segment means nothing."""

    text: str
    senses: tuple[Sense, ...] = ()
    trust: float = 0.0

    def key(self, *parts: Part) -> str:
        """Return the key of the segment's first sense in one of these parts, "" without one."""
        found = (sense.key for part in parts for sense in self.senses if sense.part is part)
        return next(found, "")

    @property
    def is_filler(self) -> bool:
        """Whether it changes nothing: a filler, or a number."""
        return self.text.isdigit() or any(sense.part is Part.FILLER for sense in self.senses)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a header says.

    `attribute` is the lexicon's key of what the column holds ("date" and "number" of something
    not settled yet), "" where nothing was found. `number` counts repeated columns ("owner 2").
    `trust` runs from 0 to 1: the share of the header that was understood. `has_unknown`: it has
    a word that is in no lexicon, which may be somebody else.
    """

    attribute: str = ""
    subject: str = ""
    thing: str = ""
    event: str = ""
    of: str = ""
    number: int = 0
    trust: float = 0.0
    has_unknown: bool = False


def read_header(header: str, lexicon: Lexicon) -> Reading:
    """Return what a header says; a template's or code's meaningless header says nothing."""
    segments = _of_swapped(cut(header, lexicon))
    spoken = [segment for segment in segments if not segment.is_filler]
    if not any(segment.senses for segment in spoken):
        return Reading()
    understood = sum(len(s.text) * s.trust for s in spoken)
    trust = understood / sum(len(s.text) for s in spoken)
    reading = _meaning(spoken, trust)
    has_unknown = not all(segment.senses for segment in spoken)
    number = _number(segments, reading.attribute)
    return replace(reading, number=number, has_unknown=has_unknown)


def cut(header: str, lexicon: Lexicon) -> list[Segment]:
    """Return the header's segments: the fewest known words that leave least unknown."""
    tokens = tokens_of(header, lexicon.abbreviations)
    best: list[tuple[float, list[Segment]]] = [(0.0, [])]
    for end in range(1, len(tokens) + 1):
        options = []
        for start in range(max(0, end - lexicon.longest), end):
            cost, before = best[start]
            for more, segments in _pieces(tokens[start:end], lexicon):
                options.append((cost + more, [*before, *segments]))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _pieces(tokens: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[float, list[Segment]]]:
    text = "".join(tokens)
    if senses := lexicon.words.get(tokens):
        yield _SEGMENT_COST, [Segment(text, senses, _KNOWN)]
    if len(tokens) > 1:
        return
    if text.isascii() and text.isalpha():
        yield from _typed(text, lexicon)
    yield (0.0 if text.isdigit() else len(text) + _SEGMENT_COST), [Segment(text)]


def _typed(text: str, lexicon: Lexicon) -> Iterator[tuple[float, list[Segment]]]:
    """Yield readings of a Latin word that is no word: several written together, or pinyin."""

    for suffix in _SUFFIXES:
        if senses := lexicon.words.get((text.removesuffix(suffix),)):
            yield _SEGMENT_COST, [Segment(text, senses, _KNOWN)]

    def written(part: str) -> tuple[Sense, ...]:
        senses = lexicon.words.get((part,), ())
        is_short = len(part) < _MIN_LETTERS and not any(s.part is Part.HEAD for s in senses)
        return () if is_short else senses

    def typed(part: str) -> tuple[Sense, ...]:
        return lexicon.pinyin.get(part, ())

    for table, trust in ((written, _KNOWN), (typed, _PINYIN)):
        parts = _word_break(text, table)
        if parts:
            yield _SEGMENT_COST * (len(parts) + 1), [Segment(p, table(p), trust) for p in parts]
    if senses := lexicon.initials.get(text):
        yield 2 * _SEGMENT_COST, [Segment(text, senses, _INITIALS)]


def _word_break(text: str, senses: Callable[[str], tuple[Sense, ...]]) -> list[str]:
    """Return the fewest words that a text is made of, none if it is not made of words."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(text) + 1):
        options = [
            [*before, text[start:end]]
            for start in range(end)
            if (before := best[start]) is not None and senses(text[start:end])
        ]
        best.append(min(options, key=len) if options else None)
    return best[-1] or []


def _of_swapped(segments: list[Segment]) -> list[Segment]:
    """Return "date of opening" as "opening date", with what the column holds last."""
    for place, segment in enumerate(segments):
        if segment.text == "of" and 0 < place < len(segments) - 1:
            return [*segments[place + 1 :], *segments[:place]]
    return segments


def _number(segments: list[Segment], attribute: str) -> int:
    """Return which of several parties a header numbers, 0 for none; no line of an address."""
    counted = [(i, int(s.text)) for i, s in enumerate(segments) if s.text in _NUMBERS]
    after = [n for i, n in counted if i and segments[i - 1].key(Part.SUBJECT)]
    if not after and attribute not in ("address", "address_line"):
        after = [n for _, n in counted]
    return after[0] if after else 0


def _meaning(spoken: list[Segment], trust: float) -> Reading:
    known = [segment for segment in spoken if segment.senses]
    head, before = known[-1], known[:-1]
    subject, thing = _last(before, Part.SUBJECT), _last(before, Part.THING)
    events = [segment.key(Part.EVENT) for segment in before]
    # 检验有效期止 is an end, but of the inspection, which is none of the graph's.
    event = "other" if "other" in events else _last(before, Part.EVENT)
    of = _last(before, Part.ATTRIBUTE)
    kind = head.key(Part.HEAD)
    attribute = kind if kind in ("date", "number") else head.key(Part.ATTRIBUTE)
    if attribute == "relation":
        subject = next((s.key(Part.SUBJECT) for s in before if s.key(Part.SUBJECT)), "")
    if kind == "person":
        attribute = "name"
    if not attribute and head.key(Part.SUBJECT):
        attribute, subject = "name", head.key(Part.SUBJECT)
    if not attribute and head.key(Part.EVENT):
        attribute, event = "date", event if event == "other" else head.key(Part.EVENT)
    if not attribute and head.key(Part.THING):
        attribute, thing = "thing", head.key(Part.THING)
    return Reading(attribute, subject, thing, event, of, 0, trust)


def _last(segments: list[Segment], part: Part) -> str:
    return next((s.key(part) for s in reversed(segments) if s.key(part)), "")
