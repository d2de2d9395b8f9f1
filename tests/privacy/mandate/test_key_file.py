import os
import stat
from pathlib import Path

import pytest

from veiltrace_privacy.mandate.errors import RegistryKeyError
from veiltrace_privacy.mandate.key_file import (
    create_registry_key,
    load_public_key,
    load_registry_key,
    write_public_key,
)


def test_a_created_key_is_loaded_again_from_a_file_of_mode_600(tmp_path: Path) -> None:
    path = tmp_path / "registry.key"
    key = create_registry_key(path, registry="court.example")
    assert load_registry_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_created_keys_differ(tmp_path: Path) -> None:
    first = create_registry_key(tmp_path / "a", registry="court.example")
    second = create_registry_key(tmp_path / "b", registry="court.example")
    assert first.seed != second.seed


def test_the_public_file_gives_the_public_half_and_nothing_of_the_other(tmp_path: Path) -> None:
    key = create_registry_key(tmp_path / "registry.key", registry="court.example")
    path = tmp_path / "registry.pub"
    write_public_key(path, key.public)
    assert load_public_key(path) == key.public
    path.chmod(0o600)
    with pytest.raises(RegistryKeyError):
        load_registry_key(path)


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "registry.key"
    key = create_registry_key(path, registry="court.example")
    with pytest.raises(RegistryKeyError, match="never overwritten"):
        create_registry_key(path, registry="court.example")
    with pytest.raises(RegistryKeyError, match="never overwritten"):
        write_public_key(path, key.public)
    assert load_registry_key(path) == key


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_a_key_file_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "registry.key"
    create_registry_key(path, registry="court.example")
    path.chmod(0o640)
    with pytest.raises(RegistryKeyError, match="chmod 600"):
        load_registry_key(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"veiltrace-registry-key-1 court.example",
        b"veiltrace-registry-key-1 court.example AAAA",
        b"veiltrace-registry-key-1 court.example !!!!",
        b"veiltrace-registry-key-1 COURT " + b"A" * 43 + b"=",
        b"veiltrace-registry-key-2 court.example " + b"A" * 43 + b"=",
        b"x" * 100_000,
    ],
)
def test_what_is_no_key_file_is_refused_with_our_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "registry.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(RegistryKeyError):
        load_registry_key(path)
    with pytest.raises(RegistryKeyError):
        load_public_key(path)


def test_a_missing_file_or_folder_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(RegistryKeyError, match="no key file"):
        load_registry_key(tmp_path / "none")
    with pytest.raises(RegistryKeyError):
        load_public_key(tmp_path)
    with pytest.raises(RegistryKeyError):
        create_registry_key(tmp_path / "none" / "registry.key", registry="court.example")


@pytest.mark.parametrize("registry", ["", "Court", "court example", "-court", "c" * 65, "法院"])
def test_a_registry_s_name_is_a_plain_word_and_no_file_is_left(
    tmp_path: Path, registry: str
) -> None:
    with pytest.raises(RegistryKeyError):
        create_registry_key(tmp_path / "registry.key", registry=registry)
    assert list(tmp_path.iterdir()) == []
