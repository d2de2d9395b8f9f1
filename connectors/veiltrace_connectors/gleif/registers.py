"""Which company register a GLEIF registration authority code stands for."""

# GLEIF's Registration Authorities List (gleif.org, code lists) against org-id.guide. Only
# authorities whose numbers are known to be those of one org-id.guide list: a wrong line would
# make two firms one. Companies House has three codes (England and Wales, Northern Ireland,
# Scotland) and one run of numbers.
_REGISTERS = {
    "RA000402": "IE-CRO",
    "RA000463": "NL-KVK",
    "RA000585": "GB-COH",
    "RA000586": "GB-COH",
    "RA000587": "GB-COH",
    "RA000602": "US-DE",
}


def register_of(authority: str) -> str:
    """Return the org-id.guide code of the register, or empty where it is not known.

    >>> register_of("RA000585"), register_of("RA999999")
    ('GB-COH', '')
    """
    return _REGISTERS.get(authority, "")
