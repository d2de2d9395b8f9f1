import pytest

from veiltrace_privacy.normalise.account import normalise_account
from veiltrace_privacy.normalise.value import Flag

CARD = "6200000000000000005"
WIDE_CARD = "".join(chr(ord(digit) + 0xFEE0) for digit in CARD)


@pytest.mark.parametrize("text", [CARD, "6200 0000 0000 0000 005", WIDE_CARD])
def test_every_spelling_of_a_card_number_gives_one_value(text: str) -> None:
    assert normalise_account(text).value == CARD


def test_an_iban_must_hold_its_check_digits() -> None:
    assert normalise_account("gb82 west 1234 5698 7654 32").value == "GB82WEST12345698765432"
    assert normalise_account("GB83 WEST 1234 5698 7654 32").flag is Flag.CHECKSUM


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("6200****0005", Flag.MASKED),
        ("6200XXXXXXXX0005", Flag.MASKED),
        ("尾号0005", Flag.MASKED),
        ("1.9143100000101E+18", Flag.ROUNDED),
        ("1914310000010100000", Flag.ROUNDED),
        ("0000000000", Flag.UNPARSED),
        ("test@example.com", Flag.UNPARSED),
        ("12", Flag.UNPARSED),
        ("", Flag.UNPARSED),
    ],
)
def test_a_damaged_number_is_kept_with_its_flag(text: str, flag: Flag) -> None:
    damaged = normalise_account(text)
    assert (damaged.value, damaged.flag) == (text, flag)
