"""What can go wrong in a program of a match apart from the match itself."""

from veiltrace_privacy.errors import VeiltraceError


class HomeError(VeiltraceError):
    """The program's folder lacks a file, or holds one it cannot use: run `init`, or restore it."""

    code = "agent.home"


class StateUnavailable(VeiltraceError):
    """The program's database cannot be read or written: nothing was answered; try again."""

    code = "agent.state_unavailable"


class NotAuthorised(VeiltraceError):
    """The caller's token is not the one this program gave out: use its access file."""

    code = "agent.not_authorised"


class RequestMalformed(VeiltraceError):
    """A request to a program is too long or not of the form it takes: mend the caller."""

    code = "agent.request_malformed"
