"""What each route is handed: who calls, and a desk that one thread uses at a time."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.desk import Desk
from veiltrace_api.desk.grant import Question
from veiltrace_api.door import Door
from veiltrace_api.http.schemas import Asked

OpenDesk = Callable[[], AbstractContextManager[Desk]]


class SharedDesk:
    """One desk for all threads of a server, used by one of them at a time.

    Answers are computed in Python, so that threads would take turns anyway; one desk keeps one
    index of the graph in memory, where each thread's own would keep as many.
    """

    def __init__(self, open_desk: OpenDesk) -> None:
        self._open = open_desk
        self._lock = Lock()
        self._held = ExitStack()
        self._desk: Desk | None = None

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """Give the desk that stays open, with the index of its last answer."""
        with self._lock:
            if self._desk is None:
                self._desk = self._held.enter_context(self._open())
            yield self._desk

    @contextmanager
    def writing(self) -> Iterator[Desk]:
        """Give a desk for one write: it holds the store's one writer's place until it closes."""
        with self._lock, self._open() as desk:
            yield desk

    def check(self) -> None:
        """Open a desk and close it. Raises: what `open_desk` raises."""
        with self._open():
            pass

    def close(self) -> None:
        """Close the desk that stays open."""
        with self._lock:
            self._held.close()
            self._desk = None


@dataclass(frozen=True, slots=True)
class Service:
    """What the application answers from."""

    desk: SharedDesk
    door: Door
    clock: Callable[[], datetime] = field(repr=False)

    def check_ready(self) -> None:
        """Return nothing if store, control plane and audit log can be used.

        Raises: GraphError, ControlError, AuditUnavailable, AuditDamaged: which cannot.
        """
        self.desk.check()
        self.door.check_ready()


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal whose key was checked, at the desk."""

    principal: Principal
    desk: SharedDesk
    today: date

    def question(self, case_number: str, asked: Asked) -> Question:
        """Return the question as the desk takes it."""
        return Question(
            principal=self.principal,
            case_number=case_number,
            purpose=asked.purpose,
            as_of=asked.as_of or self.today,
            creditor=asked.creditor,
        )


def service_of(request: Request) -> Service:
    """Return the service that the application was made with."""
    service: Service = request.app.state.service
    return service


_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="api_key",
    description="An API key, as 'veiltrace key issue' prints it once.",
)


def caller(
    service: Annotated[Service, Depends(service_of)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Caller:
    """Return who calls. Raises: KeyRefused: no key, or one that opens nothing; audited."""
    principal = service.door.holder(bearer.credentials if bearer else "")
    return Caller(principal, service.desk, service.clock().date())


Serving = Annotated[Service, Depends(service_of)]
Asking = Annotated[Caller, Depends(caller)]
