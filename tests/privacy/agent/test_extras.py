import importlib.util
import sys

import pytest

from veiltrace_privacy.agent import extras
from veiltrace_privacy.errors import MissingExtra
from veiltrace_privacy.partner import program as partner_program
from veiltrace_privacy.psi.openmined import OpenMinedWorker
from veiltrace_privacy.registry import program as registry_program


@pytest.fixture
def without(monkeypatch):
    def lack(module: str) -> None:
        found = importlib.util.find_spec
        monkeypatch.setattr(
            extras, "find_spec", lambda name: None if name == module else found(name)
        )

    return lack


@pytest.mark.parametrize(
    ("module", "extra"),
    [("private_set_intersection", "openmined"), ("httpx", "agent"), ("uvicorn", "agent")],
)
def test_a_missing_extra_is_named_with_how_to_get_it(without, module, extra):
    without(module)
    with pytest.raises(MissingExtra, match=rf"pip install 'veiltrace-privacy\[{extra}\]'"):
        extras.require_extra(extra)


def test_a_masking_process_without_openmined_says_so(without):
    without("private_set_intersection")
    with pytest.raises(MissingExtra):
        OpenMinedWorker()


@pytest.mark.parametrize("program", [partner_program, registry_program])
def test_a_program_that_cannot_serve_ends_with_one_line(
    without, program, monkeypatch, capsys, tmp_path
):
    without("starlette")
    monkeypatch.setattr(sys, "argv", ["program", "--home", str(tmp_path), "serve"])
    assert program.main() == 1
    assert capsys.readouterr().err.count("\n") == 1
