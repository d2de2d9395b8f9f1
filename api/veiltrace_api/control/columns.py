"""Kinds of column, which let nothing in but what the control plane may keep.

Each checks a value on its way into a statement, so that no path writes a phone number where a
keyed id belongs, or free text where a code belongs.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from veiltrace_api.control.errors import InvalidValue

# 128 to 256 bits in hex: longer than any phone, resident or card number, which are digits too.
_REF = re.compile(r"(?:[0-9a-f]{2}){16,32}", re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,63}", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
MAX_NAME = 200
MAX_DOCUMENT = 65_536


def check_ref(value: str) -> str:
    """Return `value` if it is a keyed id in hex. Raises: InvalidValue: it is anything else.

    >>> check_ref("bf05f41d1c9b6e81fe9da36aeb4db071")
    'bf05f41d1c9b6e81fe9da36aeb4db071'
    """
    if not _REF.fullmatch(value):
        raise InvalidValue("a reference is 32 to 64 lower-case hex digits; nothing was recorded")
    return value


def check_code(value: str) -> str:
    """Return `value` if it is a short code. Raises: InvalidValue: it is free text.

    >>> check_code("no_answer")
    'no_answer'
    """
    if not _CODE.fullmatch(value):
        raise InvalidValue("a code is 1 to 64 of a-z, 0-9 and _.:- ; free text is not kept")
    return value


def check_name(value: str) -> str:
    """Return `value` if it is one printable line. Raises: InvalidValue: empty, long, unprintable.

    >>> check_name("Fictional Recovery 虚构公司")
    'Fictional Recovery 虚构公司'
    """
    if not value.strip() or len(value) > MAX_NAME or not value.isprintable():
        raise InvalidValue(f"a name is one line of 1 to {MAX_NAME} printable characters")
    return value


def to_microseconds(moment: datetime) -> int:
    """Return the microseconds from 1970 UTC to `moment`. Raises: InvalidValue: it has no zone.

    >>> to_microseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    if moment.tzinfo is None:
        raise InvalidValue("a moment needs its time zone")
    return (moment - _EPOCH) // _MICROSECOND


class _CheckedText(TypeDecorator[str]):
    cache_ok = True


class Ref(_CheckedText):
    """A keyed id, in hex."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the value to bind, checked."""
        return None if value is None else check_ref(value)


class Code(_CheckedText):
    """A word of a closed list: a purpose, an action, a kind."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the value to bind, checked."""
        return None if value is None else check_code(value)


class Name(_CheckedText):
    """The name of a tenant, a principal or a partner."""

    impl = String(MAX_NAME)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the value to bind, checked."""
        return None if value is None else check_name(value)


class Document(_CheckedText):
    """Signed JSON, kept as it came."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the value to bind, checked."""
        if value is not None and (len(value) > MAX_DOCUMENT or not value.isprintable()):
            raise InvalidValue(f"a document is one line of at most {MAX_DOCUMENT} characters")
        return value


class Codes(TypeDecorator[tuple[str, ...]]):
    """A set of codes, sorted, with blanks between them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        """Return the value to bind, each code checked."""
        return None if value is None else " ".join(sorted({check_code(code) for code in value}))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Return the codes."""
        return None if value is None else tuple(value.split())


class Moment(TypeDecorator[datetime]):
    """A point in time, as microseconds since 1970 UTC: alike in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the value to bind, checked."""
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the moment, in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND
