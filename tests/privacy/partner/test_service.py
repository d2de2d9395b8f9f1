import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from veiltrace_privacy.audit.errors import AuditUnavailable
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.partner.service import Partner
from veiltrace_privacy.policy.words import Purpose
from veiltrace_privacy.psi.errors import (
    BudgetExceeded,
    EpochMismatch,
    MatchRefused,
    QueryRefused,
    TableRefused,
)
from veiltrace_privacy.psi.openmined import OpenMinedWorker
from veiltrace_privacy.psi.points import POINT_BYTES

REF = "b" * 64


def masked(*texts: str) -> bytes:
    with OpenMinedWorker() as worker:
        return worker.mask(texts)


def last_event(partner: Partner) -> tuple[EventKind, dict[str, str | int]]:
    with partner.home.audit() as audit:
        event = audit.entry(audit.head().size - 1)
    return event.kind, dict(event.fields)


@pytest.fixture
def partner(make_partner, row):
    return make_partner([row(1, 1), row(2, 2, "4")], per_day=100)


def test_points_come_back_under_the_epochs_key_and_are_logged(partner, terms):
    epoch = partner.home.current_epoch()
    question = masked("a", "b")
    reply = partner.evaluate(terms, question, epoch=epoch.id, mandate_ref=REF)
    with OpenMinedWorker() as worker:
        assert reply == worker.evaluate(epoch.key, question)
    assert last_event(partner) == (
        EventKind.EVALUATED,
        {"epoch": epoch.id, "mandate_id": REF, "purpose": "locate", "lookups": 2},
    )


def test_a_question_that_would_count_or_probe_is_refused_and_logged(partner, terms):
    epoch = partner.home.current_epoch().id
    one = masked("a")
    size_mode_request = b"\x08\x00\x12\x21" + one
    for points, ref in [
        (one + one, REF),
        (b"", REF),
        (one[:-1], REF),
        (size_mode_request, REF),
        (b"\x02" + b"\xff" * 32, REF),
        (bytes(POINT_BYTES), REF),
        (one * 8193, REF),
        (one, "no mandate"),
    ]:
        with pytest.raises(QueryRefused):
            partner.evaluate(terms, points, epoch=epoch, mandate_ref=ref)
        assert last_event(partner) == (
            EventKind.MATCH_REFUSED,
            {"reason": "match.query_refused"},
        )


def test_points_are_counted_before_they_are_evaluated(partner, terms, monkeypatch):
    epoch = partner.home.current_epoch().id
    question = masked(*map(str, range(60)))
    partner.evaluate(terms, question, epoch=epoch, mandate_ref=REF)
    evaluated: list[bytes] = []
    monkeypatch.setattr(
        OpenMinedWorker, "evaluate", lambda _, key, points: evaluated.append(points)
    )
    with pytest.raises(BudgetExceeded):
        partner.evaluate(terms, question, epoch=epoch, mandate_ref=REF)
    assert evaluated == []
    assert last_event(partner)[1] == {"reason": "match.budget_exceeded"}


def test_no_route_answers_on_other_terms(partner, terms):
    epoch = partner.home.current_epoch().id
    for other in (replace(terms, purpose=Purpose.ASSETS), replace(terms, agreement_id="A-2")):
        for ask in (
            lambda: partner.manifest(other),  # noqa: B023 - called at once
            lambda: partner.points(other, epoch=epoch, number=0),  # noqa: B023
            lambda: partner.evaluate(other, b"", epoch=epoch, mandate_ref=REF),  # noqa: B023
        ):
            with pytest.raises(MatchRefused, match="VT-06"):
                ask()
            assert last_event(partner)[1] == {"reason": "match.refused"}


def test_publishing_ends_the_epoch_before_and_destroys_its_key(partner, terms, make_partner, row):
    before = partner.home.current_epoch()
    make_partner([row(3, 3)])
    assert partner.home.current_epoch().id != before.id
    assert not before.folder.exists()
    with pytest.raises(EpochMismatch):
        partner.evaluate(terms, masked("a"), epoch=before.id, mandate_ref=REF)


def test_a_refused_table_leaves_the_epoch_before_in_force(partner, make_partner, row, terms):
    before = partner.manifest(terms)
    with pytest.raises(TableRefused):
        make_partner([row(1, 1), row(1, 1, "4")])
    assert partner.manifest(terms) == before


def test_without_its_log_the_partner_does_not_answer(partner, terms):
    epoch = partner.home.current_epoch().id
    question = masked("a")
    with closing(sqlite3.connect(partner.home.folder / "audit.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AuditUnavailable):
            partner.evaluate(terms, question, epoch=epoch, mandate_ref=REF)


def test_the_folder_holds_no_value_and_no_hash_of_one(partner, row, seeds_of):
    partner.home.audit().close()
    files = [path for path in partner.home.folder.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    assert content
    assert [s for s in seeds_of(row(1, 1).identity, row(1, 1).contact) if s in content] == []


def test_a_partner_without_a_table_says_so(partner, terms):
    (partner.home.folder / "current").unlink()
    with pytest.raises(VeiltraceError, match="no table yet"):
        partner.manifest(terms)


def test_what_a_killed_publish_left_behind_is_gone_after_the_next(partner, make_partner, row):
    before = partner.home.current_epoch()
    begun = partner.home.epoch_folder("begunandneverdone")
    begun.mkdir()
    (begun / "key").write_bytes(b"k" * 32)
    assert partner.home.current_epoch() == before
    after = make_partner([row(3, 3)]).home.current_epoch()
    assert [path.name for path in (partner.home.folder / "epochs").iterdir()] == [after.id]
