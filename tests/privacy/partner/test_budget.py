from datetime import date, timedelta
from pathlib import Path

import pytest

from veiltrace_privacy.agent.errors import StateUnavailable
from veiltrace_privacy.partner.budget import PointBudget
from veiltrace_privacy.psi.errors import BudgetExceeded

DAY = date(2026, 11, 25)


@pytest.fixture
def budget(tmp_path: Path) -> PointBudget:
    return PointBudget(tmp_path / "partner.db", per_day=100, per_epoch=150)


def test_points_are_counted_by_mandate_and_day_and_outlive_the_process(tmp_path: Path) -> None:
    for _ in range(2):
        PointBudget(tmp_path / "b.db", 100, 1000).spend(50, mandate_ref="m", day=DAY, epoch="e")
    again = PointBudget(tmp_path / "b.db", 100, 1000)
    with pytest.raises(BudgetExceeded, match="mandate and day"):
        again.spend(1, mandate_ref="m", day=DAY, epoch="f")
    again.spend(100, mandate_ref="other", day=DAY, epoch="e")
    again.spend(100, mandate_ref="m", day=DAY + timedelta(days=1), epoch="e")


def test_an_epochs_points_are_counted_over_all_mandates(budget: PointBudget) -> None:
    budget.spend(100, mandate_ref="m", day=DAY, epoch="e")
    with pytest.raises(BudgetExceeded, match="epoch"):
        budget.spend(51, mandate_ref="n", day=DAY, epoch="e")
    budget.spend(50, mandate_ref="n", day=DAY, epoch="e")


def test_a_refused_question_is_not_counted(budget: PointBudget) -> None:
    with pytest.raises(BudgetExceeded):
        budget.spend(101, mandate_ref="m", day=DAY, epoch="e")
    budget.spend(100, mandate_ref="m", day=DAY, epoch="e")


def test_a_damaged_database_is_a_typed_error(tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(b"no database, but long enough to be read as one" * 20)
    with pytest.raises(StateUnavailable):
        PointBudget(tmp_path / "b.db", 1, 1).spend(1, mandate_ref="m", day=DAY, epoch="e")
