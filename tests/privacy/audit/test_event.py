from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.audit.errors import AuditError
from veiltrace_privacy.audit.event import AuditEvent, EventKind, decode_event, encode_event
from veiltrace_privacy.audit.fields import FieldValue

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def event(*fields: tuple[str, FieldValue], at: datetime = NOW) -> AuditEvent:
    return AuditEvent(EventKind.READ_ALLOWED, at, "system:demo", fields)


@given(
    st.sampled_from(EventKind),
    st.datetimes(timezones=st.just(UTC)),
    st.dictionaries(st.sampled_from(["leads", "cases", "matched"]), st.integers(0, 10**9 - 1)),
)
def test_an_event_comes_back_from_its_bytes(
    kind: EventKind, at: datetime, counts: dict[str, int]
) -> None:
    original = AuditEvent(kind, at, "0f" * 16, tuple(counts.items()))
    assert decode_event(encode_event(original)) == original


def test_the_order_of_fields_and_the_time_zone_do_not_change_the_bytes() -> None:
    there = timezone(timedelta(hours=8))
    one = event(("leads", 1), ("gate", "read"))
    other = event(("gate", "read"), ("leads", 1), at=NOW.astimezone(there))
    assert encode_event(one) == encode_event(other)


def test_free_text_a_doubled_field_and_a_time_without_zone_are_refused() -> None:
    for wrong in (
        lambda: event(("reason", "not at home")),
        lambda: event(("leads", 1), ("leads", 2)),
        lambda: event(at=datetime(2026, 11, 24)),
    ):
        with pytest.raises(AuditError):
            wrong()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        encode_event(event()) + b" ",
        encode_event(event()).replace(b'"format":1', b'"format":2'),
        encode_event(event()).replace(b"read_allowed", b"read_forgotten"),
        encode_event(event()).replace(b'"fields":{}', b'"fields":{"leads":NaN}'),
        encode_event(event()).replace(b'"fields":{}', b'"fields":{"leads":1,"leads":1}'),
        encode_event(event()).replace(b'"fields":{}', b'"fields":{"leads":' + b"9" * 5000 + b"}"),
    ],
    ids=range(11),
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    with pytest.raises(AuditError):
        decode_event(data)
