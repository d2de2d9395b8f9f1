"""Which optional parts are installed."""

from importlib.util import find_spec

from veiltrace_privacy.errors import MissingExtra

_MODULES = {
    "agent": ("httpx", "starlette", "uvicorn"),
    "openmined": ("private_set_intersection",),
}


def require_extra(extra: str) -> None:
    """Return if the modules of `extra` ("agent" or "openmined") can be imported.

    Raises:
        MissingExtra: they are not installed.

    >>> require_extra("agent")  # doctest: +SKIP
    """
    if any(find_spec(module) is None for module in _MODULES[extra]):
        raise MissingExtra(
            f"the extra '{extra}' is not installed; run: pip install 'veiltrace-privacy[{extra}]'"
        )
