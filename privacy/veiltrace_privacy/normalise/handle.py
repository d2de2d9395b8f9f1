"""Accounts on platforms, named `platform:name`."""

from veiltrace_privacy.normalise.damage import damage, keep_raw
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised


def normalise_handle(text: str) -> Normalised:
    """Return `platform:name` in small letters; a name without its platform is not whole.

    >>> normalise_handle("Shop:@Example_01").value
    'shop:example_01'
    >>> normalise_handle("example_01").flag
    <Flag.UNPARSED: 'unparsed'>
    """
    handle = clean(text).casefold()
    if flag := damage(handle):
        return keep_raw(text, flag)
    platform, _, name = handle.partition(":")
    platform, name = platform.strip(), name.strip().lstrip("@").strip()
    # A web address is no handle: two sites write one profile's address in many ways.
    if not platform or name.startswith("//") or not any(map(str.isalnum, name)):
        return keep_raw(text, Flag.UNPARSED)
    return Normalised(clean(f"{platform}:{name}"))
