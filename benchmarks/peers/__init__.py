"""Peers whose dependencies would clash with ours, each in an environment of its own.

A peer is a folder with `requirements.txt` and programs that print what they measured. The
environment is made on first use, in `.cache/peers`, from the package index.
"""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

_FOLDER = Path(__file__).parent
_CACHE = _FOLDER.parents[1] / ".cache" / "peers"
_LAST_LINES = 5


class PeerUnavailable(RuntimeError):
    """The peer cannot be installed or run here: mend that; no ratio to it can be claimed."""


def run_peer(peer: str, program: str, *arguments: str | Path) -> str:
    """Return what a program of the peer's folder prints, run in the peer's environment.

    Raises: PeerUnavailable: its environment cannot be made, or the program fails.
    """
    command = [_python(peer), _FOLDER / peer / program, *arguments]
    return _run([str(part) for part in command], f"the peer {peer} failed")


def _python(peer: str) -> Path:
    """Return the Python of the peer's environment, which is made if it is not there."""
    requirements = _FOLDER / peer / "requirements.txt"
    # Another list of requirements is another environment.
    digest = sha256(requirements.read_bytes()).hexdigest()[:12]
    folder = _CACHE / f"{peer}-{digest}"
    python, whole = folder / "bin" / "python", folder / ".whole"
    if not whole.exists():
        print(f"installing the peer {peer} (once, a minute or two) ...", flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)], f"no environment for {peer}")
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*install, "-r", str(requirements)], f"the peer {peer} cannot be installed")
        whole.touch()
    return python


def _run(command: list[str], problem: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = "\n".join(done.stderr.splitlines()[-_LAST_LINES:])
        raise PeerUnavailable(f"{problem}:\n{last}")
    return done.stdout
