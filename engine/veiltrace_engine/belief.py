"""How strongly records speak for one claim: decay, one voice per origin, noisy-or, contradiction.

Sources: Pearl (1988), Probabilistic Reasoning in Intelligent Systems, 4.3.2 (noisy-or with leak).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from veiltrace_engine.facts import Facts, evidence_order, in_order
from veiltrace_engine.lead import LeadFlag, Reason, Scale
from veiltrace_engine.priors import Priors
from veiltrace_engine.wording import CLOSED, says
from veiltrace_graph.model import Evidence, NodeId, Relation
from veiltrace_graph.vocabulary import CONTACT_KINDS, SourceKind

_ALMOST_SURE = 1 - 1e-6  # so that many voices never round to certainty


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the evidence for one kind of claim is measured with."""

    reliability: Mapping[SourceKind, float]
    half_life_days: float


@dataclass(frozen=True, slots=True)
class Belief:
    """The odds of one claim, the reasons that add up to them, and the records behind it.

    `last_live` is when the newest record that supports the claim was seen.
    """

    log_odds: float
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[LeadFlag, ...]
    last_live: date | None

    @property
    def probability(self) -> float:
        """The probability of the claim."""
        return logistic(self.log_odds)

    def shifted(self, reason: Reason, flag: LeadFlag, evidence: Iterable[Evidence]) -> "Belief":
        """Return the belief after one more reason in log-odds."""
        return Belief(
            self.log_odds + reason.effect,
            (*self.reasons, reason),
            in_order((*self.evidence, *evidence)),
            (*self.flags, flag),
            self.last_live,
        )


def logit(probability: float) -> float:
    """Return the log-odds of a probability in (0, 1).

    >>> logit(0.5)
    0.0
    """
    return math.log(probability / (1 - probability))


def logistic(log_odds: float) -> float:
    """Return the probability of log-odds.

    >>> logistic(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-log_odds))


def decay(age_days: float, half_life_days: float) -> float:
    """Return what is left of a record's weight at an age.

    >>> decay(0, 900), decay(900, 900), decay(1800, 900)
    (1.0, 0.5, 0.25)
    """
    return math.pow(2.0, -age_days / half_life_days)


def weigh(facts: Facts, evidence: Evidence, yardstick: Yardstick, priors: Priors) -> float:
    """Return how far one record alone supports its claim: reliability x link x decay, in (0, 1)."""
    source = facts.dossier.sources.get(evidence.source)
    unknown = priors.unknown_reliability
    trust = yardstick.reliability.get(source.kind, unknown) if source else unknown
    age_days = (facts.as_of - evidence.seen_on).days
    return trust * priors.link * decay(age_days, yardstick.half_life_days)


def noisy_or(
    facts: Facts, weighted: Iterable[tuple[Evidence, float]], leak: float
) -> tuple[float, tuple[Reason, ...]]:
    """Return the log-odds that at least one origin is right, and each origin's part in them.

    Within one publisher only its strongest record counts: resellers of one feed are one voice.
    """
    voices: dict[str, tuple[float, Evidence]] = {}
    on_file: dict[str, date] = {}
    for evidence, weight in weighted:
        if _is_file(facts, evidence):
            known = on_file.get(evidence.publisher, evidence.seen_on)
            on_file[evidence.publisher] = max(known, evidence.seen_on)
        held = voices.get(evidence.publisher)
        if held is None or _louder_first(weight, evidence) < _louder_first(*held):
            voices[evidence.publisher] = (weight, evidence)
    probability = leak
    reasons = [Reason("base", "before any record", logit(leak), Scale.LOG_ODDS)]
    for weight, evidence in sorted(voices.values(), key=lambda v: (-v[0], v[1].publisher)):
        raised = min(1 - (1 - probability) * (1 - weight), _ALMOST_SURE)
        effect = logit(raised) - logit(probability)
        reasons.append(_voice_reason(evidence, on_file, effect))
        probability = raised
    return logit(probability), tuple(reasons)


def believe(
    facts: Facts,
    subject: NodeId,
    relations: Iterable[tuple[Relation, float]],
    yardstick: Yardstick,
    priors: Priors,
) -> Belief:
    """Return how far relations, each with a strength in (0, 1], support one claim about `subject`.

    A record that calls the subject closed (dead number, cancelled account, dissolved company)
    does not support the claim, and speaks against it unless a newer record denies that: for a
    contact point any newer record of its use, for anything else a newer status.
    """
    pairs = tuple(relations)
    marks = _closing_marks(facts, subject, pairs)
    closed = {(mark.source, mark.record_id) for mark in marks}
    live = [
        (r.evidence, weigh(facts, r.evidence, yardstick, priors) * strength)
        for r, strength in pairs
        if (r.evidence.source, r.evidence.record_id) not in closed
    ]
    log_odds, reasons = noisy_or(facts, live, priors.leak)
    last_live = max((evidence.seen_on for evidence, _ in live), default=None)
    against, flags = _contradictions(marks, _alive_on(facts, subject, last_live), priors)
    if last_live is not None:
        age_in_half_lives = (facts.as_of - last_live).days / yardstick.half_life_days
        if age_in_half_lives > priors.stale_half_lives:
            flags.append(LeadFlag.STALE)
    return Belief(
        log_odds + math.fsum(reason.effect for reason in against),
        (*reasons, *against),
        in_order((*(evidence for evidence, _ in live), *marks)),
        tuple(flags),
        last_live,
    )


def _louder_first(weight: float, evidence: Evidence) -> tuple[object, ...]:
    return (-weight, *evidence_order(evidence))


def _closing_marks(
    facts: Facts, subject: NodeId, relations: tuple[tuple[Relation, float], ...]
) -> tuple[Evidence, ...]:
    """Return each publisher's newest record that calls the subject closed, or its relation so."""
    found = [r.evidence for r, _ in relations if says(CLOSED, r.role)]
    found += [s.evidence for s in facts.newest(subject, "status") if says(CLOSED, s.value)]
    return in_order(found)


def _alive_on(facts: Facts, subject: NodeId, last_live: date | None) -> date | None:
    """Return the last day on which a record shows the subject alive."""
    if facts.node(subject).kind in CONTACT_KINDS:
        return last_live
    statuses = [s for s in facts.newest(subject, "status") if not says(CLOSED, s.value)]
    return max((s.evidence.seen_on for s in statuses), default=None)


def _contradictions(
    marks: tuple[Evidence, ...], alive_on: date | None, priors: Priors
) -> tuple[list[Reason], list[LeadFlag]]:
    reasons: list[Reason] = []
    flags: list[LeadFlag] = []
    seen: set[str] = set()
    for mark in marks:
        if mark.publisher in seen:
            continue
        seen.add(mark.publisher)
        stated = f"{mark.publisher} calls it closed, {mark.seen_on}"
        if alive_on is not None and mark.seen_on < alive_on:
            reasons.append(Reason("closed_before", f"{stated}; a newer record says otherwise"))
            flags.append(LeadFlag.CONFLICT)
        else:
            effect = math.log(priors.closed_ratio)
            reasons.append(Reason("closed", stated, effect, Scale.LOG_ODDS))
            flags.append(LeadFlag.CLOSED)
    return reasons, list(dict.fromkeys(flags))


def _is_file(facts: Facts, evidence: Evidence) -> bool:
    source = facts.dossier.sources.get(evidence.source)
    return source is not None and source.kind is SourceKind.PORTFOLIO


def _voice_reason(evidence: Evidence, on_file: Mapping[str, date], effect: float) -> Reason:
    who, when = evidence.publisher, evidence.seen_on
    if who in on_file:
        return Reason("on_file", f"on file at {who}, {when}", effect, Scale.LOG_ODDS)
    if on_file and when >= max(on_file.values()):
        text = f"same as on file, re-confirmed by {who} on {when}"
        return Reason("reconfirmed", text, effect, Scale.LOG_ODDS)
    return Reason("stated", f"stated by {who}, last seen {when}", effect, Scale.LOG_ODDS)
