"""What one mandate may ask in a day, counted on the elements themselves, which only the
registry sees; on disk are keyed tokens of them, and only for the day.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from veiltrace_privacy.agent.database import Database, transaction
from veiltrace_privacy.psi.errors import BudgetExceeded

NEAR = 3
"""Two lists that differ in fewer elements than this, and share one, are near-duplicates: asked
one after the other they single an element out. The same list again tells nothing new."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS question (
    id INTEGER PRIMARY KEY, mandate_ref TEXT NOT NULL, day TEXT NOT NULL, near INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS asked (
    token TEXT NOT NULL, question INTEGER NOT NULL REFERENCES question,
    PRIMARY KEY (token, question)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class ElementBudget:
    """Distinct elements of one mandate and day, and near-duplicate lists of it (of any mandate)."""

    database: Path
    elements_per_day: int
    near_duplicates_per_day: int

    def spend(self, tokens: Set[str], *, mandate_ref: str, day: date) -> None:
        """Count a list of elements, durably, before anything of it is masked.

        Raises:
            BudgetExceeded: too many elements or near-duplicates; nothing was counted.
            StateUnavailable: the database cannot be written.
        """
        with transaction(self.database, _SCHEMA) as database:
            today = day.isoformat()
            database.execute(
                "DELETE FROM asked WHERE question IN (SELECT id FROM question WHERE day < ?)",
                (today,),
            )
            database.execute("DELETE FROM question WHERE day < ?", (today,))
            known = database.execute(
                "SELECT DISTINCT token FROM asked JOIN question ON id = question"
                " WHERE mandate_ref = ? AND day = ?",
                (mandate_ref, today),
            )
            if len(tokens | {token for (token,) in known}) > self.elements_per_day:
                raise BudgetExceeded(
                    f"{self.elements_per_day} distinct pairs per mandate and day are used up"
                )
            near = _is_near_duplicate(database, tokens)
            (near_before,) = database.execute(
                "SELECT coalesce(sum(near), 0) FROM question WHERE mandate_ref = ? AND day = ?",
                (mandate_ref, today),
            ).fetchone()
            if near_before + near > self.near_duplicates_per_day:
                raise BudgetExceeded(
                    f"{self.near_duplicates_per_day} lists that nearly equal another are used up"
                )
            row = database.execute(
                "INSERT INTO question (mandate_ref, day, near) VALUES (?, ?, ?)",
                (mandate_ref, today, near),
            )
            database.executemany(
                "INSERT INTO asked VALUES (?, ?)", [(token, row.lastrowid) for token in tokens]
            )


def _is_near_duplicate(database: Database, tokens: Set[str]) -> bool:
    """Return whether a list of today differs from this one in 1 or 2 elements and shares some,
    and none equals it.
    """
    lists: dict[int, set[str]] = {}
    for question, token in database.execute("SELECT question, token FROM asked"):
        lists.setdefault(question, set()).add(token)
    others = [other for other in lists.values() if tokens & other]
    return tokens not in others and any(len(tokens ^ other) < NEAR for other in others)
