from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace


@pytest.mark.parametrize(
    "text", ["示例甲", "例甲", "990101198001010014", "９９０１０１１９８００１０１００１４"]
)
def test_a_party_is_found_by_its_name_or_whole_number(filled: "Veiltrace", text: str) -> None:
    assert "示例甲" in filled("search", text)


@pytest.mark.parametrize("text", ["12400000001", "+86 124 0000 0001"])
def test_a_phone_is_found_however_it_is_written(filled: "Veiltrace", text: str) -> None:
    shown = filled("search", text)
    assert "phone" in shown
    assert "nothing" not in shown.lower()


@pytest.mark.parametrize("text", ["不存在的人", "99010119800101001", "12400000"])
def test_what_nobody_is_called_or_only_part_of_a_number_finds_nothing(
    filled: "Veiltrace", text: str
) -> None:
    shown = filled("search", text)
    assert "nothing" in shown.lower()
    assert "示例甲" not in shown


def test_the_limit_holds(filled: "Veiltrace") -> None:
    assert filled("search", "示例").count("示例") > filled("search", "示例", "--limit", "1").count(
        "示例"
    )
