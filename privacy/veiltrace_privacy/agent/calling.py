"""Calling another program of a match over HTTP: bounded answers, its problems as our errors."""

import json
from collections.abc import Callable, Mapping
from functools import partial

from veiltrace_privacy.agent.extras import require_extra
from veiltrace_privacy.errors import VeiltraceError

_TIMEOUT_S = 60.0
_MAX_PROBLEM = 4096
_MAX_DETAIL = 300

Said = Callable[[str, str], VeiltraceError]
"""From the detail and the reason of a problem to the error it stands for."""


def as_said(*kinds: type[VeiltraceError]) -> dict[str, Said]:
    """Return what a program's codes stand for: the same errors here.

    >>> list(as_said(VeiltraceError))
    ['veiltrace.error']
    """
    return {kind.code: partial(_said, kind) for kind in kinds}


def _said(kind: type[VeiltraceError], detail: str, _: str) -> VeiltraceError:
    return kind(detail)


class Caller:
    """A connection to one program; close it after use.

    Args:
        url: where it listens.
        token: what it gave out.
        says: which of its codes are raised as which error.
        unavailable: what is raised where it is absent, stops, or says anything else.
    Raises:
        MissingExtra: the extra "agent" is not installed.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        says: Mapping[str, Said],
        unavailable: VeiltraceError,
    ) -> None:
        require_extra("agent")
        # Imported here, not above: whoever only reads results does without the extra.
        import httpx

        self._faults = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError)
        self._says = says
        self._unavailable = unavailable
        # NOTE: without trust_env=False, proxies of the environment would see the traffic.
        self._client = httpx.Client(
            base_url=url,
            headers={"authorization": f"Bearer {token}"},
            timeout=_TIMEOUT_S,
            trust_env=False,
        )

    def call(
        self, method: str, path: str, *, body: bytes, headers: Mapping[str, str], limit: int
    ) -> bytes | None:
        """Return the answer's body, or None where it is longer than `limit` bytes.

        Raises:
            VeiltraceError: as the program says, or `unavailable`.
        """
        try:
            with self._client.stream(method, path, content=body, headers=headers) as response:
                is_answer = response.status_code == 200
                answer = bytearray()
                for chunk in response.iter_raw():
                    answer += chunk
                    if len(answer) > (limit if is_answer else _MAX_PROBLEM):
                        break
        except self._faults:
            raise self._unavailable from None
        if not is_answer:
            raise self._error_of(bytes(answer))
        return bytes(answer) if len(answer) <= limit else None

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _error_of(self, problem: bytes) -> VeiltraceError:
        try:
            said = json.loads(problem)
            detail = "".join(mark for mark in str(said["detail"]) if " " <= mark <= "~")
            return self._says[said["code"]](detail[:_MAX_DETAIL], str(said.get("reason", "")))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return self._unavailable
