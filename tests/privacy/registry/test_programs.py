"""Three real processes: this one is whoever holds a mandate and an access file, no engine."""

import itertools
from datetime import date

import pytest

from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.mandate.registry_key import RegistryKey
from veiltrace_privacy.mandate.signing import sign_mandate
from veiltrace_privacy.policy.words import Purpose
from veiltrace_privacy.psi.element import Element, Pair
from veiltrace_privacy.psi.errors import EpochMismatch, MatchRefused, PartnerUnavailable
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.psi.points import split_points

httpx = pytest.importorskip("httpx", reason="the extra agent is not installed")
pytestmark = pytest.mark.slow


def registry_reasons(programs):
    ledger = programs.registry.command("ledger").stdout.splitlines()
    refused = [line for line in ledger if " match_refused " in line]
    return [line.rpartition("reason=")[2] for line in refused]


def test_a_match_tells_the_engine_labels_and_the_others_what_the_ledger_says(programs, pair):
    masked = Pair(pair(1, 1).identity, Element("phone", "124****0001"))
    result = programs.match([pair(1, 2), pair(1, 1), masked, pair(2, 2)])
    assert [(match.index, match.label) for match in result.matched] == [
        (1, Label("phone", "over_3y", "within_30d")),
        (3, Label("phone", "under_1y", "within_1y")),
    ]
    assert result.unusable == (2,)
    assert (result.receipt.pairs, result.receipt.points) == (4, 128)
    assert [line.party for line in result.learned] == [
        "engine",
        "partner:carrier",
        "registry:court",
    ]
    assert programs.partner_events() == ["table_published", "evaluated", "evaluated"]


def test_a_value_of_one_side_is_never_seen_on_the_other(programs, pair, seeds_of):
    """The partner alone holds (9, 9); the registry alone is asked for (7, 7)."""
    to_engine = type(programs.proxy)(
        ("127.0.0.1", int(programs.registry.address.rsplit(":", 1)[1]))
    )
    programs.registry.address = f"http://127.0.0.1:{to_engine.port}"
    result = programs.match([pair(7, 7), pair(1, 1)])
    to_engine.close()
    assert len(result.matched) == 1
    traffic = bytes(programs.proxy.sent + programs.proxy.received)
    assert b"/evaluate" in traffic
    asked = seeds_of(pair(7, 7).identity.value, pair(7, 7).contact.value)
    held = seeds_of(pair(9, 9).identity.value, pair(9, 9).contact.value)
    mandate = programs.mandate.mandate
    debtor = {mandate.case_ref.encode(), mandate.mandate_id.encode()}
    table = (programs.folder / "customers.csv").read_bytes()
    assert [seed for seed in held if seed in table]
    points = {
        point
        for path in programs.partner.home.rglob("*.points")
        for point in split_points(path.read_bytes()) or []
    }
    assert all(point in traffic for point in points)
    for seeds, place in [
        (asked | held, traffic),
        (asked | held | debtor, programs.partner.content()),
        (asked | held, programs.registry.content()),
        (debtor, traffic),
        (held | points, bytes(to_engine.received)),
    ]:
        assert [seed for seed in seeds if seed in place] == []


def test_an_absent_partner_is_said_and_a_later_match_works(programs, pair):
    programs.partner.kill()
    with pytest.raises(PartnerUnavailable):
        programs.match([pair(1, 1)])
    assert registry_reasons(programs) == ["match.partner_unavailable"]


@pytest.mark.parametrize("which", [1, 2], ids=["first run", "second run"])
def test_a_partner_killed_in_mid_match_gives_no_result(programs, pair, which):
    count = itertools.count(1)

    def kill(chunk: bytes) -> None:
        if b"/evaluate" in chunk and next(count) == which:
            programs.partner.kill()

    programs.proxy.on_request = kill
    with pytest.raises(PartnerUnavailable):
        programs.match([pair(1, 1)])
    assert registry_reasons(programs) == ["match.partner_unavailable"]
    assert programs.partner.command("ledger").returncode == 0


def test_another_epochs_key_is_an_error_and_no_empty_result(programs, pair):
    epoch = (programs.partner.home / "current").read_text()
    (programs.partner.home / "epochs" / epoch / "key").write_bytes(bytes(31) + b"\x07")
    with pytest.raises(EpochMismatch):
        programs.match([pair(1, 1)])
    assert registry_reasons(programs) == ["match.epoch_mismatch"]


def test_a_new_epoch_is_asked_anew_and_the_old_points_are_dropped(programs, pair):
    first = programs.match([pair(1, 1)]).epoch
    table, columns = programs.folder / "customers.csv", ("--column", "id=id_no", "phone=mobile")
    assert programs.partner.command("publish", str(table), *columns).returncode == 0
    second = programs.match([pair(1, 1)])
    assert second.epoch != first
    assert second.matched[0].label == Label("phone", "unknown", "unknown")
    kept = [path.name for path in (programs.registry.home / "points/carrier").iterdir()]
    assert kept == [second.epoch]


def test_an_unapproved_or_expired_mandate_reaches_no_partner_and_is_logged(
    programs, pair, make_mandate
):
    forger = RegistryKey("court", b"f" * 32)
    forged = sign_mandate(make_mandate(), forger, self_certified=False)
    expired = programs.approve(make_mandate("4" * 32, expires_on=date(2026, 1, 3)))
    for mandate, reason in [(forged, Refusal.UNKNOWN_KEY), (expired, Refusal.EXPIRED)]:
        with pytest.raises(MandateRefused) as refused:
            programs.match([pair(1, 1)], mandate)
        assert refused.value.reason is reason
    assert registry_reasons(programs) == ["unknown_key", "expired"]
    assert bytes(programs.proxy.sent) == b""


def test_other_terms_are_refused_before_the_partner_is_asked(programs, pair):
    with pytest.raises(MatchRefused, match="VT-06"):
        programs.client().match(
            programs.mandate, "carrier", [pair(1, 1)], agreement_id="A-2", purpose=Purpose.LOCATE
        )
    assert bytes(programs.proxy.sent) == b""


def test_without_the_token_nothing_is_answered_and_a_long_body_is_refused(programs):
    token = read_access(programs.partner.home / "registry-access.json").token
    right = {"authorization": f"Bearer {token}"}
    for program, path in [
        (programs.partner, "/v1/manifest"),
        (programs.partner, "/v1/epochs/abc/classes/0"),
        (programs.partner, "/v1/epochs/abc/evaluate"),
        (programs.registry, "/v1/match"),
    ]:
        method = "POST" if path.endswith(("evaluate", "match")) else "GET"
        for headers in ({}, {"authorization": "Bearer x"}):
            reply = httpx.request(method, program.address + path, headers=headers)
            assert (reply.status_code, reply.json()["code"]) == (401, "agent.not_authorised")
    url = programs.partner.address + "/v1/epochs/abc/evaluate"
    reply = httpx.post(url, headers=right, content=b"x" * 300_000)
    assert (reply.status_code, reply.json()["code"]) == (400, "agent.request_malformed")
    reply = httpx.post(url, headers=right, content=b"x")
    assert (reply.status_code, reply.json()["code"]) == (403, "match.refused")
