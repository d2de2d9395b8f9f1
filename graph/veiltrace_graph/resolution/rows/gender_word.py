"""What a record says of somebody's gender: one word for one gender, however it is written."""

from collections.abc import Iterable

from veiltrace_privacy.normalise.text import fold, has_content

# The digits are those of ISO/IEC 5218, which GB/T 2261.1 has too.
_WORDS = {
    **dict.fromkeys(("m", "male", "man", "男", "男性", "1"), "male"),
    **dict.fromkeys(("f", "female", "woman", "w", "女", "女性", "2"), "female"),
    **dict.fromkeys(("u", "not known", "not specified", "未知的性别", "未说明", "0", "9"), ""),
    "未说明的性别": "",
}


def gender_word(texts: Iterable[str]) -> str | None:
    """Return the gender that all texts agree on; None where they differ or say none.

    >>> gender_word(["男"]), gender_word(["M", "male"]), gender_word(["F", "1"]), gender_word(["U"])
    ('male', 'male', None, None)
    """
    said = {_WORDS.get(word, word) for text in texts if has_content(word := fold(text))} - {""}
    return said.pop() if len(said) == 1 else None
