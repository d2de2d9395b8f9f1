"""What can go wrong with a mandate or a registry's key, one class for each reaction."""

from enum import StrEnum

from veiltrace_privacy.errors import VeiltraceError


class Refusal(StrEnum):
    """Why a mandate is refused."""

    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    OTHER_REGISTRY = "other_registry"
    BAD_SIGNATURE = "bad_signature"
    NOT_YET_OPEN = "not_yet_open"
    EXPIRED = "expired"
    WRONG_PURPOSE = "wrong_purpose"


class MandateRefused(VeiltraceError):
    """The mandate does not open this case: show nothing of it; `reason` says what to mend."""

    code = "privacy.mandate_refused"

    def __init__(self, reason: Refusal, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class RegistryKeyError(VeiltraceError):
    """The registry's key file is missing, open to others, no key file, or exists already."""

    code = "privacy.registry_key"
