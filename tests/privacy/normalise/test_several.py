import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_10

from veiltrace_privacy.normalise.phone import normalise_phone
from veiltrace_privacy.normalise.several import split_codes, split_phones

LANDLINE, MOBILE, OTHER = "025-00000000", "12400000001", "12400000002"
USCC, RESIDENT_ID = "91320106MA9YYY999D", "320106198001019905"
NUMBER = "99010000000001" + mod_11_10.calc_check_digit("99010000000001")


@pytest.mark.parametrize(
    "cell",
    [
        f"{LANDLINE};{MOBILE}",
        f"{LANDLINE}；{MOBILE}",
        f"{LANDLINE},{MOBILE}",
        f"{LANDLINE}，{MOBILE}",
        f"{LANDLINE}、{MOBILE}",
        f"{LANDLINE}/{MOBILE}",
        f"{LANDLINE} / {MOBILE}",
        f"{LANDLINE}|{MOBILE}",
        f"{LANDLINE}\n{MOBILE}",
        f"{LANDLINE}\r\n{MOBILE}\n",
        f"{LANDLINE}\t{MOBILE}",
        f"{LANDLINE} {MOBILE}",
        f"{LANDLINE}或{MOBILE}",
        f"{LANDLINE} or {MOBILE}",
        f"{LANDLINE};;{MOBILE};",
        f"{LANDLINE};无;{MOBILE};-",
    ],
)
def test_two_phones_in_a_cell_are_two_however_they_are_parted(cell: str) -> None:
    assert split_phones(cell) == [LANDLINE, MOBILE]


def test_each_part_is_kept_as_written_so_that_the_masked_one_keeps_its_mask() -> None:
    assert split_phones("138****1234/139****5678") == ["138****1234", "139****5678"]
    assert split_phones("张某;１２４００００００１２") == ["张某", "１２４００００００１２"]


@pytest.mark.parametrize(
    "cell",
    [
        "124 0000 0001",
        "+86 124 0000 0001",
        "0086-025-83591234",
        "+44 (0)20 7946 0018",
        "025-83591234-8001",
        "(025)83591234转8001",
        "025-83591234, ext. 12",
        "025-83591234/5",
        "025-83591234/35",
        "12400000001;1380",
        "Anderson 12400000001",
    ],
)
def test_one_phone_stays_one_text_whatever_it_holds(cell: str) -> None:
    assert split_phones(cell) == [cell]


def test_two_phones_in_a_cell_that_is_not_split_stay_unread() -> None:
    for mark in ";/、":
        assert not normalise_phone(f"{MOBILE}{mark}{OTHER}", "CN").is_whole


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("'0012021", ["'0012021"]),
        ("'0012021'0034567", ["'0012021", "0034567"]),
        ("0012021;0034567", ["0012021", "0034567"]),
        ("0012021、0034567", ["0012021", "0034567"]),
        (f"{NUMBER} {USCC}", [NUMBER, USCC]),
        (NUMBER + USCC, [NUMBER, USCC]),
        (USCC.lower() + NUMBER, [USCC, NUMBER]),
        (USCC + RESIDENT_ID, [USCC, RESIDENT_ID]),
        ("50000000021027700000006", ["50000000021027700000006"]),
        (USCC, [USCC]),
        ("HRB 12/345", ["HRB 12/345"]),
        ("SC 001234", ["SC 001234"]),
        ("12345678901234567890123", ["12345678901234567890123"]),
        ("", []),
        ("-", []),
    ],
)
def test_codes_are_parted_at_marks_and_where_their_check_digits_say(
    cell: str, codes: list[str]
) -> None:
    assert split_codes(cell) == codes


def test_two_russian_numbers_stuck_together_are_parted() -> None:
    # Both belong to no firm: region 00 gives out none.
    assert split_codes("0000000018" + "1000000000010") == ["0000000018", "1000000000010"]


@given(st.text())
def test_splitting_loses_nothing_but_marks_and_space(cell: str) -> None:
    for split in (split_phones, split_codes):
        kept = "".join(split(cell))
        assert all(char in kept for char in cell if char in "0123456789")
