"""Unusual use: far more look-ups in a day than usual, and cases that one has no business with."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from statistics import median

from sqlalchemy import BigInteger, Connection, func, select, type_coerce

from veiltrace_api.control.columns import to_microseconds
from veiltrace_api.control.tables import CASE_FILE, LOOK_UP, PRINCIPAL

HISTORY_DAYS = 28
# With fewer days of use there is no telling what is usual: this stands in (our judgement).
MIN_HISTORY = 5
ASSUMED_USUAL = 30.0
SPREADS = 5.0
# Scales the median absolute deviation to a normal distribution's standard deviation.
_MAD_TO_SIGMA = 1.4826
_DAY_US = 86_400_000_000


class AnomalyKind(StrEnum):
    """What is unusual.

    `FOREIGN_CASES` are not registered for the principal's tenant; `UNCONNECTED_CASES` are, but
    share nothing in the graph with the rest of the tenant's portfolio.
    """

    MANY_LOOK_UPS = "many_look_ups"
    FOREIGN_CASES = "foreign_cases"
    UNCONNECTED_CASES = "unconnected_cases"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """How many times a principal did something today, and how many would be usual."""

    kind: AnomalyKind
    principal: str
    count: int
    usual: float


@dataclass(frozen=True, slots=True)
class DayOfUse:
    """A principal's number of look-ups on one day, which is counted from 1970-01-01 UTC."""

    tenant: str
    principal: str
    day: int
    count: int


def find_anomalies(
    connection: Connection, *, now: datetime, unconnected: Collection[str]
) -> tuple[Anomaly, ...]:
    """Return what is unusual about today (UTC) up to `now`, by kind and principal.

    `unconnected` are the cases that the graph shows to share nothing with their portfolio.
    """
    midnight = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    history = midnight - timedelta(days=HISTORY_DAYS)
    days = _days_of_use(connection, since=history, until=now)
    found = [
        *unusual_days(days, today=to_microseconds(midnight) // _DAY_US),
        *_odd_cases(connection, since=midnight, until=now, unconnected=frozenset(unconnected)),
    ]
    return tuple(sorted(found, key=lambda anomaly: (anomaly.kind, anomaly.principal)))


def usual_and_limit(history: Collection[int]) -> tuple[float, float]:
    """Return the median of the days' counts, and what a day's count must exceed to be unusual.

    Median and median absolute deviation do not move with a few wild days, so that nobody widens
    the limit by exceeding it. The spread is at least that of random arrivals (square root).

    >>> usual_and_limit([8, 9, 9, 9, 10, 400])
    (9.0, 24.0)
    """
    if len(history) < MIN_HISTORY:
        usual, deviation = ASSUMED_USUAL, 0.0
    else:
        usual = float(median(history))
        deviation = float(median(abs(count - usual) for count in history))
    return usual, usual + SPREADS * max(_MAD_TO_SIGMA * deviation, usual**0.5)


def unusual_days(days: Iterable[DayOfUse], *, today: int) -> list[Anomaly]:
    """Return whose use today exceeds what the days of their tenant's principals make usual.

    >>> days = [DayOfUse("t", "a", day, 9) for day in range(5)] + [DayOfUse("t", "b", 5, 25)]
    >>> unusual_days(days, today=5)[0].count
    25
    """
    days = list(days)
    history: dict[str, list[int]] = {}
    for day in days:
        if day.day < today:
            history.setdefault(day.tenant, []).append(day.count)
    found = []
    for day in days:
        usual, limit = usual_and_limit(history.get(day.tenant, []))
        if day.day == today and day.count > limit:
            found.append(Anomaly(AnomalyKind.MANY_LOOK_UPS, day.principal, day.count, usual))
    return found


def _days_of_use(connection: Connection, *, since: datetime, until: datetime) -> list[DayOfUse]:
    day = (type_coerce(LOOK_UP.c.at, BigInteger) // _DAY_US).label("day")
    rows = connection.execute(
        select(PRINCIPAL.c.tenant, LOOK_UP.c.principal, day, func.count().label("uses"))
        .join_from(LOOK_UP, PRINCIPAL)
        .where(LOOK_UP.c.at >= since, LOOK_UP.c.at <= until)
        .group_by(PRINCIPAL.c.tenant, LOOK_UP.c.principal, day)
    )
    return [DayOfUse(row.tenant, row.principal, int(row.day), row.uses) for row in rows]


def _odd_cases(
    connection: Connection, *, since: datetime, until: datetime, unconnected: frozenset[str]
) -> list[Anomaly]:
    rows = connection.execute(
        select(
            LOOK_UP.c.principal,
            LOOK_UP.c.case_ref,
            (PRINCIPAL.c.tenant == CASE_FILE.c.tenant).label("is_own"),
        )
        .join_from(LOOK_UP, PRINCIPAL)
        .outerjoin(CASE_FILE, CASE_FILE.c.case_ref == LOOK_UP.c.case_ref)
        .where(LOOK_UP.c.at >= since, LOOK_UP.c.at <= until)
        .distinct()
    )
    counts: dict[tuple[AnomalyKind, str], int] = {}
    for row in rows:
        if not row.is_own:
            kind = AnomalyKind.FOREIGN_CASES
        elif row.case_ref in unconnected:
            kind = AnomalyKind.UNCONNECTED_CASES
        else:
            continue
        counts[kind, row.principal] = counts.get((kind, row.principal), 0) + 1
    return [Anomaly(kind, principal, n, 0.0) for (kind, principal), n in counts.items()]
