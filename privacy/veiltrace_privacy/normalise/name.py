"""Names of persons and organisations: what is shown, and what is searched."""

import re
from unicodedata import category

from veiltrace_privacy.normalise.damage import is_masked_text, keep_raw
from veiltrace_privacy.normalise.mojibake import is_mojibake
from veiltrace_privacy.normalise.text import clean, fold, has_content
from veiltrace_privacy.normalise.value import Flag, Normalised

# Everyday Chinese characters, but for those that stand for a name left out or for broken bytes:
# most names in a Chinese register, told at a tenth of the price.
_PLAIN = re.compile(
    "[\u4e00-\u5c6e\u5c70-\u67cf\u67d1-\u70ea\u70ec-\u951e\u9520-\u9fff]+"  # no 屯某烫锟
)


def normalise_name(text: str) -> Normalised:
    """Return the name as it is shown: cleaned, in its own script and case.

    >>> normalise_name("示例貿易（南京）有限公司 ").value
    '示例貿易(南京)有限公司'
    >>> normalise_name("示例某").flag
    <Flag.MASKED: 'masked'>
    """
    if _PLAIN.fullmatch(text) and has_content(text):
        return Normalised(text)
    name = clean(text)
    if is_mojibake(text) or (name != text and is_mojibake(name)):
        return keep_raw(text, Flag.MOJIBAKE)
    if is_masked_text(name):
        return keep_raw(text, Flag.MASKED)
    return Normalised(name) if has_content(name) else keep_raw(text, Flag.UNPARSED)


def name_key(text: str) -> str:
    """Return the form by which a name is searched: folded, letters and digits only.

    >>> name_key("示例貿易（南京）有限公司") == name_key("示例贸易(南京) 有限公司")
    True
    >>> name_key("Anna-Maria O'Example")
    'annamariaoexample'
    """
    folded = fold(text)
    if folded.isalnum():
        return folded
    # Marks stay: without its vowel signs a Hindi or Thai name is another name.
    kept = (char for char in folded if char.isalnum() or category(char)[0] == "M")
    return fold("".join(kept))
