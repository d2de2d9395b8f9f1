"""How an engine, or whoever holds a mandate and an access file, asks the registry."""

import secrets
from collections.abc import Sequence

from veiltrace_privacy.agent.calling import Caller, as_said
from veiltrace_privacy.agent.errors import NotAuthorised, RequestMalformed
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.mandate.registry_key import RegistryPublicKey
from veiltrace_privacy.mandate.signing import SignedMandate
from veiltrace_privacy.policy.words import Purpose
from veiltrace_privacy.psi.element import Pair
from veiltrace_privacy.psi.errors import (
    BackendFailed,
    BudgetExceeded,
    ElementRefused,
    EpochMismatch,
    MatchRefused,
    PartnerUnavailable,
    QueryRefused,
    ReplyTampered,
)
from veiltrace_privacy.registry.message import (
    MATCH_PATH,
    Question,
    decode_answer,
    encode_question,
)
from veiltrace_privacy.registry.result import MatchResult

_MAX_ANSWER = 1_000_000


class RegistryUnavailable(VeiltraceError):
    """The registry cannot be reached or cannot answer now: go on without a match, or retry."""

    code = "match.registry_unavailable"


class RegistryClient:
    """One registry, by its address, the token of its access file, and its public key."""

    def __init__(self, url: str, token: str, *, key: RegistryPublicKey) -> None:
        self._url = url
        self._token = token
        self._key = key

    def match(
        self,
        mandate: SignedMandate,
        partner: str,
        pairs: Sequence[Pair],
        *,
        agreement_id: str,
        purpose: Purpose,
    ) -> MatchResult:
        """Return which pairs the partner holds, by their positions, with a verified receipt.

        Raises:
            MandateRefused, MatchRefused, ElementRefused, BudgetExceeded: not on these terms.
            PartnerUnavailable, RegistryUnavailable, EpochMismatch, ReplyTampered: no result.
            NotAuthorised: the token is not the registry's.
            MissingExtra: the extra "agent" is not installed.
        """
        question = Question(
            secrets.token_hex(16), mandate, partner, agreement_id, purpose, tuple(pairs)
        )
        caller = Caller(
            self._url,
            self._token,
            says=_SAYS,
            unavailable=RegistryUnavailable("the registry does not answer; nothing was changed"),
        )
        try:
            lines = encode_question(question)
            answer = caller.call("POST", MATCH_PATH, body=lines, headers={}, limit=_MAX_ANSWER)
        finally:
            caller.close()
        if answer is None:
            raise ReplyTampered("the registry's answer is longer than any")
        return decode_answer(answer, question, self._key)


def _mandate_refused(detail: str, reason: str) -> VeiltraceError:
    return MandateRefused(Refusal(reason), detail)


_SAYS = as_said(
    BackendFailed,
    BudgetExceeded,
    ElementRefused,
    EpochMismatch,
    MatchRefused,
    NotAuthorised,
    PartnerUnavailable,
    QueryRefused,
    ReplyTampered,
    RequestMalformed,
) | {MandateRefused.code: _mandate_refused}
