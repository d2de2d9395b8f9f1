"""What can go wrong in the commands and routes beyond what the packages below raise."""

from veiltrace_privacy.errors import VeiltraceError


class UsageError(VeiltraceError):
    """What was asked does not fit: the message says what does."""

    code = "api.usage"


class UnknownCase(VeiltraceError):
    """No case of this tenant has this number: `veiltrace case list` shows them."""

    code = "api.unknown_case"


class AccessRefused(VeiltraceError):
    """The gate refuses: mend purpose, role or mandate; `rules` names the rules that say so."""

    code = "api.access_refused"

    def __init__(self, message: str, *, rules: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.rules = rules


class OutputUnavailable(VeiltraceError):
    """The answer cannot be written to where it was asked for; nothing else was changed."""

    code = "api.output_unavailable"
