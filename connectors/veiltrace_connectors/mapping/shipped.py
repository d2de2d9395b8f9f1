"""The mappings that come with the program."""

from importlib.resources import files
from pathlib import Path


def shipped_mappings() -> dict[str, Path]:
    """Return the file of each shipped mapping by its name.

    >>> "cn_shixin" in shipped_mappings()
    True
    """
    folder = Path(str(files("veiltrace_connectors"))) / "mappings"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
