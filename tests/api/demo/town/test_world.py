from collections import Counter

import pytest

from veiltrace_api.demo.town.model import AS_OF, LOST_DEBTOR, Town
from veiltrace_api.demo.town.names import AGENT_OFFICE, DORMITORY
from veiltrace_api.demo.town.world import build_town


@pytest.fixture(scope="module", params=[7, 8])
def town(request: pytest.FixtureRequest) -> Town:
    return build_town(request.param)


def test_the_same_seed_builds_the_same_town(town: Town) -> None:
    assert build_town(town.seed) == town
    assert build_town(town.seed + 100).people != town.people


def test_the_lost_debtor_is_not_where_his_creditor_thinks(town: Town) -> None:
    story = town.story
    [case] = [case for case in town.cases if case.number == LOST_DEBTOR]
    assert case.debtor == story.debtor.party
    assert case.phone == story.dead_phone != story.debtor.phone(AS_OF) == story.true_phone
    assert case.address == story.stale_address != story.debtor.address(AS_OF)
    assert case.guarantor == story.guarantor.party


def test_the_debtors_old_number_is_now_the_strangers_alone(town: Town) -> None:
    story = town.story
    users = [
        person
        for person in town.people
        for line in person.lines
        if line.number == story.dead_phone and line.until is None
    ]
    assert users == [story.stranger]


def test_the_debtor_represents_his_company_and_holds_sixty_percent(town: Town) -> None:
    company = town.story.company
    assert company.representative is town.story.debtor
    shares = {share.holder: share.percent for share in company.shares}
    assert shares == {town.story.debtor.party: 60, town.story.spouse.party: 40}


def test_three_namesakes_share_the_debtors_name_and_nothing_else(town: Town) -> None:
    debtor = town.story.debtor
    same_name = [person for person in town.people if person.name == debtor.name]
    assert set(same_name) >= {debtor, *town.story.namesakes}
    for other in town.story.namesakes:
        assert other.resident_id != debtor.resident_id
        assert other.address(AS_OF) != debtor.address(AS_OF)
        assert not {k.relative for k in town.kin if k.person == other.index}


def test_dormitory_and_registered_agent_are_hubs(town: Town) -> None:
    homes = Counter(person.address(AS_OF) for person in town.people)
    offices = Counter(company.address for company in town.companies)
    assert homes[DORMITORY] == 120
    assert offices[AGENT_OFFICE] == 60
    assert max(count for home, count in homes.items() if home != DORMITORY) < 12


def test_shares_of_a_company_add_up_to_the_whole(town: Town) -> None:
    for company in town.companies:
        if company.shares:
            assert sum(share.percent for share in company.shares) == 100
            assert len({share.holder for share in company.shares}) == len(company.shares)
