from random import Random

from veiltrace_api.demo.town.clerk import CarelessClerk
from veiltrace_privacy.normalise.phone import normalise_phone
from veiltrace_privacy.normalise.resident_id import normalise_resident_id

PHONES = [f"124{serial:08d}" for serial in range(5000)]
RESIDENT_ID = "990101198109030172"


def test_a_few_phones_are_damaged_and_only_rounded_ones_are_lost() -> None:
    clerk = CarelessClerk(Random(1), frozenset())
    written = [clerk.phone(phone) for phone in PHONES]
    changed = [text for text, phone in zip(written, PHONES, strict=True) if text != phone]
    assert 60 <= len(changed) <= 140
    lost = [text for text in changed if not normalise_phone(text, "CN").is_whole]
    assert lost
    assert all("E+" in text for text in lost)


def test_a_swapped_digit_fails_the_check_digit() -> None:
    clerk = CarelessClerk(Random(1), frozenset())
    written = {clerk.number(RESIDENT_ID) for _ in range(2000)}
    assert {normalise_resident_id(text).is_whole for text in written} == {True, False}


def test_what_the_story_needs_is_never_damaged() -> None:
    clerk = CarelessClerk(Random(1), frozenset({"陈国强", PHONES[0], RESIDENT_ID}))
    for _ in range(2000):
        assert clerk.phone(PHONES[0]) == PHONES[0]
        assert clerk.name("陈国强") == "陈国强"
        assert clerk.number(RESIDENT_ID) == RESIDENT_ID
