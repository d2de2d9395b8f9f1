"""What two birth dates that are not simply equal have in common."""

from veiltrace_graph.resolution.comparisons.dates import date_levels

RARITY = {"1980-05-16": 10, "1975-11-30": 8}
PAIRS = {
    "same/12.5": ("1963-08-27", "1963-08-27"),
    "same/9": ("1980-05-16", "1980-05-16"),
    "same/0": ("1975-11-30", "1975-11-30"),
    "one edit": ("1980-05-16", "1980-05-17"),
    "one edit from 1 January": ("1980-01-01", "1981-01-01"),
    "day and month swapped": ("1980-03-04", "1980-04-03"),
    "year of 1 January": ("1980-01-01", "1980-07-23"),
    "day and month": ("1980-05-16", "1963-05-16"),
    "year and month": ("1980-05-16", "1980-05-27"),
    "two edits": ("1980-05-16", "1981-06-16"),
    "year": ("1980-05-16", "1980-11-27"),
    "three edits": ("1980-05-16", "1981-06-17"),
    "other": ("1980-05-16", "1947-11-28"),
}


def births(*pairs):
    return [({"birth_date": left}, {"birth_date": right}) for left, right in pairs]


def test_each_level_holds_for_dates_as_it_says(labels):
    assert tuple(PAIRS) == tuple(level.label for level in date_levels("birth_date"))
    assert labels("birth_date", births(*PAIRS.values()), birth_date=RARITY) == list(PAIRS)


def test_the_order_of_two_dates_says_nothing(labels):
    turned = births(*((right, left) for left, right in PAIRS.values()))
    assert labels("birth_date", turned, birth_date=RARITY) == list(PAIRS)


def test_two_digits_of_a_year_that_changed_places_are_one_edit(labels):
    assert labels("birth_date", births(("1980-05-16", "1908-05-16"))) == ["one edit"]


def test_day_and_month_of_a_date_that_exists_one_way_only_may_be_swapped(labels):
    assert labels("birth_date", births(("1980-21-03", "1980-03-21"))) == ["day and month swapped"]


def test_a_year_alone_agrees_with_each_day_of_it_as_its_first_of_january_does(labels):
    pairs = births(("1980", "1980-07-23"), ("1980", "1980-01-01"), ("1980-07", "1980-07-23"))
    assert labels("birth_date", pairs) == ["year of 1 January", "same/12.5", "year and month"]


def test_the_birth_date_in_a_resident_id_is_compared_with_a_stated_one(labels):
    pair = ({"resident_id": "320106198001019905"}, {"birth_date": "1980-01-01"})
    assert labels("birth_date", [pair]) == ["same/12.5"]


def test_day_and_month_swapped_in_another_year_are_another_date(labels):
    assert labels("birth_date", births(("1980-03-04", "1963-04-03"))) == ["other"]
