from datetime import UTC, date, datetime

import pytest

from veiltrace_api.desk.minors import youngest
from veiltrace_graph.model import Evidence, NodeId, Statement
from veiltrace_privacy.normalise.value import Flag

DAY = date(2026, 6, 30)


def stated(name: str, value: str, flag: Flag = Flag.OK) -> Statement:
    evidence = Evidence("s", "p", "1", DAY)
    moment = datetime(2026, 6, 30, tzinfo=UTC)
    return Statement(NodeId(b"n" * 16), name, value, flag, evidence, moment)


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ([], None),
        ([stated("birth_date", "2010-07-01")], 15),
        ([stated("birth_date", "2010")], 15),
        ([stated("resident_id", "990101200806300014")], 18),
        ([stated("resident_id", "990101********0014", Flag.MASKED)], None),
        ([stated("resident_id", "990101198001010014"), stated("birth_date", "2012-01-01")], 14),
    ],
)
def test_the_least_age_that_any_record_allows_counts(
    said: list[Statement], age: int | None
) -> None:
    assert youngest(said, DAY) == age
