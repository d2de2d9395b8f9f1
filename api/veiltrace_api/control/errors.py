"""What can go wrong in the control plane, one class for each reaction."""

from enum import StrEnum

from veiltrace_privacy.errors import VeiltraceError


class ControlError(VeiltraceError):
    """The control plane cannot do what was asked; the message says why."""

    code = "control.error"


class ControlUnavailable(ControlError):
    """The control database cannot be read or written: give no answer; nothing was recorded."""

    code = "control.unavailable"


class ControlMissing(ControlError):
    """There is no control database at this place: make one with `veiltrace init`."""

    code = "control.missing"


class ControlTooNew(ControlError):
    """A newer Veiltrace wrote this control database: upgrade the program; nothing was changed."""

    code = "control.too_new"


class ControlConflict(ControlError):
    """Something else stands under this name or id already; nothing was changed."""

    code = "control.conflict"


class UnknownReference(ControlError):
    """No tenant, principal, key, case or partner has this id; nothing was changed."""

    code = "control.unknown_reference"


class InvalidValue(ControlError):
    """A value is not of the form that the control plane keeps: mend the call."""

    code = "control.invalid_value"


class Refusal(StrEnum):
    """Why an API key was refused: for the audit log, never for the caller."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    WRONG_SECRET = "wrong_secret"  # noqa: S105 - the name of a reason
    REVOKED = "revoked"
    EXPIRED = "expired"
    DISABLED = "disabled"


class KeyRefused(ControlError):
    """The API key opens nothing: refuse the call, and tell the caller no more than that.

    `reason` is for the audit log; the message is the same for all reasons.
    """

    code = "control.key_refused"

    def __init__(self, reason: Refusal) -> None:
        super().__init__("the API key is not valid: ask the operator for a new one")
        self.reason = reason
