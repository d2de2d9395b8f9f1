"""The keys of a mapping file, section by section: what is read, and what its schema allows."""

DOCUMENT = (
    *("veiltrace_mapping", "format", "encoding", "delimiter", "sheet", "columns", "footer"),
    *("join", "source", "record_id"),
    *("date_order", "empty", "seen_on", "entities", "relations"),
)
SOURCE = (
    *("name", "kind", "publisher", "obtained", "legal_basis", "jurisdiction", "licence"),
    *("refreshed_on", "refresh_days", "retention_days", "sensitive", "consent"),
    "dppa_use",
)
ENTITY = ("kind", "id", "when", "needs", "repeat", "properties", "contacts")
JOIN = ("file", "by")
ID = ("template", "when")
REPEAT = ("column", "split", "label")
RELATION = ("kind", "from", "to", "when", "since", "until", "share", "role")
CONDITION = ("column", "in", "not_in")

ORIGINS = ("column", "value", "template")
"""Where a value comes from; a value's section has exactly one of them, besides the extra keys."""
PROPERTY_EXTRAS = ("split", "register", "when")
IDENTITY_EXTRAS = (*PROPERTY_EXTRAS, "types")
CONTACT_EXTRAS = ("split", "since", "until", "when")

TO_FILL_IN = "FILL_IN"
"""Stands in a proposed mapping for what only a person can know; it is a fault until replaced."""

IDENTITY = "identity"
"""Stands among the properties for a value that may be one of several."""
