from pathlib import Path

import pytest

from veiltrace_connectors.mapping.detect import is_mapping


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("veiltrace_mapping: 1\n", True),
        ("\ufeff# our cars\n\nveiltrace_mapping: 1\n", True),
        ("\ufeffveiltrace_mapping : 1\n", True),
        ("a: veiltrace_mapping: 1\n", False),
        ("name,veiltrace_mapping\n", False),
        ("", False),
    ],
)
def test_a_mapping_is_known_by_its_first_key(tmp_path: Path, content: str, expected: bool) -> None:
    path = tmp_path / "any.txt"
    path.write_text(content, "utf-8")
    assert is_mapping(path) is expected


def test_what_cannot_be_read_is_no_mapping(tmp_path: Path) -> None:
    assert not is_mapping(tmp_path)
    assert not is_mapping(tmp_path / "none.yaml")
