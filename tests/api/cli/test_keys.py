from collections.abc import Callable

import pytest

from veiltrace_api.cli.options import now
from veiltrace_api.control.principals import Role
from veiltrace_api.door import open_door
from veiltrace_api.errors import UsageError
from veiltrace_api.settings import Settings

Veiltrace = Callable[..., str]


def test_a_key_is_shown_alone_on_its_line_and_opens(veiltrace: Veiltrace, home: Settings) -> None:
    printed = veiltrace("key", "issue", "crm", "--role", "case_system")
    key = printed.strip()
    assert printed == f"{key}\n"
    with open_door(home, now) as door:
        assert door.holder(key).roles == {Role.CASE_SYSTEM}


def test_the_list_shows_keys_by_id_and_never_the_keys(veiltrace: Veiltrace) -> None:
    key = veiltrace("key", "issue", "crm", "--role", "case_system").strip()
    _, _, key_id, secret = key.split("_")
    listed = veiltrace("key", "list")
    assert key_id in listed
    assert "crm" in listed
    assert "until" in listed
    assert secret not in listed


def test_a_revoked_key_is_listed_as_such(veiltrace: Veiltrace) -> None:
    key_id = veiltrace("key", "issue", "crm", "--role", "case_system").split("_")[2]
    veiltrace("key", "revoke", key_id)
    assert "revoked" in veiltrace("key", "list")


def test_a_key_id_that_is_none_is_refused(veiltrace: Veiltrace) -> None:
    with pytest.raises(UsageError):
        veiltrace("key", "revoke", "0" * 32)
