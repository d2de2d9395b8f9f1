"""What can go wrong with the audit log, one class for each reaction."""

from veiltrace_privacy.errors import VeiltraceError


class AuditUnavailable(VeiltraceError):
    """The log cannot be written or read now: let no answer leave; nothing was half-written."""

    code = "audit.unavailable"


class AuditDamaged(VeiltraceError):
    """The log no longer holds what was appended: answer nothing, keep the file as evidence.

    `index` is the first entry that can no longer be trusted; None where the file is unreadable.
    """

    code = "audit.damaged"

    def __init__(self, message: str, *, index: int | None = None) -> None:
        super().__init__(message)
        self.index = index


class AuditError(VeiltraceError):
    """The event or question does not fit the log: mend the call; nothing was written."""

    code = "audit.error"
