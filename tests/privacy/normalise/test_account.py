import random
import re
import string

import pytest
from stdnum import iban, numdb

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


# Form of each country's account in the IBAN registry: "4!n12!c" is four digits and 12 of any.
REGISTERED = {prefix: found["bban"] for _, prefix, _, found, _ in numdb.get("iban").prefixes}
CHARS = {"n": string.digits, "a": string.ascii_uppercase, "c": string.digits}


def iban_of(country: str, rng: random.Random) -> str:
    """A number with the check digits of its country's banks too, where stdnum knows them."""
    parts = re.findall("([0-9]+)!([nac])", REGISTERED[country])
    while True:
        account = "".join(
            rng.choice(CHARS[kind]) for length, kind in parts for _ in range(int(length))
        )
        number = country + iban.calc_check_digits(f"{country}00{account}") + account
        if iban.is_valid(number):
            return str(number)


@pytest.mark.parametrize("country", sorted(REGISTERED))
def test_an_iban_is_read_in_the_length_of_its_country_and_no_other(country: str) -> None:
    number = iban_of(country, random.Random(country))
    assert normalise_account(f" {number[:4]} {number[4:8].lower()} {number[8:]}").value == number
    for account in (number[4:] + "0", number[4:-1]):
        wrong = country + iban.calc_check_digits(f"{country}00{account}") + account
        assert not normalise_account(wrong).is_whole


@pytest.mark.parametrize("place", range(4, 22))
def test_no_single_wrong_digit_of_an_iban_goes_unseen(place: int) -> None:
    number = "DE89370400440532013000"
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert normalise_account(wrong).flag is Flag.CHECKSUM


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
