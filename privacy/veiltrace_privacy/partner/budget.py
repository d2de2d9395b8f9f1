"""How many points the partner still evaluates: counted before evaluation, and kept on disk."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from veiltrace_privacy.agent.database import transaction
from veiltrace_privacy.psi.errors import BudgetExceeded

_SCHEMA = """
CREATE TABLE IF NOT EXISTS evaluated (
    mandate_ref TEXT NOT NULL, day TEXT NOT NULL, epoch TEXT NOT NULL, points INTEGER NOT NULL,
    PRIMARY KEY (mandate_ref, day, epoch)
) STRICT
"""


@dataclass(frozen=True, slots=True)
class PointBudget:
    """Points for one mandate on one day (UTC), and for one epoch over all mandates."""

    database: Path
    per_day: int
    per_epoch: int

    def spend(self, points: int, *, mandate_ref: str, day: date, epoch: str) -> None:
        """Count the points, durably, before they are evaluated.

        Raises:
            BudgetExceeded: too few are left; nothing was counted.
            StateUnavailable: the database cannot be written.
        """
        with transaction(self.database, _SCHEMA) as database:
            today, in_epoch = database.execute(
                "SELECT coalesce(sum(points) FILTER (WHERE mandate_ref = ? AND day = ?), 0),"
                " coalesce(sum(points) FILTER (WHERE epoch = ?), 0) FROM evaluated",
                (mandate_ref, day.isoformat(), epoch),
            ).fetchone()
            if today + points > self.per_day:
                raise BudgetExceeded(f"{self.per_day} points per mandate and day are used up")
            if in_epoch + points > self.per_epoch:
                raise BudgetExceeded(f"{self.per_epoch} points of this epoch are used up")
            database.execute(
                "INSERT INTO evaluated VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET points = points + excluded.points",
                (mandate_ref, day.isoformat(), epoch, points),
            )
