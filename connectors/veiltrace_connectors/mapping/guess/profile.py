"""What a column's values look like: how many of them are what."""

from collections.abc import Iterable
from dataclasses import dataclass

from veiltrace_connectors.mapping.guess.looks import MAX_LENGTH, Looks, looks_of
from veiltrace_privacy.normalise.text import clean, has_content


@dataclass(frozen=True, slots=True)
class Profile:
    """`filled` of `seen` values say something, `distinct` of them differ.

    `shares` holds, for each look, the share of the filled values that have it.
    """

    seen: int
    filled: int
    distinct: int
    shares: dict[Looks, float]

    def share(self, *looks: Looks) -> float:
        """Return the share of filled values that look like one of these, at most 1."""
        return min(1.0, sum(self.shares.get(look, 0.0) for look in looks))

    @property
    def is_unique(self) -> bool:
        """Whether every row has a value and none has another's."""
        return self.filled == self.seen == self.distinct > 0


def profile(values: Iterable[str], *, country: str) -> Profile:
    """Return what a column's values look like; national forms are read as `country` writes them.

    >>> seen = profile(["ann@example.com", "-", "bob@example.com"], country="GB")
    >>> seen.filled, seen.share(Looks.EMAIL)
    (2, 1.0)
    """
    texts = [text.strip() for text in values]
    filled = [text for text in texts if text and has_content(clean(text[:MAX_LENGTH]))]
    counts = dict.fromkeys(Looks, 0)
    for text in filled:
        for look in looks_of(text, country):
            counts[look] += 1
    shares = {look: count / len(filled) for look, count in counts.items() if count}
    return Profile(len(texts), len(filled), len(set(filled)), shares)
