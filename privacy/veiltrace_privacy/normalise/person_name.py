"""Names of persons: their parts, and keys by which a Chinese name meets its Latin spelling."""

import re
from dataclasses import dataclass
from itertools import product

from veiltrace_privacy.normalise.latin_name import latin_words
from veiltrace_privacy.normalise.pinyin import pinyin_of, pinyin_syllables
from veiltrace_privacy.normalise.surname import COMPOUND_SURNAMES, SURNAME_READINGS, SURNAMES
from veiltrace_privacy.normalise.text import clean, to_simplified

_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
_LONGEST_HAN_NAME = 4
_LONGEST_READING = 6
_MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name whose surname is known."""

    surname: str
    given: str


def split_person_name(text: str) -> PersonName | None:
    """Return surname and given name of a Chinese name, or of "Surname, Given"; else None.

    A Chinese name is in simplified characters then. Of Latin names without a comma nobody can
    tell which word is which.

    >>> split_person_name("歐陽小明"), split_person_name("Fictional, Persona")
    (PersonName(surname='欧阳', given='小明'), PersonName(surname='Fictional', given='Persona'))
    >>> split_person_name("Xiaoming Wang"), split_person_name("买买提·示例")
    (None, None)
    """
    name = to_simplified(clean(text))
    han = name.replace(" ", "")
    if _HAN.fullmatch(han):
        length = _surname_length(han)
        return PersonName(han[:length], han[length:]) if length else None
    surname, comma, given = (part.strip() for part in name.partition(","))
    is_split = comma and any(map(str.isalpha, surname)) and any(map(str.isalpha, given))
    return PersonName(surname, given) if is_split and "," not in given else None


def reading_keys(text: str) -> tuple[str, ...]:
    """Return keys of how a name is read in pinyin, likeliest first; none if it is no such name.

    The key has no order and no gaps: of 王小明, 王晓明, "Wang Xiaoming", "Xiao-Ming WANG" it is the
    same. So it finds names and proves nothing. A surname of two readings has two keys.

    >>> reading_keys("曾小明"), reading_keys("Zeng Xiaoming"), reading_keys("XIAO-MING ZENG")
    (('ming xiao zeng',), ('ming xiao zeng',), ('ming xiao zeng',))
    >>> reading_keys("Fictional Holdings Ltd"), reading_keys("示例贸易有限公司")
    ((), ())
    """
    if len(text) > _MAX_LENGTH:
        return ()
    name = to_simplified(clean(text))
    han = name.replace(" ", "")
    if _HAN.fullmatch(han):
        return _han_keys(han) if 2 <= len(han) <= _LONGEST_HAN_NAME else ()
    return _latin_keys(name)


def _surname_length(han: str) -> int:
    """Return of how many characters a Chinese name's surname is, 0 where it cannot be told."""
    if 3 <= len(han) <= _LONGEST_HAN_NAME and han[:2] in COMPOUND_SURNAMES:
        return 2
    return 1 if 2 <= len(han) < _LONGEST_HAN_NAME and han[0] in SURNAMES else 0


def _han_keys(han: str) -> tuple[str, ...]:
    length = _surname_length(han) or 1
    surname, given = han[:length], pinyin_of(han[length:])
    # People write 西安 as Xian as well as Xi'an.
    spellings = dict.fromkeys((given, pinyin_syllables("".join(given)) or given))
    return tuple(
        dict.fromkeys(
            _key((*read, *spelling))
            for read, spelling in product(_surname_readings(surname), spellings)
        )
    )


def _surname_readings(surname: str) -> tuple[tuple[str, ...], ...]:
    if compound := COMPOUND_SURNAMES.get(surname):
        return (compound,)
    readings = SURNAME_READINGS.get(surname)
    return tuple((read,) for read in readings) if readings else (pinyin_of(surname),)


def _latin_keys(name: str) -> tuple[str, ...]:
    syllables: tuple[str, ...] = ()
    for word in latin_words(name):
        read = pinyin_syllables(word)
        if not read:
            return ()
        syllables += read
    return (_key(syllables),) if 2 <= len(syllables) <= _LONGEST_READING else ()


def _key(syllables: tuple[str, ...]) -> str:
    return " ".join(sorted(syllables))
