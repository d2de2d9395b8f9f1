from veiltrace_privacy.normalise.pinyin import pinyin_of, pinyin_syllables
from veiltrace_privacy.normalise.surname import COMPOUND_SURNAMES, SURNAME_READINGS, SURNAMES
from veiltrace_privacy.normalise.text import to_simplified


def test_surnames_are_simplified_and_of_one_or_two_characters() -> None:
    assert {len(surname) for surname in COMPOUND_SURNAMES} == {2}
    assert {len(surname) for surname in SURNAMES | SURNAME_READINGS.keys()} == {1}
    for surname in [*COMPOUND_SURNAMES, *SURNAME_READINGS, *SURNAMES]:
        assert to_simplified(surname) == surname


def test_every_reading_is_made_of_syllables() -> None:
    for readings in [*COMPOUND_SURNAMES.values(), *SURNAME_READINGS.values()]:
        assert all(pinyin_syllables(syllable) == (syllable,) for syllable in readings)
    assert {len(reading) for reading in COMPOUND_SURNAMES.values()} == {2}


def test_only_surnames_read_otherwise_than_the_character_have_an_entry() -> None:
    assert [name for name, read in SURNAME_READINGS.items() if read == pinyin_of(name)] == []


def test_nearly_every_surname_has_a_reading() -> None:
    assert [name for name in SURNAMES if not pinyin_syllables(pinyin_of(name)[0])] == []
