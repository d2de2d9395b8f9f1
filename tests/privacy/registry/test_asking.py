"""What a partner that cheats in its replies meets; the partner is real, the transport is not."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.partner.service import Partner
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import EpochMismatch, MatchRefused, ReplyTampered
from veiltrace_privacy.psi.points import POINT_BYTES, split_points
from veiltrace_privacy.psi.terms import AskedTerms, Terms
from veiltrace_privacy.registry import asking
from veiltrace_privacy.registry.asking import ask_partner
from veiltrace_privacy.registry.partner_link import PartnerLink
from veiltrace_privacy.registry.trust import TrustedPartner


class ChangingLink(PartnerLink):
    """Calls the partner in this process and changes what it says."""

    def __init__(self, partner: Partner, terms: AskedTerms) -> None:
        self._partner, self._terms = partner, terms
        self.change_reply: Callable[[bytes], bytes] = lambda reply: reply
        self.change_table: Callable[[bytes], bytes] = lambda points: points
        self.tables_fetched = 0

    def manifest(self) -> bytes:
        return self._partner.manifest(self._terms)

    def points(self, epoch: str, number: int, *, points: int) -> bytes:
        self.tables_fetched += 1
        return self.change_table(self._partner.points(self._terms, epoch=epoch, number=number))

    def evaluate(self, epoch: str, masked: bytes, *, mandate_ref: str) -> bytes:
        reply = self._partner.evaluate(self._terms, masked, epoch=epoch, mandate_ref=mandate_ref)
        return self.change_reply(reply)


@pytest.fixture
def link(make_partner, row, terms):
    return ChangingLink(make_partner([row(1, 1), row(1, 2, "4"), row(2, 2)]), terms)


@pytest.fixture
def ask(link, tmp_path, pair):
    access = read_access(link._partner.home.access_file)
    agreed = Terms("A-1", LegalBasis.CONTRACT, (Purpose.LOCATE,))
    return lambda: ask_partner(
        link,
        TrustedPartner("", access, agreed),
        [pair(1, 1), pair(1, 3), pair(1, 2)],
        check_manifest=lambda _: None,
        points_folder=tmp_path / "points",
        mandate_ref="b" * 64,
        rng=random.SystemRandom(),
    )


def test_an_honest_partner_gives_labels(ask):
    answer = ask()
    assert [label and label.tenure_band for label in answer.labels] == [
        "over_3y",
        None,
        "under_1y",
    ]
    assert (answer.points, answer.classes, answer.rows) == (128, 2, 3)


def reordered(reply: bytes) -> bytes:
    return b"".join(reversed(split_points(reply) or []))


@pytest.mark.parametrize(
    "change",
    [
        reordered,
        lambda reply: reply[POINT_BYTES:] + reply[:POINT_BYTES],
        lambda reply: reply[:-POINT_BYTES],
        lambda reply: reply[:-1],
        lambda reply: b"",
        lambda reply: reply + reply[:POINT_BYTES],
        lambda reply: reply[:POINT_BYTES] * (len(reply) // POINT_BYTES),
        lambda reply: b"\x02" + b"\xff" * 32 + reply[POINT_BYTES:],
    ],
    ids=["reversed", "turned", "cut", "cut point", "empty", "long", "repeated", "off the curve"],
)
def test_a_changed_reply_is_no_result(link, ask, change):
    link.change_reply = change
    # All canaries may be lost by a reorder, which then looks like another key: no result either.
    with pytest.raises((ReplyTampered, EpochMismatch)):
        ask()


def test_an_earlier_reply_played_again_is_no_result(link, ask):
    replies: list[bytes] = []

    def first_again(reply: bytes) -> bytes:
        replies.append(reply)
        return replies[0]

    link.change_reply = first_again
    with pytest.raises(EpochMismatch):
        ask()


def test_a_question_sent_back_as_its_own_reply_is_no_result(link, ask):
    link.evaluate = lambda epoch, masked, *, mandate_ref: masked
    with pytest.raises(EpochMismatch):
        ask()


@pytest.mark.parametrize(
    "change",
    [
        reordered,
        lambda points: points[POINT_BYTES:],
        lambda points: points + points[-POINT_BYTES:],
        lambda points: b"\x1a\x02\x08\x01",
    ],
    ids=["unsorted", "cut", "long", "a Bloom filter"],
)
def test_a_changed_table_is_no_result(link, ask, change):
    link.change_table = change
    with pytest.raises(ReplyTampered):
        ask()


def test_tables_are_fetched_once_an_epoch_and_again_if_damaged(link, ask, tmp_path):
    ask()
    ask()
    assert link.tables_fetched == 2
    next((tmp_path / "points").rglob("class-00.points")).write_bytes(b"damaged")
    assert ask().labels[0] is not None
    assert link.tables_fetched == 3


def test_terms_and_normaliser_are_checked_before_anything_is_masked(link, ask, monkeypatch):
    monkeypatch.setattr(asking, "NORMALISER_VERSION", 0)
    with pytest.raises(MatchRefused, match="normaliser"):
        ask()
    assert link.tables_fetched == 0


def test_more_pairs_than_one_question_holds_are_refused(ask, monkeypatch):
    monkeypatch.setattr(asking, "MAX_POINTS", 32)
    with pytest.raises(MatchRefused, match="in parts"):
        ask()


def test_the_terms_of_a_partner_can_be_refused(link: ChangingLink, terms: AskedTerms) -> None:
    link._terms = replace(terms, purpose=Purpose.ASSETS)
    with pytest.raises(MatchRefused):
        link.manifest()
