"""A mapping proposed for a table, from its headers and its values."""
