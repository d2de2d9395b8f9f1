"""The keys of a mapping file, section by section: what is read, and what its schema allows."""

DOCUMENT = (
    *("veiltrace_mapping", "format", "encoding", "delimiter", "sheet", "source", "record_id"),
    *("seen_on", "entities", "relations"),
)
SOURCE = (
    *("name", "kind", "publisher", "obtained", "legal_basis", "jurisdiction", "licence"),
    *("refreshed_on", "refresh_days", "retention_days", "sensitive", "consent"),
)
ENTITY = ("kind", "id", "repeat", "properties", "contacts")
REPEAT = ("column", "split")
RELATION = ("kind", "from", "to", "since", "until", "share", "role")

ORIGINS = ("column", "value", "template")
"""Where a value comes from; a value's section has exactly one of them, besides the extra keys."""
PROPERTY_EXTRAS = ("split", "register")
IDENTITY_EXTRAS = (*PROPERTY_EXTRAS, "types")
CONTACT_EXTRAS = ("split", "since", "until")

IDENTITY = "identity"
"""Stands among the properties for a value that may be one of several."""
