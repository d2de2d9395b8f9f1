"""Fictitious companies, and about two and a half records of each, the same for the same seed.

Ten thousand records of four thousand legal entities, Chinese and Western. A branch is not its
company, and sister firms, shells, namesakes and heirs of a name are there to be taken for one
another; still each record shows what tells it from those of another company. The truth is in no
value, and the mistakes are those that people who load such records report in public.
"""

from collections.abc import Iterator
from random import Random

from benchmarks.companies.model import Company, Country
from benchmarks.companies.records import Clerk
from benchmarks.companies.sources import Source, sources_of
from benchmarks.companies.telling import Rivals
from benchmarks.companies.world import companies_of_a_world
from benchmarks.raw_record import RawRecord
from veiltrace_graph.vocabulary import NodeKind

SEED = 20261125
_RECORDS = {1: 30, 2: 27, 3: 20, 4: 12, 5: 7, 6: 4}
_IN_REGISTER = 0.8
_ALONE_IN_REGISTER = 0.3
_OLDER_COPY = 0.25


def company_records(seed: int = SEED) -> tuple[RawRecord, ...]:
    """Return the records in chance order, numbered by source in that order."""
    rng = Random(seed)
    companies = companies_of_a_world(rng)
    clerk = Clerk(Rivals(companies), rng)
    written = []
    for company in companies:
        for source, is_stale in _holdings(company, rng):
            texts = tuple(clerk.record(company, source, is_stale=is_stale))
            written.append((company, source, texts))
    rng.shuffle(written)
    return tuple(
        RawRecord(
            source=source.name,
            record_id=f"{number}",
            entity=f"{company.index}",
            kind=NodeKind.ORGANISATION,
            country=company.country.value,
            texts=texts,
        )
        for number, (company, source, texts) in enumerate(written)
    )


def _holdings(company: Company, rng: Random) -> Iterator[tuple[Source, bool]]:
    """Yield which files hold the company, and whether as it was before a change.

    Its register holds it once, and perhaps an older copy. One that has several names is in it, if
    it is in several files: else nobody could tell that its names are of one company.
    """
    files = [
        one for one in sources_of(company.country) if not one.needs or one.needs in company.codes
    ]
    register = next(source for source in files if source.is_register)
    others = [source for source in files if not source.is_register]
    count = rng.choices(list(_RECORDS), weights=list(_RECORDS.values()))[0]
    has_several_names = len(company.names) > 1 or company.country is Country.HONG_KONG
    if rng.random() < (_ALONE_IN_REGISTER if count == 1 else _IN_REGISTER) or (
        count > 1 and has_several_names
    ):
        yield register, False
        count -= 1
    has_changed = len(company.names) > 1 or len(company.offices) > 1
    if count and has_changed and rng.random() < _OLDER_COPY:
        yield register, True
        count -= 1
    drawn = rng.choices(others, weights=[one.weight for one in others], k=count)
    for position, source in enumerate(drawn):
        # Of one LEI there is one record.
        if not source.needs or source not in drawn[:position]:
            yield source, rng.random() < source.stale
