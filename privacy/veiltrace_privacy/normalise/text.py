"""Cleaning and folding of text: what every other normaliser function starts from."""

import functools
import re
import unicodedata

import opencc

# Controls, zero-width and direction marks, variation selectors, lone surrogates (which no store
# can encode). Tab, newline and the like stay: they are white space.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef]"
)
# What cleaning leaves as it is, told at a fifth of its price: most names and numbers are such.
_PLAIN = re.compile("[!-~\u4e00-\u9fff]*")
_MAX_MARKS = 30
_MANY_MARKS = re.compile(rf"[^\w\s]{{{_MAX_MARKS + 1},}}")
_PLACEHOLDERS = frozenset({"无", "不详", "未知", "暂无", "n/a", "null", "none", "unknown"})
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS))


def clean(text: str) -> str:
    """Return text in NFKC, without invisible characters, with single spaces inside only.

    >>> clean("　ＡＢＣ\\u200b  示例\\t甲 ")
    'ABC 示例 甲'
    """
    if _PLAIN.fullmatch(text):
        return text
    if text.isascii():
        visible = text if text.isprintable() else _INVISIBLE.sub("", text)
        return " ".join(visible.split())
    visible = _MANY_MARKS.sub(_first_marks, _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFKC", visible).split())


def to_simplified(text: str) -> str:
    """Return Chinese text in simplified characters; other text comes back as it is.

    >>> to_simplified("南京市鼓樓區")
    '南京市鼓楼区'
    """
    if text.isascii():
        return text
    convert = _converter().convert
    # Twice, for a second pass still changes 薴 (苧, then 苎): the result must be a fixed point.
    simplified: str = convert(convert(text))
    return simplified


def fold(text: str, *, simplify: bool = True) -> str:
    """Return the form two spellings of one text share: clean, without case, simplified.

    >>> fold("ＡＢＣ商貿"), fold("abc商贸")
    ('abc商贸', 'abc商贸')
    """
    folded = clean(text).casefold()
    if folded.isascii():
        return folded
    return clean(to_simplified(folded) if simplify else folded)


def has_content(text: str) -> bool:
    """Return whether cleaned text says anything: not "-", "无", "N/A" and the like.

    >>> has_content("--"), has_content("N/A"), has_content("示例甲")
    (False, False, True)
    """
    is_placeholder = len(text) <= _LONGEST_PLACEHOLDER and text.casefold() in _PLACEHOLDERS
    return not is_placeholder and (text[:1].isalnum() or any(map(str.isalnum, text)))


def _first_marks(run: re.Match[str]) -> str:
    """Return the run with 30 combining marks on one letter at most (UAX #15, stream-safe text).

    Normalisation sorts them in quadratic time: one field of 400,000 took three minutes.
    """
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
