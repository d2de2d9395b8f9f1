import pytest

from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.psi.errors import BudgetExceeded

pytest.importorskip("starlette", reason="the extra agent is not installed")
web = pytest.importorskip("veiltrace_privacy.agent.web")


def test_a_programs_own_trouble_names_no_folder():
    for error in (HomeError("cannot read a/folder/key"), VeiltraceError("at a/folder")):
        reply = web.problem(error)
        assert reply.status_code == 503
        assert b"folder/" not in reply.body.replace(b"its folder", b"")


def test_a_refusal_has_its_status_code_and_reason():
    expired = web.problem(MandateRefused(Refusal.EXPIRED, "over"))
    assert (expired.status_code, b'"reason":"expired"' in expired.body) == (403, True)
    spent = web.problem(BudgetExceeded("used up"))
    assert (spent.status_code, b"match.budget_exceeded" in spent.body) == (429, True)
    assert spent.media_type == "application/problem+json"
