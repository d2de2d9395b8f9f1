from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import veiltrace_api
from veiltrace_api.errors import AccessRefused
from veiltrace_api.http.problems import STATUS, problem_of, status_of
from veiltrace_graph.errors import StoreMissing
from veiltrace_privacy.audit.errors import AuditDamaged
from veiltrace_privacy.errors import VeiltraceError


def error_classes(root: type[VeiltraceError]) -> Iterator[type[VeiltraceError]]:
    for subclass in root.__subclasses__():
        yield subclass
        yield from error_classes(subclass)


def test_each_error_class_has_a_status_and_none_is_a_success() -> None:
    for module in walk_packages(veiltrace_api.__path__, "veiltrace_api."):
        if not module.name.endswith("migrations.env"):
            import_module(module.name)
    statuses = {error.__name__: status_of(error) for error in error_classes(VeiltraceError)}
    assert len(statuses) > 30
    assert [name for name, status in statuses.items() if status < 400] == []


def test_an_error_that_the_table_does_not_know_is_our_own_trouble() -> None:
    class Unheard(VeiltraceError):
        """Nobody listed it."""

    assert status_of(Unheard) == 500


@pytest.mark.parametrize(
    "error", [StoreMissing("no store at /secret/place"), AuditDamaged("at /secret/place")]
)
def test_our_own_trouble_is_told_without_its_place(error: VeiltraceError) -> None:
    body = problem_of(error).body
    assert b"secret" not in bytes(body)
    assert error.code.encode() in bytes(body)


def test_a_refusal_of_the_gate_names_its_rules() -> None:
    body = bytes(problem_of(AccessRefused("not allowed", rules=("VT-01", "VT-03"))).body)
    assert b'"rules":["VT-01","VT-03"]' in body


def test_the_table_goes_from_the_special_to_the_general() -> None:
    for place, one in enumerate(STATUS):
        assert not any(issubclass(later, one) for later in list(STATUS)[place + 1 :])
