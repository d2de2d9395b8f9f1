import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from veiltrace_privacy.psi.errors import BudgetExceeded
from veiltrace_privacy.registry.budget import ElementBudget

DAY = date(2026, 11, 25)


@pytest.fixture
def budget(tmp_path: Path) -> ElementBudget:
    return ElementBudget(tmp_path / "registry.db", elements_per_day=10, near_duplicates_per_day=1)


def test_distinct_elements_are_counted_by_mandate_and_day(budget: ElementBudget) -> None:
    for _ in range(3):
        budget.spend(set("abcdefgh"), mandate_ref="m", day=DAY)
    budget.spend(set("ij"), mandate_ref="m", day=DAY)
    with pytest.raises(BudgetExceeded, match="distinct"):
        budget.spend({"k"}, mandate_ref="m", day=DAY)
    budget.spend({"k"}, mandate_ref="other", day=DAY)
    budget.spend({"k"}, mandate_ref="m", day=DAY + timedelta(days=1))


def test_lists_that_nearly_equal_another_are_counted_whatever_the_mandate(
    budget: ElementBudget,
) -> None:
    budget.spend(set("abcd"), mandate_ref="m", day=DAY)
    budget.spend(set("abcd"), mandate_ref="n", day=DAY)
    budget.spend(set("abce"), mandate_ref="n", day=DAY)
    budget.spend(set("vwx"), mandate_ref="n", day=DAY)
    with pytest.raises(BudgetExceeded, match="nearly equal"):
        budget.spend(set("abc"), mandate_ref="n", day=DAY)


def test_tokens_of_past_days_are_forgotten(budget: ElementBudget) -> None:
    budget.spend({"old"}, mandate_ref="m", day=DAY)
    budget.spend({"new"}, mandate_ref="m", day=DAY + timedelta(days=1))
    with closing(sqlite3.connect(budget.database)) as database:
        assert database.execute("SELECT token FROM asked").fetchall() == [("new",)]
