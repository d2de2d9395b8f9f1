"""GLEIF: legal entities (level 1), who consolidates or manages whom (level 2), exceptions."""
