"""What can go wrong in a private match, one class for each reaction."""

from veiltrace_privacy.errors import VeiltraceError


class ElementRefused(VeiltraceError):
    """A value is no element of a match (wrong kind, not text, twice): leave it out, ask again."""

    code = "match.element_refused"


class TableRefused(VeiltraceError):
    """The partner's table cannot be published: mend it; the epoch before stays as it was."""

    code = "match.table_refused"


class MatchRefused(VeiltraceError):
    """A party does not take part on these terms (VT-06: agreement, legal basis, purpose): settle
    them between the parties; no point was computed.
    """

    code = "match.refused"


class QueryRefused(VeiltraceError):
    """The partner got points it does not evaluate (too many, twice, off the curve): no retry."""

    code = "match.query_refused"


class BudgetExceeded(VeiltraceError):
    """The agreed number of questions is used up: wait for the next day or epoch."""

    code = "match.budget_exceeded"


class EpochMismatch(VeiltraceError):
    """The partner answers with another epoch's key than its table has: ask again later, or tell
    the partner; there is no result, not even an empty one.
    """

    code = "match.epoch_mismatch"


class ReplyTampered(VeiltraceError):
    """The partner's reply or table is not what it should be: no result; tell the partner."""

    code = "match.reply_tampered"


class PartnerUnavailable(VeiltraceError):
    """The partner cannot be reached or stopped in mid-match: go on without it, or retry."""

    code = "match.partner_unavailable"


class BackendFailed(VeiltraceError):
    """The child process that masks points ended or refused its input: no result; retry once."""

    code = "match.backend_failed"
