import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest

from veiltrace_api.desk.desk import Desk
from veiltrace_api.http.deps import SharedDesk
from veiltrace_privacy.errors import VeiltraceError


class Counter:
    """Opens desks that are numbers, and keeps count of them."""

    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0

    @contextmanager
    def open(self) -> Iterator[Desk]:
        self.opened += 1
        yield cast(Desk, self.opened)
        self.closed += 1


def test_readers_share_one_desk_and_each_write_has_its_own() -> None:
    counter = Counter()
    shared = SharedDesk(counter.open)
    seen: list[Any] = []
    for use in (shared.reading, shared.reading, shared.writing, shared.writing, shared.reading):
        with use() as desk:
            seen.append(desk)
    assert seen == [1, 1, 2, 3, 1]
    assert (counter.opened, counter.closed) == (3, 2)
    shared.close()
    assert counter.closed == 3


def test_two_threads_are_never_at_the_desk_together() -> None:
    shared = SharedDesk(Counter().open)
    inside = 0
    most = 0

    def ask() -> None:
        nonlocal inside, most
        with shared.reading():
            inside += 1
            most = max(most, inside)
            time.sleep(0.002)
            inside -= 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_desk_that_cannot_be_opened_is_tried_again_the_next_time() -> None:
    tries = 0

    @contextmanager
    def open_desk() -> Iterator[Desk]:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise VeiltraceError("locked")
        yield cast(Desk, tries)

    shared = SharedDesk(open_desk)
    with pytest.raises(VeiltraceError), shared.reading():
        pass
    with shared.reading() as desk:
        assert desk == cast(Desk, 2)
