"""Prints docs/errors.md: every error the packages raise on purpose, and what its catcher does.

Run from the repository's root: `.venv/bin/python docs/list_errors.py > docs/errors.md`.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from veiltrace_privacy.errors import VeiltraceError

PACKAGES = (
    "veiltrace_privacy",
    "veiltrace_graph",
    "veiltrace_connectors",
    "veiltrace_engine",
    "veiltrace_api",
)
HEAD = """# Errors

Every error that Veiltrace raises on purpose, by its stable `code`. Each stands for one reaction
of whoever catches it. Made by `docs/list_errors.py`; a test compares.

| code | class | means |
|---|---|---|
"""


def load_packages() -> None:
    """Import every module of every package, so that all error classes exist."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)


def error_classes(root: type[VeiltraceError] = VeiltraceError) -> Iterator[type[VeiltraceError]]:
    """Yield `root` and all classes under it."""
    yield root
    for subclass in root.__subclasses__():
        yield from error_classes(subclass)


def errors_page() -> str:
    """Return the text of docs/errors.md."""
    load_packages()
    rows = sorted(
        f"| `{error.code}` | `{error.__module__}.{error.__name__}` | {_first_line(error)} |\n"
        for error in set(error_classes())
        if error.__module__.split(".")[0] in PACKAGES
    )
    return HEAD + "".join(rows)


def _first_line(error: type[VeiltraceError]) -> str:
    """Return the first paragraph of the docstring, on one line."""
    return " ".join((error.__doc__ or "").split("\n\n")[0].split())


if __name__ == "__main__":
    print(errors_page(), end="")  # noqa: T201 - a program's output
