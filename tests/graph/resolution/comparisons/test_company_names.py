"""Which names of companies are of one, and which are of two of a family."""

import pytest

from veiltrace_graph.resolution.comparisons.company_names import company_name_levels

BITS = {
    "brand": {
        "hengshi": 14,
        "恒示": 14,
        "yuanli": 9,
        "源例": 9,
        "jinmu": 7,
        "金牧": 7,
        "fictional": 16,
        "sample": 10,
    },
    "trade": {"trading": 2, "construction": 3, "engineering": 3, "food": 5},
}
NAMES = {
    "another place": ("南京恒示贸易有限公司", "Hengshi Trading (Hangzhou) Co., Ltd."),
    "another form": ("Fictional Trading GmbH", "Fictional Trading GmbH & Co. KG"),
    "same, one place/16": ("南京恒示贸易有限公司", "恒示貿易(南京)有限公司"),
    "same, one place/13": ("南京源例食品有限公司", "南京市源例食品有限公司"),
    "same, one place/10": ("南京源例贸易有限公司", "南京市源例贸易有限公司"),
    "same, one place/0": ("南京金牧贸易有限公司", "南京市金牧贸易有限公司"),
    "same/16": ("南京恒示贸易有限公司", "恒示貿易"),
    "same/13": ("Sample Food Ltd", "SAMPLE FOODS LIMITED"),
    "same/10": ("Sample Trading Ltd", "Sample Trdg"),
    "same/0": ("金牧贸易有限公司", "金牧贸易"),
    "translated, one place/13": ("南京恒示贸易有限公司", "Nanjing Hengshi Trading Co., Ltd."),
    "translated, one place/0": ("南京金牧贸易有限公司", "Nanjing Jinmu Trading Co., Ltd."),
    "translated/13": ("南京恒示贸易有限公司", "Heng Shi Trading Co., Ltd."),
    "translated/0": ("金牧贸易有限公司", "Nanjing Jinmu Trading Co., Ltd."),
    "sounds the same, one place/13": ("南京恒示贸易有限公司", "南京恒世贸易有限公司"),
    "sounds the same, one place/0": ("南京金牧贸易有限公司", "南京今牧贸易有限公司"),
    "sounds the same/13": ("南京恒示贸易有限公司", "恒世贸易有限公司"),
    "sounds the same/0": ("金牧贸易有限公司", "今牧贸易有限公司"),
    "shortened/11": ("恒示建筑工程有限公司", "恒示建筑"),
    "shortened/8": ("Sample Trading Ltd", "Sample"),
    "shortened/0": ("金牧建筑工程有限公司", "金牧"),
    "another mark": ("恒示二号贸易有限公司", "恒示三号贸易有限公司"),
    "another trade": ("恒示建筑工程有限公司", "恒示建筑食品有限公司"),
    "slip, another form": ("Fictional Trading Ltd", "Fictionl Trading LLP"),
    "slip in a long brand, one place": ("南京恒示源食品有限公司", "南京恒示木食品有限公司"),
    "one character more, one place": ("南京恒示食品有限公司", "南京恒示源食品有限公司"),
    "another character, one place": ("南京恒示食品有限公司", "南京恒例食品有限公司"),
    "slip in a long brand": ("Fictional Food Ltd", "Fictionel Food Ltd"),
    "one character more": ("恒示食品有限公司", "南京恒示源食品有限公司"),
    "another character": ("Sampla Food Ltd", "Samplo Food Ltd"),
    "brand/11": ("恒示食品有限公司", "恒示建筑有限公司"),
    "brand/8": ("Sample Food Ltd", "Sample Construction Ltd"),
    "brand/0": ("金牧食品有限公司", "金牧建筑有限公司"),
    "another script": ("恒示食品有限公司", "Fictional Trading Ltd"),
    "none": ("Fictional Trading Ltd", "Pemberton Whitlock LLP"),
}


def named(*pairs):
    return [({"name": left}, {"name": right}) for left, right in pairs]


def test_each_level_holds_for_names_as_it_says(organisation_labels):
    assert tuple(NAMES) == tuple(level.label for level in company_name_levels())
    assert organisation_labels("name", named(*NAMES.values()), **BITS) == list(NAMES)


def test_the_order_of_two_names_says_nothing(organisation_labels):
    turned = named(*((right, left) for left, right in NAMES.values()))
    assert organisation_labels("name", turned, **BITS) == list(NAMES)


def test_a_company_and_its_branch_and_two_branches_bear_other_marks(organisation_labels):
    pairs = named(
        ("恒示贸易有限公司", "恒示贸易有限公司南京分公司"),
        ("恒示贸易有限公司杭州分公司", "恒示贸易有限公司南京分公司"),
        ("恒示贸易有限公司", "Hengshi Trading Co., Ltd. Nanjing Branch"),
        ("恒示一号贸易有限公司", "恒示贸易有限公司"),
    )
    assert organisation_labels("name", pairs) == ["another mark"] * 4


def test_one_branch_is_the_same_in_either_script(organisation_labels):
    pairs = named(
        ("恒示贸易有限公司(南京)分公司", "恒示贸易南京分公司"),
        ("恒示贸易有限公司南京分公司", "Hengshi Trading Co., Ltd. Nanjing Branch"),
    )
    assert organisation_labels("name", pairs) == ["same/16", "translated/13"]


def test_a_form_that_may_stand_for_another_tells_nothing_apart(organisation_labels):
    pairs = named(
        ("恒示贸易股份有限公司", "Hengshi Trading Co., Ltd."),
        ("恒示贸易有限公司", "恒示贸易公司"),
        ("Fictional Trading Pte. Ltd.", "Fictional Trading Limited"),
        ("恒示贸易有限公司", "恒示贸易股份有限公司"),
    )
    same, company, pte, other = organisation_labels("name", pairs)
    assert (same, company, pte, other) == ("translated/13", "same/16", "same/16", "another form")


def test_a_form_that_a_register_states_is_the_names_form(organisation_labels):
    register = {"name": "Fictional Trading", "legal_form": "Private Limited Company"}
    pairs = [
        (register, {"name": "Fictional Trading LLP"}),
        (register, {"name": "Fictional Trading Ltd"}),
    ]
    assert organisation_labels("name", pairs) == ["another form", "same/16"]


def test_a_slip_in_the_place_is_no_other_place(organisation_labels):
    (label,) = organisation_labels(
        "name", named(("Hengshi Trading (Nanjing) Ltd", "Hengshi Trading (Nanjng) Ltd"))
    )
    assert label == "same/16"


@pytest.mark.parametrize("kind", ["former_name", "alias"])
def test_the_best_pair_of_several_names_counts(kind, organisation_labels):
    renamed = {"name": "Pemberton Whitlock Ltd", kind: "Fictional Trading Ltd"}
    assert organisation_labels("name", [(renamed, {"name": "Fictional Trading Ltd"})]) == [
        "same/16"
    ]


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "有限公司",
        "Ltd",
        "🙂",
        "南京",
        "示" * 300,
        "fictional " * 30,
        "ä½ å¥½ å…¬å\x8f¸",
        "|||",
        "示|例|有限公司",
    ],
)
def test_an_odd_name_is_compared_like_any_other(odd, organisation_labels):
    pairs = named((odd, "恒示贸易有限公司"), ("Fictional Trading Ltd", odd), (odd, odd))
    one, other, itself = organisation_labels("name", pairs)
    assert one in (None, "none", "another script")
    assert other in (None, "none", "another script")
    assert itself is None or itself.startswith("same")
