"""The town built from a seed: the same people, companies and debts on every machine."""

from random import Random

from veiltrace_api.demo.town.companies import found_companies
from veiltrace_api.demo.town.debts import lend
from veiltrace_api.demo.town.model import AS_OF, Town
from veiltrace_api.demo.town.people import NumberPool, connect, settle
from veiltrace_api.demo.town.story import add_cast, found_company, tell


def build_town(seed: int = 7) -> Town:
    """Return the town of `seed`: about 3,000 people, 401 companies and 320 debts."""
    rng = Random(f"{seed}:town")  # noqa: S311 - a demo, no secret
    pool = NumberPool(rng)
    settlement = settle(rng)
    townspeople = len(settlement.drafts)
    connect(settlement.drafts, pool, rng)
    cast = add_cast(settlement, pool, rng)
    people = [draft.finish(index) for index, draft in enumerate(settlement.drafts)]
    adults = [person for person in people[:townspeople] if person.age(AS_OF) >= 20]
    companies = found_companies(adults, pool, rng)
    companies.append(found_company(people, cast, index=len(companies), rng=rng))
    story = tell(people, companies, cast, rng)
    return Town(
        seed=seed,
        people=tuple(people),
        kin=tuple(settlement.kin),
        companies=tuple(companies),
        cases=tuple(lend(people, companies, story, rng)),
        story=story,
    )
