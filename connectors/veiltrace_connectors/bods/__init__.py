"""Beneficial Ownership Data Standard 0.4: statements of entities, persons and relationships."""
