import hmac
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import InvalidValue, KeyRefused, Refusal, UnknownReference

ELSEWHERE = "vt_live_" + "0" * 32 + "_" + "0" * 64


def refusal(plane: ControlPlane, text: str, factory: Any, days: int = 0) -> Refusal | None:
    try:
        plane.key_holder(text, now=factory.now + timedelta(days=days))
    except KeyRefused as error:
        return error.reason
    return None


def flipped(text: str) -> str:
    """The key with another last digit."""
    return text[:-1] + ("0" if text[-1] != "0" else "1")


@pytest.mark.parametrize(
    ("alter", "answer"),
    [
        (lambda text: text, None),
        (flipped, Refusal.WRONG_SECRET),
        (lambda text: text.replace("vt_live_", "vt_test_"), Refusal.WRONG_SECRET),
        (lambda text: ELSEWHERE, Refusal.UNKNOWN),
        (lambda text: "", Refusal.MALFORMED),
        (lambda text: text[:-1], Refusal.MALFORMED),
        (lambda text: text + "\n", Refusal.MALFORMED),
        (lambda text: text.upper(), Refusal.MALFORMED),
        (lambda text: text[:-1] + "\ud800", Refusal.MALFORMED),
        (lambda text: text[:-1] + "\x00", Refusal.MALFORMED),
        (lambda text: text[:-1] + "１", Refusal.MALFORMED),
        (lambda text: "x" * 1_000_000, Refusal.MALFORMED),
    ],
)
def test_a_text_is_let_in_or_refused(
    plane: ControlPlane, factory: Any, alter: Callable[[str], str], answer: Refusal | None
) -> None:
    key = factory.key(plane, factory.principal(plane))
    assert refusal(plane, alter(key), factory) is answer


@pytest.mark.parametrize(
    ("is_revoked", "is_disabled", "days", "answer"),
    [
        (False, False, 0, None),
        (False, False, 29, None),
        (False, False, 30, Refusal.EXPIRED),
        (True, False, 0, Refusal.REVOKED),
        (False, True, 0, Refusal.DISABLED),
        (True, True, 30, Refusal.REVOKED),
        (False, True, 30, Refusal.EXPIRED),
    ],
)
def test_a_state_of_the_key_is_answered_to_its_holder_alone(
    plane: ControlPlane,
    factory: Any,
    is_revoked: bool,
    is_disabled: bool,
    days: int,
    answer: Refusal | None,
) -> None:
    principal = factory.principal(plane)
    key = factory.key(plane, principal, days=30)
    if is_revoked:
        plane.revoke_key(plane.keys(principal.id)[0].key_id, now=factory.now)
    if is_disabled:
        plane.disable_principal(principal.id, now=factory.now)
    assert refusal(plane, key, factory, days) is answer
    assert refusal(plane, flipped(key), factory, days) is Refusal.WRONG_SECRET


def test_a_key_opens_as_its_principal(plane: ControlPlane, factory: Any) -> None:
    first = factory.principal(plane, "Fictional Recovery")
    second = factory.principal(plane, "Imaginary Claims")
    keys = {factory.key(plane, principal): principal for principal in (first, second)}
    assert {text: plane.key_holder(text, now=factory.now) for text in keys} == keys


def test_no_refusal_tells_the_caller_its_reason() -> None:
    assert len({str(KeyRefused(reason)) for reason in Refusal}) == 1


@pytest.mark.parametrize("text", [ELSEWHERE, None])
def test_an_unknown_id_costs_the_same_work_as_a_known_one(
    plane: ControlPlane, factory: Any, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    key = flipped(factory.key(plane, factory.principal(plane)))
    work = []

    def digest(*arguments: Any) -> bytes:
        work.append("digest")
        return hmac_digest(*arguments)

    def compare(left: bytes, right: bytes) -> bool:
        work.append(f"compare {len(left)} and {len(right)}")
        return hmac_compare(left, right)

    hmac_digest, hmac_compare = hmac.digest, hmac.compare_digest
    monkeypatch.setattr(hmac, "digest", digest)
    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert refusal(plane, text or key, factory) is not None
    assert work == ["digest", "compare 32 and 32"]


def test_under_another_pepper_no_key_opens(place: Path | str, factory: Any) -> None:
    with ControlPlane.create(place, pepper=factory.pepper) as plane:
        key = factory.key(plane, factory.principal(plane))
    with ControlPlane.open(place, pepper=bytes(32)) as plane:
        assert refusal(plane, key, factory) is Refusal.WRONG_SECRET


def test_a_short_pepper_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    place = tmp_path / "control.sqlite"
    with pytest.raises(InvalidValue):
        ControlPlane.create(place, pepper=bytes(31))
    assert not place.exists()


def test_a_key_is_neither_stored_nor_logged_nor_shown(
    tmp_path: Path, factory: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with ControlPlane.create(tmp_path / "control.sqlite", pepper=factory.pepper) as plane:
        principal = factory.principal(plane)
        until = factory.now + timedelta(days=1)
        issued = plane.issue_key(principal.id, now=factory.now, expires_at=until)
        plane.key_holder(issued.text, now=factory.now)
        shown = repr((issued, plane, plane.keys(principal.id))) + caplog.text
        stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    secret = issued.text.rsplit("_", 1)[1]
    assert issued.key_id in shown
    assert issued.key_id.encode() in stored
    assert secret not in shown
    assert secret.encode() not in stored
    assert bytes.fromhex(secret) not in stored
    assert factory.pepper not in stored


def test_no_two_keys_are_alike(plane: ControlPlane, factory: Any) -> None:
    principal = factory.principal(plane)
    assert len({factory.key(plane, principal) for _ in range(20)}) == 20
    assert len(plane.keys(principal.id)) == 20


def test_a_usable_key_is_one_that_would_be_let_in(plane: ControlPlane, factory: Any) -> None:
    assert not plane.has_usable_key(now=factory.now)
    principal = factory.principal(plane)
    factory.key(plane, principal, days=1)
    assert plane.has_usable_key(now=factory.now)
    assert not plane.has_usable_key(now=factory.now + timedelta(days=1))
    plane.disable_principal(principal.id, now=factory.now)
    assert not plane.has_usable_key(now=factory.now)


def test_a_revocation_is_for_good_and_its_first_time_stands(
    plane: ControlPlane, factory: Any
) -> None:
    principal = factory.principal(plane)
    factory.key(plane, principal)
    (record,) = plane.keys(principal.id)
    for hours in (1, 2):
        plane.revoke_key(record.key_id, now=factory.now + timedelta(hours=hours))
    (revoked,) = plane.keys(principal.id)
    assert record.revoked_at is None
    assert revoked.revoked_at == factory.now + timedelta(hours=1)


def test_a_key_is_not_issued_without_use(plane: ControlPlane, factory: Any) -> None:
    principal = factory.principal(plane)
    later = factory.now + timedelta(days=1)
    with pytest.raises(InvalidValue):
        plane.issue_key(principal.id, now=factory.now, expires_at=factory.now)
    with pytest.raises(InvalidValue):
        plane.issue_key(principal.id, now=factory.now, expires_at=later, environment="a_b")
    with pytest.raises(UnknownReference):
        plane.issue_key(factory.ref(9), now=factory.now, expires_at=later)
    plane.disable_principal(principal.id, now=factory.now)
    with pytest.raises(InvalidValue):
        plane.issue_key(principal.id, now=factory.now, expires_at=later)
    with pytest.raises(UnknownReference):
        plane.revoke_key("0" * 32, now=factory.now)
