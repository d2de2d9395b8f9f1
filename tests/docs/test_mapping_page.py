import re
from pathlib import Path

import pytest

from veiltrace_connectors.mapping.load import load_mapping

PAGE = (Path(__file__).parents[2] / "docs" / "mapping.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(veiltrace_mapping.*?)```", PAGE, re.DOTALL)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 1


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_page_loads(example: str) -> None:
    assert load_mapping(example).entities
