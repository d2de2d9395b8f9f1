"""A fictitious Chinese town, written as files in the formats of the real registers."""
