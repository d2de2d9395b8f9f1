"""Appends events to a log: `appender.py LOG ORIGIN START COUNT`; writes the index of each."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.audit.log import AuditLog


def main(path: str, origin: str, start: str, count: str) -> None:
    """Append `count` events numbered from `start`."""
    now = datetime(2026, 11, 24, tzinfo=UTC)
    with AuditLog.open(Path(path), origin=origin, lock_wait_s=60) as log:
        for number in range(int(start), int(start) + int(count)):
            fields = (("leads", number),)
            event = AuditEvent(EventKind.LEADS_ANSWERED, now, "system:test", fields)
            print(log.append(event).index, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
