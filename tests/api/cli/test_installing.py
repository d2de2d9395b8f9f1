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
