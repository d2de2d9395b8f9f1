"""What the registry makes of a partner that says something else than it should."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from veiltrace_privacy.agent.access import Access
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import BudgetExceeded, PartnerUnavailable, ReplyTampered
from veiltrace_privacy.psi.terms import Terms
from veiltrace_privacy.registry.partner_link import PartnerLink
from veiltrace_privacy.registry.trust import TrustedPartner

pytest.importorskip("httpx", reason="the extra agent is not installed")


class SaysWhatItIsTold(BaseHTTPRequestHandler):
    status, body = 200, b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("content-length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def link(terms):
    server = ThreadingHTTPServer(("127.0.0.1", 0), SaysWhatItIsTold)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    agreed = Terms("A-1", LegalBasis.CONTRACT, (Purpose.LOCATE,))
    partner = TrustedPartner(url, Access("carrier", bytes(32), "token"), agreed)
    with PartnerLink(partner, terms) as link:
        yield link
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b"x" * 67, ReplyTampered),
        (429, b'{"code":"match.budget_exceeded","detail":"used up"}', BudgetExceeded),
        (429, b'{"code":"match.budget_exceeded"}', PartnerUnavailable),
        (500, b"a trace", PartnerUnavailable),
        (500, b"[" * 4000, PartnerUnavailable),
        (500, b"x" * 10_000, PartnerUnavailable),
        (403, b'{"code":"audit.damaged","detail":""}', PartnerUnavailable),
        (302, b"", PartnerUnavailable),
        (500, b'{"code":["a"],"detail":"x"}', PartnerUnavailable),
    ],
)
def test_whatever_it_says_is_one_of_our_errors(
    link: PartnerLink,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: bytes,
    expected: type[VeiltraceError],
) -> None:
    monkeypatch.setattr(SaysWhatItIsTold, "status", status)
    monkeypatch.setattr(SaysWhatItIsTold, "body", body)
    with pytest.raises(expected):
        link.evaluate("abcdefghabcdefgh", b"x" * 66, mandate_ref="b" * 64)


def test_control_characters_of_its_words_are_dropped(
    link: PartnerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SaysWhatItIsTold, "status", 403)
    body = b'{"code":"match.refused","detail":"\\u001b[31mred\\nline' + b"x" * 1000 + b'"}'
    monkeypatch.setattr(SaysWhatItIsTold, "body", body)
    with pytest.raises(VeiltraceError) as refused:
        link.manifest()
    assert str(refused.value).startswith("[31mredlinexxx")
    assert len(str(refused.value)) == 300
