"""The words that names and addresses are drawn from, out of words.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import yaml

from benchmarks.companies.model import Brand, Country, Place, Words

EASTERN = (Country.CHINA, Country.HONG_KONG)
_LANGUAGE = {
    Country.CHINA: "chinese",
    Country.HONG_KONG: "chinese",
    Country.BRITAIN: "british",
    Country.GERMANY: "german",
    Country.AMERICA: "british",
}


@cache
def places(country: Country) -> tuple[Place, ...]:
    """Return the cities of a country. The codes of Chinese ones belong to no place."""
    found = []
    for index, line in enumerate(_lists()[country], start=1):
        city, province, *districts, dial = line.split(", ")
        found.append(
            Place(
                _words(city, country),
                _words(province, country),
                tuple(_words(name, country) for name in districts),
                f"99{index:02d}",
                dial,
            )
        )
    return tuple(found)


@cache
def trades(country: Country) -> tuple[Words, ...]:
    """Return what firms of a country do."""
    return tuple(_words(word, country) for word in _listed(f"{_LANGUAGE[country]}_trades"))


@cache
def streets(country: Country) -> tuple[Words, ...]:
    """Return where firms of a country sit."""
    return tuple(_words(word, country) for word in _listed(f"{_LANGUAGE[country]}_streets"))


@cache
def lookalikes() -> Mapping[str, str]:
    """Return for a character of a brand the ones it is mistaken for."""
    groups = _listed("lookalikes")
    return {char: group.replace(char, "") for group in groups for char in group}


@cache
def abbreviations() -> Mapping[str, str]:
    """Return how long words of Western names are cut short."""
    return dict(pair.split(" ", 1) for pair in _listed("abbreviations"))


def draw_brand(country: Country, rng: Random) -> Brand:
    """Return a brand; in the East a few characters are in most of them, as in life."""
    if country in EASTERN:
        lists = ["han_first", "han_second"] + ["han_second"] * (rng.random() < 0.25)
        parts = [_skewed(_listed(name), rng).split() for name in lists]
        column = 1 if country is Country.CHINA else 2
        return Brand("".join(p[0] for p in parts), tuple(p[column] for p in parts))
    firsts, seconds = _listed("latin_first"), _listed(f"{_LANGUAGE[country]}_second")
    name = rng.choice(firsts) + rng.choice(seconds)
    if country is not Country.GERMANY and rng.random() < 0.15:
        name += f" & {rng.choice(firsts)}{rng.choice(seconds)}"
    return Brand("", (name,))


@cache
def _lists() -> dict[str, list[str]]:
    text = Path(__file__).with_name("words.yaml").read_text("utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    return lists


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(word for line in _lists()[name] for word in line.split(", "))


def _words(pair: str, country: Country) -> Words:
    han, _, latin = pair.partition(" ")
    return Words(han, latin) if country in EASTERN else Words("", pair)


def _skewed(words: tuple[str, ...], rng: Random) -> str:
    return words[int(len(words) * rng.random() ** 1.6)]
