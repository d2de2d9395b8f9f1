import io
import sys
from pathlib import Path

import pytest

from veiltrace_privacy.mandate.files import decode_signed, encode_request
from veiltrace_privacy.mandate.key_file import load_public_key
from veiltrace_privacy.mandate.signing import verify_signature
from veiltrace_privacy.registry.program import main

AGREED = ("--agreement", "A-1", "--legal-basis", "contract", "--purpose", "locate")


@pytest.fixture
def run(monkeypatch, tmp_path, make_mandate):
    (tmp_path / "request.json").write_bytes(encode_request(make_mandate()))

    def command(*arguments: str, typed: str = "") -> int:
        home = ("--home", str(tmp_path / "home"))
        monkeypatch.setattr(sys, "argv", ["veiltrace-registry", *home, *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return main()

    return command


def approve(folder: Path) -> tuple[str, ...]:
    return ("approve", str(folder / "request.json"), "--by", "a clerk", "--to", str(folder / "s"))


def test_a_self_certified_registry_says_so_in_each_mandate(run, tmp_path, capsys):
    assert run("init", "--name", "own-officer", "--self-certified") == 0
    assert run(*approve(tmp_path), "--yes") == 0
    signed = decode_signed((tmp_path / "s").read_bytes())
    key = load_public_key(tmp_path / "home/registry.pub")
    verify_signature(signed, {key.key_id: key})
    assert signed.self_certified
    assert "self-certified" in capsys.readouterr().out
    assert run("ledger") == 0
    assert "self_certified=1" in capsys.readouterr().out


def test_nothing_is_signed_without_a_yes(run, tmp_path, capsys):
    run("init", "--name", "court")
    assert run(*approve(tmp_path), typed="y\n") == 1
    assert not (tmp_path / "s").exists()
    assert run(*approve(tmp_path), typed="yes\n") == 0
    assert (tmp_path / "s").exists()


def test_who_approved_is_logged_without_a_name(run, tmp_path, capsys):
    run("init", "--name", "court")
    run(*approve(tmp_path), "--yes")
    run("ledger")
    assert "mandate_approved" in capsys.readouterr().out
    content = b"".join(p.read_bytes() for p in (tmp_path / "home").rglob("*") if p.is_file())
    assert b"a clerk" not in content


@pytest.mark.parametrize(
    "arguments",
    [
        ("ledger",),
        ("init", "--name", "Not A Word"),
        ("approve", "no-file", "--by", "x", "--to", "y", "--yes"),
        ("trust", "http://127.0.0.1:1", "--access", "no-file", *AGREED),
    ],
)
def test_what_cannot_be_done_is_one_line(run, capsys, arguments):
    assert run(*arguments) == 1
    assert capsys.readouterr().err.count("\n") == 1
