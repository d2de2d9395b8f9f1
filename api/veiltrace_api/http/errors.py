"""What can be wrong with a request before anybody looks at what it asks."""

from veiltrace_privacy.errors import VeiltraceError


class RequestMalformed(VeiltraceError):
    """The request is not well-formed, or has a part that is too long: mend it, as it says."""

    code = "api.request_malformed"


class BodyTooLarge(VeiltraceError):
    """The body is longer than any question is: send less."""

    code = "api.body_too_large"


class NotJson(VeiltraceError):
    """The body is of another media type: send `Content-Type: application/json`."""

    code = "api.not_json"


class NotServable(VeiltraceError):
    """`veiltrace serve` cannot start: the message says what to do first."""

    code = "api.not_servable"
