"""Engine-less runs of the three programs: partner and registry as processes on loopback."""

import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.mandate.files import decode_signed, encode_request
from veiltrace_privacy.mandate.key_file import load_public_key
from veiltrace_privacy.mandate.mandate import Mandate
from veiltrace_privacy.mandate.signing import SignedMandate
from veiltrace_privacy.policy.words import Purpose
from veiltrace_privacy.psi.element import Pair
from veiltrace_privacy.registry.client import RegistryClient
from veiltrace_privacy.registry.result import MatchResult


class RecordingProxy:
    """Keeps every byte between a caller and `target`; `on_request` sees each chunk of the caller
    before it is passed on.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self.sent, self.received = bytearray(), bytearray()
        self.on_request: Callable[[bytes], None] = lambda _: None
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
                target = socket.create_connection(self._target)
            except OSError:
                return
            for reads, writes, log in (
                (caller, target, self.sent),
                (target, caller, self.received),
            ):
                threading.Thread(
                    target=self._pass_on, args=(reads, writes, log), daemon=True
                ).start()

    def _pass_on(self, reads: socket.socket, writes: socket.socket, log: bytearray) -> None:
        try:
            while chunk := reads.recv(65536):
                log += chunk
                if log is self.sent:
                    self.on_request(chunk)
                writes.sendall(chunk)
        except OSError:
            pass
        reads.close()
        writes.close()


@dataclass
class Program:
    """One of the two programs with its folder; what it prints goes to a file beside it."""

    name: str
    home: Path
    process: subprocess.Popen[bytes] | None = None
    address: str = ""

    @property
    def output(self) -> Path:
        return self.home.with_suffix(".output")

    def _line(self, *arguments: str) -> list[str]:
        module = f"veiltrace_privacy.{self.name}"
        return [sys.executable, "-m", module, "--home", str(self.home), *arguments]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(self._line(*arguments), capture_output=True, text=True, check=False)
        with self.output.open("a") as output:
            output.write(done.stdout + done.stderr)
        return done

    def serve(self) -> None:
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(self._line("serve"), stdout=output, stderr=output)
        for _ in range(300):
            if found := re.search(r"listening on (http://\S+)", self.output.read_text()):
                self.address = found[1]
                return
            time.sleep(0.05)
        raise AssertionError(self.output.read_text())

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def content(self) -> bytes:
        """All that is in the folder, and all that was printed."""
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in [*files, self.output])


@dataclass
class ThreePrograms:
    """Partner and registry running, and what an engine holds: an access file and a mandate."""

    folder: Path
    partner: Program
    registry: Program
    proxy: RecordingProxy
    mandate: SignedMandate
    approve: Callable[[Mandate], SignedMandate] = field(repr=False)

    def client(self) -> RegistryClient:
        token = read_access(self.registry.home / "engine-access.json").token
        key = load_public_key(self.registry.home / "registry.pub")
        return RegistryClient(self.registry.address, token, key=key)

    def match(self, pairs: Sequence[Pair], mandate: SignedMandate | None = None) -> MatchResult:
        return self.client().match(
            mandate or self.mandate, "carrier", pairs, agreement_id="A-1", purpose=Purpose.LOCATE
        )

    def partner_events(self) -> list[str]:
        return [line.split(" ")[2] for line in self.partner.command("ledger").stdout.splitlines()]


AGREED = ("--agreement", "A-1", "--legal-basis", "contract", "--purpose", "locate")


@pytest.fixture
def programs(tmp_path, row, make_mandate):
    pytest.importorskip("private_set_intersection", reason="the extra openmined is not installed")
    pytest.importorskip("uvicorn", reason="the extra agent is not installed")
    partner = Program("partner", tmp_path / "partner")
    registry = Program("registry", tmp_path / "registry")
    table = tmp_path / "customers.csv"
    rows = [row(1, 1), row(2, 2, "4", "300"), row(9, 9)]
    lines = [f"{r.identity},{r.contact},{r.tenure_months},{r.contact_days}" for r in rows]
    table.write_text("\n".join(["id_no,mobile,months,days", *lines]), "utf-8")
    columns = ("--column", "id=id_no", "phone=mobile", "tenure=months", "contact=days")
    assert partner.command("init", "--name", "carrier", *AGREED).returncode == 0
    assert partner.command("publish", str(table), *columns).returncode == 0
    partner.serve()
    proxy = RecordingProxy(("127.0.0.1", int(partner.address.rsplit(":", 1)[1])))
    assert registry.command("init", "--name", "court").returncode == 0
    access = ("--access", str(partner.home / "registry-access.json"))
    trust = registry.command("trust", f"http://127.0.0.1:{proxy.port}", *access, *AGREED)
    assert trust.returncode == 0
    registry.serve()

    def approve(mandate: Mandate) -> SignedMandate:
        request, signed = tmp_path / "request.json", tmp_path / "signed.json"
        request.write_bytes(encode_request(mandate))
        options = ("--by", "a clerk", "--to", str(signed), "--yes")
        done = registry.command("approve", str(request), *options)
        assert done.returncode == 0
        return decode_signed(signed.read_bytes())

    yield ThreePrograms(tmp_path, partner, registry, proxy, approve(make_mandate()), approve)
    partner.kill()
    registry.kill()
    proxy.close()
