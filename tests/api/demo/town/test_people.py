from collections import defaultdict
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from veiltrace_api.demo.town.model import AS_OF, Person
from veiltrace_api.demo.town.people import QUARANTINE, NumberPool, connect, settle


@pytest.fixture(scope="module")
def people() -> list[Person]:
    rng = Random(11)
    town = settle(rng)
    connect(town.drafts, NumberPool(rng), rng)
    return [draft.finish(index) for index, draft in enumerate(town.drafts)]


def test_about_three_thousand_people_have_resident_ids_of_their_own(people: list[Person]) -> None:
    assert 2950 <= len(people) <= 3050
    assert len({person.resident_id for person in people}) == len(people)


def test_a_number_rests_before_it_goes_to_the_next_person(people: list[Person]) -> None:
    spells: defaultdict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for person in people:
        for line in person.lines:
            spells[line.number].append((line.since, line.until))
    recycled = [
        sorted(of_number, key=lambda spell: spell[0])
        for of_number in spells.values()
        if len(of_number) > 1
    ]
    assert len(recycled) > 100
    for of_number in recycled:
        for (_, given_up), (taken, _) in pairwise(of_number):
            assert given_up is not None
            assert given_up + QUARANTINE <= taken


def test_every_adult_has_a_working_line_and_no_small_child_has_any(people: list[Person]) -> None:
    for person in people:
        if person.age(AS_OF) >= 20:
            assert person.lines[-1].until is None
        if person.age(AS_OF) < 14:
            assert person.lines == ()


def test_an_odd_sequence_in_the_resident_id_means_male(people: list[Person]) -> None:
    assert all((int(p.resident_id[16]) % 2 == 0) == p.female for p in people)
