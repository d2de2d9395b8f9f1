from datetime import datetime

import pytest

from veiltrace_api.control.columns import check_code, check_name, check_ref, to_microseconds
from veiltrace_api.control.errors import InvalidValue


@pytest.mark.parametrize(
    "value",
    [
        "",
        "13800000001",
        "110101199001011237",
        "6222020000000000001",
        "someone@example.com",
        "虚构人物",
        "BF05F41D1C9B6E81FE9DA36AEB4DB071",
        "bf05f41d1c9b6e81fe9da36aeb4db07",
        "bf05f41d1c9b6e81fe9da36aeb4db071\n",
        "a" * 66,
        "１" * 32,
    ],
)
def test_what_is_no_keyed_id_is_no_reference(value: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        check_ref(value)
    assert not value or value not in str(caught.value)


@pytest.mark.parametrize("value", ["", "Called, no answer", "a\n", "x" * 65, "虚构", "_a", "a b"])
def test_free_text_is_no_code(value: str) -> None:
    with pytest.raises(InvalidValue):
        check_code(value)


@pytest.mark.parametrize("value", ["", " ", "a\x00b", "a\nb", "\ud800", "x" * 201, "a\u202eb"])
def test_a_name_is_one_printable_line(value: str) -> None:
    with pytest.raises(InvalidValue):
        check_name(value)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValue):
        to_microseconds(datetime(2026, 7, 1))
