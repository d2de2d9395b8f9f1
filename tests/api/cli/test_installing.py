import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.settings import Settings
from veiltrace_graph.errors import StoreUnavailable

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace


def test_init_makes_a_key_for_its_owner_only_and_an_empty_store(
    veiltrace: "Veiltrace", home: Settings
) -> None:
    assert stat.S_IMODE(home.key_file.stat().st_mode) == 0o600
    assert "no sources" in veiltrace("sources").lower() or "Sources" in veiltrace("sources")


def test_init_never_replaces_an_installation(veiltrace: "Veiltrace", home: Settings) -> None:
    key = home.key_file.read_bytes()
    with pytest.raises(StoreUnavailable, match="already a store"):
        veiltrace("init")
    assert home.key_file.read_bytes() == key


def test_init_does_not_print_the_key(home: Settings, veiltrace: "Veiltrace") -> None:
    other = home.home.with_name("other")
    printed = veiltrace("init", "--home", other)
    assert str(other / "key") in printed
    assert (other / "key").read_text().split()[1] not in printed


@pytest.mark.parametrize("missing", ["graph.sqlite", "pepper", "control.sqlite", "audit.sqlite"])
def test_init_makes_what_a_stopped_init_left_out(
    veiltrace: "Veiltrace", home: Settings, missing: str
) -> None:
    key = home.key_file.read_bytes()
    for path in home.home.glob(f"{missing}*"):
        path.unlink()
    veiltrace("init")
    assert home.key_file.read_bytes() == key
    assert "no case" in veiltrace("case", "list")


def test_init_begins_the_control_plane_anew_that_a_stopped_init_left_half_made(
    veiltrace: "Veiltrace", home: Settings
) -> None:
    home.control_file.rename(home.control_file.with_suffix(".draft"))
    veiltrace("init")
    assert "no case" in veiltrace("case", "list")


@pytest.mark.parametrize("part", ["graph.sqlite", "audit.sqlite"])
def test_init_fills_an_empty_file_that_a_stopped_init_left(
    veiltrace: "Veiltrace", home: Settings, part: str
) -> None:
    for path in home.home.glob(f"{part}*"):
        path.unlink()
    # As far as SQLite got before its first table.
    connection = sqlite3.connect(home.home / part)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    veiltrace("init")
    assert "no case" in veiltrace("case", "list")


def test_everything_but_public_keys_is_for_the_owner_only(
    veiltrace: "Veiltrace", home: Settings
) -> None:
    for part in (home.pepper_file, home.store_file, home.control_file, home.audit_file):
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.registries.stat().st_mode) == 0o700
