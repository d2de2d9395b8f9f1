"""E-mail addresses."""

import re

from veiltrace_privacy.normalise.damage import damage, keep_raw
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised

_MAX_LENGTH = 320
_FORM = re.compile(r"(?:mailto:)?<?([^\s@<>,;:\"]+)@([^\s@<>,;:\"/]+[.。][^\s@<>,;:\"/]+?)>?")


def normalise_email(text: str) -> Normalised:
    """Return the address in small letters, its domain in ASCII (IDNA).

    >>> normalise_email("Test＠EXAMPLE.com").value
    'test@example.com'
    >>> normalise_email("t***@example.com").flag
    <Flag.MASKED: 'masked'>
    """
    address = clean(text).lower()
    if flag := damage(address):
        return keep_raw(text, flag)
    parts = _FORM.fullmatch(address) if len(address) <= _MAX_LENGTH else None
    domain = _ascii_domain(parts[2]) if parts else ""
    return Normalised(f"{parts[1]}@{domain}") if parts and domain else keep_raw(text, Flag.UNPARSED)


def _ascii_domain(domain: str) -> str:
    """Return the domain as DNS asks for it, or nothing where it cannot be one."""
    try:
        ascii_domain = domain.replace("。", ".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return ascii_domain if all(ascii_domain.split(".")) else ""
