"""What can go wrong in the commands beyond what the packages below raise."""

from veiltrace_privacy.errors import VeiltraceError


class UsageError(VeiltraceError):
    """What was typed does not fit: the message says what does."""

    code = "api.usage"


class UnknownCase(VeiltraceError):
    """No case has this number: `veiltrace case list` shows them."""

    code = "api.unknown_case"


class OutputUnavailable(VeiltraceError):
    """The answer cannot be written to where it was asked for; nothing else was changed."""

    code = "api.output_unavailable"
