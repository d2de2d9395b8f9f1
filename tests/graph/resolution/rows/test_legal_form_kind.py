"""Legal forms as registers and names spell them."""

import pytest

from veiltrace_graph.resolution.rows.legal_form_kind import possible_forms, stated_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("有限责任公司(自然人投资或控股)", "有限公司"),
        ("有限責任公司", "有限公司"),
        ("有限责任公司分公司", "有限公司"),
        ("股份有限公司(上市)", "股份有限公司"),
        ("Private Limited Company", "ltd"),
        ("Private company limited by shares", "ltd"),
        ("Public Limited Company", "plc"),
        ("Limited Liability Partnership", "llp"),
        ("Limited Partnership", "lp"),
        ("GmbH & Co. KG", "gmbh and co kg"),
        ("Example", ""),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_what_a_register_calls_a_form_is_that_form(text: str, form: str) -> None:
    assert stated_form(text) == form


@pytest.mark.parametrize(
    ("one", "other", "may_be_one"),
    [
        ("ltd", "有限公司", True),
        ("ltd", "股份有限公司", True),
        ("有限公司", "股份有限公司", False),
        ("pte ltd", "ltd", True),
        ("ltd", "llp", False),
        ("gmbh", "gmbh and co kg", False),
        ("kg", "gmbh and co kg", True),
    ],
)
def test_two_forms_may_be_one_where_a_spelling_stands_for_both(
    one: str, other: str, may_be_one: bool
) -> None:
    assert bool({*possible_forms([one])} & {*possible_forms([other])}) is may_be_one
