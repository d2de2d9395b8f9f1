"""What records of organisations are compared by, and what firms of one family share."""

import pytest

from veiltrace_graph.resolution.comparisons.organisations import ORGANISATION_COMPARISONS

CODE, OTHER_CODE = "91320106MA9YYY999D", "91991006340158998T"
NANJING, HANGZHOU = "南京市鼓楼区示例路1号203室", "杭州市西湖区样本路9号77室"
EVERYTHING = {
    "name": "Fictional Trading Ltd",
    "uscc": CODE,
    "company_number": "GB-COH:12345678",
    "registration_number": "HRB79900",
    "lei": "000000A7SA2VO2R4VJ02",
    "tax_number": "GB123456789",
    "incorporated_on": "2013-05-18",
    "jurisdiction": "GB",
    "phone": "12400000001",
    "address": NANJING,
    "industry": "pottery",
}
OTHER = {
    "name": "Pemberton Whitlock LLP",
    "uscc": OTHER_CODE,
    "company_number": "GB-COH:98765432",
    "registration_number": "HRA64351",
    "lei": "111111BB9CD8EF7GH604",
    "tax_number": "DE987654321",
    "incorporated_on": "1947-11-28",
    "jurisdiction": "DE",
    "phone": "12466660002",
    "address": HANGZHOU,
    "industry": "smithery",
}
NAMES = [comparison.name for comparison in ORGANISATION_COMPARISONS]
OF_A_PAIR = [name for name in NAMES if name != "seat"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_missing_on_one_side_is_no_disagreement(name, organisation_labels):
    pairs = [(EVERYTHING, {}), ({}, EVERYTHING), ({}, {})]
    assert organisation_labels(name, pairs) == [None] * 3


@pytest.mark.parametrize("name", OF_A_PAIR)
def test_what_agrees_falls_on_the_first_kind_and_what_has_nothing_alike_on_the_last(
    name, organisation_labels
):
    same, differs = organisation_labels(name, [(EVERYTHING, EVERYTHING), (EVERYTHING, OTHER)])
    first = "share/9" if name == "contact" else "same"
    assert same.startswith(first)
    last = {"place": "another town"}.get(name)
    assert differs in (last, "none", "differs", "other")


def test_a_branch_entered_under_its_companys_code_is_told_from_the_company(organisation_labels):
    company = {"name": "恒示贸易有限公司", "uscc": CODE}
    branch = {"name": "恒示贸易有限公司南京分公司", "uscc": CODE}
    pairs = [(company, branch), (branch, company), (branch, branch), (company, company)]
    of_a_branch = "same, of a branch"
    assert organisation_labels("uscc", pairs) == [of_a_branch, of_a_branch, "same", "same"]


@pytest.mark.parametrize("name", ["contact", "place"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("南京恒示贸易有限公司", "杭州恒示贸易有限公司"),
        ("Fictional Trading Ltd", "Fictional Trading LLP"),
        ("恒示一号贸易有限公司", "恒示二号贸易有限公司"),
        ("恒示贸易有限公司", "恒示贸易有限公司南京分公司"),
    ],
)
def test_what_firms_of_one_family_share_is_the_familys(name, one, other, organisation_labels):
    shared = {"phone": "12400000001", "address": NANJING}
    pairs = [({"name": one, **shared}, {"name": text, **shared}) for text in (other, one)]
    kin, itself = organisation_labels(name, pairs)
    assert kin is None
    assert itself is not None


def test_a_phone_says_nothing_of_a_firm_that_sits_elsewhere_than_the_names_place(
    organisation_labels,
):
    there = {"name": "恒示贸易有限公司", "address": HANGZHOU, "phone": "12400000001"}
    pairs = [
        ({"name": "南京恒示贸易有限公司", "phone": "12400000001"}, there),
        ({"name": "杭州恒示贸易有限公司", "phone": "12400000001"}, there),
        ({"name": "南京恒示贸易有限公司", "phone": "12400000001", "address": HANGZHOU}, there),
    ]
    assert organisation_labels("contact", pairs) == [None, "share/9", "share/9"]
    assert organisation_labels("seat", pairs) == ["elsewhere", "at the address", "elsewhere"]


def test_a_seat_is_looked_for_where_the_others_address_tells_a_town(organisation_labels):
    placed, plain = {"name": "南京恒示贸易有限公司"}, {"name": "恒示贸易有限公司"}
    pairs = [
        (placed, plain | {"address": NANJING}),
        (plain | {"address": NANJING}, placed),
        (placed, plain | {"address": "room 203 no 1 shili road nanjing jiangsu china"}),
        (placed, plain | {"address": HANGZHOU}),
        (plain | {"address": HANGZHOU}, placed),
        (placed, plain | {"address": "示例路1号"}),
        (placed | {"address": NANJING}, plain),
        (placed, placed | {"address": HANGZHOU}),
        (placed, {"name": "南京恒示贸易有限公司杭州分公司", "address": HANGZHOU}),
    ]
    expected = ["at the address"] * 3 + ["elsewhere"] * 2 + [None] * 4
    assert organisation_labels("seat", pairs) == expected


def test_a_seat_of_several_words_is_at_the_address(organisation_labels):
    pairs = [
        (
            {"name": "Fictional Trading (Milton Fictown) Ltd"},
            {"name": "Fictional Trading Ltd", "address": "5 example road milton fictown"},
        ),
        (
            {"name": "Hengshi Trading (Hong Kong) Ltd"},
            {"name": "Hengshi Trading Ltd", "address": "香港尖沙咀示例路1號"},
        ),
    ]
    assert organisation_labels("seat", pairs) == ["at the address"] * 2


def test_countries_are_compared_as_registers_give_them(organisation_labels):
    pairs = [
        ({"jurisdiction": "GB"}, {"company_number": "GB-COH:12345678"}),
        ({"uscc": CODE}, {"company_number": "HK-CR:0572044"}),
    ]
    assert organisation_labels("jurisdiction", pairs) == ["same", "differs"]


def test_an_old_tax_number_agrees_with_the_credit_code_that_holds_it(organisation_labels):
    pairs = [
        ({"uscc": CODE}, {"tax_number": CODE}),
        ({"uscc": CODE}, {"tax_number": "320106MA9YYY999"}),
        ({"uscc": OTHER_CODE}, {"tax_number": "320106MA9YYY999"}),
    ]
    assert organisation_labels("uscc", pairs) == ["same", "shown agrees/8", "shown differs"]


def test_facts_that_several_parties_share_identify_nobody():
    shared = {one.name for one in ORGANISATION_COMPARISONS if not one.identifying}
    assert shared == {"contact", "place", "seat", "industry"}


def test_labels_of_one_comparison_are_told_apart():
    for comparison in ORGANISATION_COMPARISONS:
        assert len(set(comparison.labels)) == len(comparison.labels)


def test_what_speaks_against_one_company_is_stated_and_speaks_against_it():
    for comparison in ORGANISATION_COMPARISONS:
        for level in comparison.levels:
            if level.label.startswith("another ") and comparison.name == "name":
                assert level.stated_bits is None or level.stated_bits < 0
            if level.label == "differs" and comparison.name != "industry":
                assert level.stated_bits is not None
                assert level.stated_bits < 0
