from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.policy.age import least_age

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("birth_date", "age"),
    [
        ("2008-06-30", 18),
        ("2008-07-01", 17),
        ("2008-05", 18),
        ("2008-06", 17),
        ("2008-07", 17),
        ("2008", 17),
        ("2007", 18),
        ("2026", 0),
        ("2028-02-29", None),
        ("1800", None),
        ("", None),
        ("2008-1-2-3", None),
        ("9" * 5000, None),
        ("２００８", None),
    ],
)
def test_a_missing_part_of_a_birth_date_counts_as_the_latest(
    birth_date: str, age: int | None
) -> None:
    assert least_age(birth_date, TODAY) == age


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_less_exact_birth_date_never_makes_somebody_older(born: date) -> None:
    text = born.isoformat()
    ages = [least_age(part, TODAY) for part in (text[:4], text[:7], text)]
    assert None not in ages
    assert ages == sorted(ages, key=lambda age: age or 0)


@given(st.text(max_size=12))
def test_arbitrary_text_has_no_age_or_one_above_nought(text: str) -> None:
    age = least_age(text, TODAY)
    assert age is None or 0 <= age < 130
