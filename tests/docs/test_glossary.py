from enum import StrEnum
from pathlib import Path

import pytest

from veiltrace_graph.vocabulary import PROPERTIES, NodeKind, Protection, RelationKind, SourceKind
from veiltrace_privacy.normalise.value import Flag


def words_under(heading: str, page: str) -> list[str]:
    """The first column of the table under `heading`, without backticks."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [row.split("`")[1] for row in rows]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Kinds of node", NodeKind),
        ("Kinds of relation", RelationKind),
        ("Kinds of source", SourceKind),
        ("How a property is protected", Protection),
        ("What may be wrong with a value", Flag),
    ],
)
def test_the_glossary_explains_each_word_of_the_vocabulary_and_no_other(
    repository: Path, heading: str, words: type[StrEnum]
) -> None:
    page = (repository / "docs/glossary.md").read_text("utf-8")
    assert words_under(heading, page) == [word.value for word in words]


def test_the_glossary_lists_each_property_with_its_protection_and_meaning(
    repository: Path,
) -> None:
    page = (repository / "docs/glossary.md").read_text("utf-8")
    table = page.split("\n## Properties\n")[1]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{spec.name}` | {spec.protection} | {spec.meaning} |" for spec in PROPERTIES.values()
    ]
