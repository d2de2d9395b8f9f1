"""The company set: always the same, full of traps, and still possible to tell."""

from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from random import Random

import pytest
from benchmarks.companies.model import Company, Country, Kin
from benchmarks.companies.naming import han_forms, in_han
from benchmarks.companies.world import COMPANIES, companies_of_a_world
from benchmarks.company_generator import SEED, company_records
from benchmarks.raw_record import RawRecord
from tests.benchmarks import careful_reader as reader

from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag


@cache
def generated() -> tuple[RawRecord, ...]:
    return company_records()


@cache
def entities() -> dict[str, list[LinkageRecord]]:
    return reader.read(generated())


@cache
def world() -> tuple[Company, ...]:
    return companies_of_a_world(Random(SEED))


def of_kin(kin: Kin) -> list[Company]:
    return [company for company in world() if company.kin is kin]


def texts(name: str) -> list[str]:
    return [text for raw in generated() for said, text in raw.texts if said == name]


def full_name(company: Company) -> str:
    [name, *_] = company.names
    return in_han(name, form=han_forms(name.form)[0], has_place=True)


def test_a_seed_gives_the_same_records_and_another_seed_others() -> None:
    assert company_records(SEED) == generated()
    # A bare name can be drawn twice.
    alike = {raw.texts for raw in company_records(SEED + 1)} & {raw.texts for raw in generated()}
    assert len(alike) < 0.005 * len(generated())


def test_four_thousand_companies_have_about_ten_thousand_records() -> None:
    assert len({raw.entity for raw in generated()}) == COMPANIES == 4000
    assert 9_500 <= len(generated()) <= 10_500
    assert {raw.kind for raw in generated()} == {NodeKind.ORGANISATION}


def test_record_ids_and_texts_do_not_tell_the_entity() -> None:
    ids = [int(raw.record_id) for raw in generated()]
    assert ids == list(range(len(ids)))
    neighbours = sum(one.entity == other.entity for one, other in pairwise(generated()))
    assert neighbours < 20


@pytest.mark.parametrize("kin", [kin for kin in Kin if kin is not Kin.ORDINARY])
def test_companies_that_are_easily_mistaken_are_among_them(kin: Kin) -> None:
    assert len(of_kin(kin)) >= 30


def test_sister_firms_differ_in_place_or_number_or_form_alone() -> None:
    for kin in (Kin.PLACE_SISTER, Kin.SERIAL_SISTER, Kin.FORM_SISTER):
        families: dict[object, list[Company]] = {}
        for company in of_kin(kin):
            families.setdefault((company.country, company.names[0].core), []).append(company)
        assert all(len(sisters) > 1 for sisters in families.values())
        for sisters in families.values():
            assert len({sister.names[0] for sister in sisters}) == len(sisters)


def test_a_branch_is_another_entity_than_its_company_and_bears_its_whole_name() -> None:
    names = {full_name(c) for c in world() if c.country is Country.CHINA and c.kin is Kin.ORDINARY}
    branches = of_kin(Kin.BRANCH)
    assert all(full_name(branch).endswith("分公司") for branch in branches)
    assert all(full_name(branch)[: -len("南京分公司")] in names for branch in branches)
    assert all(branch.codes["uscc"] != branch.parent_codes["uscc"] for branch in branches)


def test_shells_share_an_address_and_a_phone_and_no_name() -> None:
    agents: dict[object, list[Company]] = {}
    for shell in of_kin(Kin.SHELL):
        agents.setdefault((shell.offices[0], shell.phones[0]), []).append(shell)
    assert all(len(clients) > 5 for clients in agents.values())
    for clients in agents.values():
        assert len({client.names[0].core for client in clients}) == len(clients)


def test_phones_of_representatives_stand_for_several_firms() -> None:
    ordinary = Counter(phone for c in of_kin(Kin.ORDINARY) for phone in c.phones)
    assert sum(count > 1 for count in ordinary.values()) > 100


def test_an_heir_bears_a_name_that_another_firm_has_had() -> None:
    former = {name for company in world() for name in company.names[1:]}
    assert all(heir.names[0] in former for heir in of_kin(Kin.HEIR))


def test_values_are_damaged_as_sources_damage_them() -> None:
    flags = Counter(
        (value.name, value.flag)
        for records in entities().values()
        for record in records
        for value in record.values
    )
    assert flags["uscc", Flag.MASKED] > 200
    assert flags["uscc", Flag.CHECKSUM] > 20
    assert flags["registration_number", Flag.ROUNDED] > 5
    assert flags["name", Flag.MOJIBAKE] > 5
    assert flags["name", Flag.MASKED] > 5
    assert flags["phone", Flag.MASKED] > 100
    numbers = [text.removeprefix("GB-COH:") for text in texts("company_number")]
    assert any(len(number) < 8 and number.isdigit() for number in numbers)
    assert any(len(number) == 8 and number.startswith("0") for number in numbers)


SPELLINGS = (
    "有限公司|有限责任公司|有限合伙|分公司|二号|貿易|Co., Ltd.|Company Limited|No. 2|LTD|Limited"
    "|LLP|GmbH|GmbH & Co. KG|LLC|L.L.C.|Inc."
)


@pytest.mark.parametrize("part", SPELLINGS.split("|"))
def test_names_vary_in_legal_form_and_script(part: str) -> None:
    assert sum(part in name for name in texts("name")) > 10


def test_some_records_know_a_company_by_a_former_name_alone() -> None:
    listed = {(raw.entity, t) for raw in generated() for n, t in raw.texts if n == "former_name"}
    named = {(raw.entity, t) for raw in generated() for n, t in raw.texts if n == "name"}
    assert len(listed & named) > 30


def test_half_of_the_records_bear_a_whole_code_and_most_pairs_share_none() -> None:
    records = [record for group in entities().values() for record in group]
    share = sum(bool(record.whole(*reader.CODES)) for record in records) / len(records)
    assert 0.4 < share < 0.65
    pairs = [pair for group in entities().values() for pair in combinations(group, 2)]
    with_code = sum(
        bool(set(a.whole(*reader.CODES)) & set(b.whole(*reader.CODES))) for a, b in pairs
    )
    assert 0.1 < with_code / len(pairs) < 0.4


def test_records_of_one_company_hang_together_by_what_they_say() -> None:
    groups = [group for group in entities().values() if len(group) > 1]
    lonely = [
        record
        for group in groups
        for record in group
        if not any(
            reader.have_something_in_common(record, other) for other in group if other is not record
        )
    ]
    assert len(lonely) < 0.01 * sum(map(len, groups))


def test_records_of_two_companies_under_one_name_are_set_apart_by_what_they_say() -> None:
    by_name: dict[str, list[tuple[str, LinkageRecord]]] = {}
    for entity, group in entities().items():
        for record in group:
            for name in {reader.plain(name) for name in reader.names(record)}:
                by_name.setdefault(name, []).append((entity, record))
    mistaken = [
        (first, second)
        for holders in by_name.values()
        for (one, first), (other, second) in combinations(holders, 2)
        if one != other
    ]
    true_pairs = sum(len(group) * (len(group) - 1) // 2 for group in entities().values())
    assert len(mistaken) > 100
    alike = [pair for pair in mistaken if not reader.are_set_apart(*pair)]
    assert len(alike) < 0.01 * true_pairs
