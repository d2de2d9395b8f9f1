"""What both programs do the same way on the command line: errors in one line, the ledger."""

import random
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from veiltrace_privacy.audit.log import AuditLog
from veiltrace_privacy.errors import VeiltraceError

Command = Callable[[Namespace], None]


def run(parser: ArgumentParser) -> int:
    """Return the exit code of the command line: 0, or 1 with one line that says what is wrong.

    The chosen subcommand is the parser's default `command`.
    """
    arguments = parser.parse_args()
    command: Command = arguments.command
    try:
        command(arguments)
    except VeiltraceError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def add_home(parser: ArgumentParser, default: str) -> None:
    """Add the option that says where the program's folder is."""
    parser.add_argument(
        "--home", type=Path, default=Path(default), help=f"the program's folder ({default})"
    )


def add_address(parser: ArgumentParser) -> None:
    """Add the options that say where the program listens."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on (any free one)")


def say(line: str) -> None:
    """Write a line to standard output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_ledger(log: AuditLog) -> None:
    """Write one line for each entry of the log, after checking that all of it is whole."""
    size = log.verify().size
    for index in range(size):
        event = log.entry(index)
        fields = " ".join(f"{name}={value}" for name, value in event.fields)
        say(f"{index} {event.at:%Y-%m-%dT%H:%M:%SZ} {event.kind} by {event.actor[:16]} {fields}")


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def system_random() -> random.Random:
    """Return the operating system's randomness."""
    return random.SystemRandom()
