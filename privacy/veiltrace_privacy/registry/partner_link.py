"""The registry's line to one partner: the three calls, with every fault as a typed error."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from veiltrace_privacy.agent.calling import Caller, as_said
from veiltrace_privacy.agent.errors import NotAuthorised
from veiltrace_privacy.partner.terms_header import MANDATE, terms_to_headers
from veiltrace_privacy.psi.errors import (
    BudgetExceeded,
    EpochMismatch,
    MatchRefused,
    PartnerUnavailable,
    QueryRefused,
    ReplyTampered,
)
from veiltrace_privacy.psi.points import POINT_BYTES
from veiltrace_privacy.psi.terms import AskedTerms
from veiltrace_privacy.registry.trust import TrustedPartner

_MAX_MANIFEST = 20_000
_SAYS = as_said(BudgetExceeded, EpochMismatch, MatchRefused, NotAuthorised, QueryRefused)


class PartnerLink:
    """An open connection for one match, on fixed terms.

    Each call raises PartnerUnavailable where the partner is absent, stops, or has trouble of its
    own, and ReplyTampered for an answer longer than what was asked for.
    """

    def __init__(self, partner: TrustedPartner, terms: AskedTerms) -> None:
        self._caller = Caller(
            partner.url,
            partner.access.token,
            says=_SAYS,
            unavailable=PartnerUnavailable(
                f"the partner {partner.access.name} does not answer; nothing was changed"
            ),
        )
        self._headers = terms_to_headers(terms)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._caller.close()

    def manifest(self) -> bytes:
        """Return the manifest's line, not yet verified."""
        return self._call("GET", "/v1/manifest", limit=_MAX_MANIFEST)

    def points(self, epoch: str, number: int, *, points: int) -> bytes:
        """Return the points of one class."""
        path = f"/v1/epochs/{epoch}/classes/{number}"
        return self._call("GET", path, limit=points * POINT_BYTES)

    def evaluate(self, epoch: str, masked: bytes, *, mandate_ref: str) -> bytes:
        """Return the reply to masked points, not yet checked."""
        path = f"/v1/epochs/{epoch}/evaluate"
        headers = {MANDATE: mandate_ref}
        return self._call("POST", path, limit=len(masked), body=masked, headers=headers)

    def _call(
        self,
        method: str,
        path: str,
        *,
        limit: int,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        answer = self._caller.call(
            method, path, body=body, headers=self._headers | dict(headers or {}), limit=limit
        )
        if answer is None:
            raise ReplyTampered("the partner's answer is longer than what was asked for")
        return answer
