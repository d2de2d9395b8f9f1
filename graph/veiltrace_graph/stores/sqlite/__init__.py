"""The embedded store: one SQLite file, own tables, one writer, nothing to install."""
