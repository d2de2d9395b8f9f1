import os
import random
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.phone import normalise_phone
from veiltrace_privacy.normalise.value import Flag

MOBILE = "+8612400001234"
MOBILES = st.from_regex(r"1[2-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "text",
    [
        "12400001234",
        "１２４００００１２３４",
        "124 0000 1234",
        "124-0000-1234",
        "124－0000－1234",
        "(+86)124 0000 1234",
        "+86 124 0000 1234",
        "+86-12400001234",
        "＋86 12400001234",
        "008612400001234",
        "0086-124-0000-1234",
        "8612400001234",
        "012400001234",
        "'12400001234",
        "12400001234.0",
        "\u202d12400001234\u202c",
        "\t12400001234\n",
    ],
)
def test_every_spelling_of_a_mobile_gives_one_value(text: str) -> None:
    assert normalise_phone(text, "CN").value == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "025-83591234",
        "(025)83591234",
        "（０２５）８３５９１２３４",
        "025 8359 1234",
        "+86 25 83591234",
        "0086-025-83591234",
        "(025)83591234转8001",
        "025-83591234-8001",
        "025-83591234 分机8001",
        "025-83591234 ext. 8001",
    ],
)
def test_every_spelling_of_a_landline_gives_its_line(text: str) -> None:
    assert normalise_phone(text, "CN").value == "+862583591234"


def test_numbers_abroad_follow_their_own_plan() -> None:
    assert normalise_phone("+44 (0)20 7946 0018", "CN").value == "+442079460018"
    assert normalise_phone("020 7946 0018", "GB").value == "+442079460018"
    assert normalise_phone("(212) 555-0100", "us").value == "+12125550100"
    assert normalise_phone("02 3661 8300", "IT").value == "+390236618300"
    assert normalise_phone("0086 124 0000 1234", "US").value == MOBILE


@pytest.mark.parametrize("text", ["138****1234", "138xxxx1234", "138●●●●1234", "138----1234"])
def test_a_masked_number_is_kept_and_never_read(text: str) -> None:
    masked = normalise_phone(text, "CN")
    assert (masked.value, masked.flag) == (text, Flag.MASKED)


def test_a_rounded_number_is_kept_and_never_read() -> None:
    assert normalise_phone("1.38001E+10", "CN").flag is Flag.ROUNDED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "+",
        "12345",
        "00000000000",
        "83591234",
        "12400001234/12400001235",
        "12400001234;12400001235",
        "12400001234 12400001235",
        "1-800-FLOWERS",
        "＋＋86",
        "9" * 400,
        "x" * 10_000,
    ],
)
def test_what_names_no_single_line_stays_unread(text: str) -> None:
    assert not normalise_phone(text, "CN").is_whole


@pytest.mark.parametrize("region", ["", "nowhere", "DE,GB", "de;gb", "DE GB", "XX"])
def test_a_national_number_with_no_region_or_several_is_kept_and_never_read(region: str) -> None:
    for national in ("83591234", "02583591234", "13800138000", "020 7946 0018"):
        damaged = normalise_phone(national, region)
        assert (damaged.value, damaged.flag) == (national, Flag.UNPARSED)
    assert normalise_phone("+44 20 7946 0018", region).value == "+442079460018"


def test_the_result_does_not_depend_on_the_hash_seed() -> None:
    script = (
        "from veiltrace_privacy.normalise.phone import normalise_phone as read\n"
        "numbers = ['030 123456', '020 7946 0018', '13800138000', '+1 212 555 0100']\n"
        "regions = ['', 'CN', 'DE', 'GB', 'US', 'DE,GB']\n"
        "print([read(number, region) for number in numbers for region in regions])"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42", "4294967295")
    }
    assert len(results) == 1


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        # A prefix that one version of libphonenumber read as Turkey's, and one not given out.
        ("19945009001", "CN", "+8619945009001"),
        ("12100000001", "CN", "+8612100000001"),
        ("13800138000.0", "CN", "+8613800138000"),
        ("400-820-0000", "CN", "+864008200000"),
        ("07999 000000", "GB", "+447999000000"),
        ("(555) 555-0100", "US", "+15555550100"),
    ],
)
def test_a_number_of_unknown_prefix_and_possible_length_is_kept(
    text: str, region: str, e164: str
) -> None:
    assert normalise_phone(text, region).value == e164


@given(MOBILES)
def test_the_fast_path_agrees_with_phonenumbers(national: str) -> None:
    parsed = phonenumbers.parse("+86" + national)
    assert phonenumbers.is_possible_number(parsed)
    expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    assert normalise_phone(national, "CN").value == expected


def test_the_fast_path_agrees_with_phonenumbers_on_every_prefix() -> None:
    rng = random.Random(7)
    for prefix in range(1200, 2000):
        national = f"{prefix}{rng.randrange(10**7):07d}"
        abroad, at_home = f"+86{national}", normalise_phone(national, "CN").value
        spelt = phonenumbers.parse(abroad)
        assert phonenumbers.is_possible_number(spelt)
        assert phonenumbers.format_number(spelt, phonenumbers.PhoneNumberFormat.E164) == at_home
        for text in (abroad, f"86{national}", f"0086{national}", f"0{national}"):
            assert normalise_phone(text, "CN").value == at_home
        # Dialled at home, it takes some of 12 and 179 for carrier codes, see phone.py.
        if not national.startswith(("12", "179")):
            dialled = phonenumbers.parse(national, "CN")
            assert dialled == spelt


@given(MOBILES, st.lists(st.sampled_from(" -－　"), min_size=3, max_size=3))
def test_separators_and_width_change_nothing(national: str, marks: list[str]) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in national)
    spaced = f"{marks[0]}{wide[:3]}{marks[1]}{wide[3:7]}{marks[2]}{wide[7:]}"
    assert normalise_phone(spaced, "CN") == normalise_phone(national, "CN")
