import pytest

from veiltrace_privacy.audit.errors import AuditError
from veiltrace_privacy.audit.fields import FIELDS, FieldValue, Shape, check_actor, check_field

GOOD: dict[Shape, list[FieldValue]] = {
    Shape.ID: ["ab" * 16, "0" * 32, "f" * 128],
    Shape.LABEL: ["shop", "registry:example", "y2026-q4", "leads.reach"],
    Shape.CODE: ["allow", "registry.budget_exceeded"],
    Shape.RULES: ["VT-01", "VT-01,VT-20"],
    Shape.JURISDICTION: ["CN", "US-CA"],
    Shape.DATE: ["2026-11-24"],
    Shape.COUNT: [0, 999_999_999],
}
PERSONAL: list[FieldValue] = [
    "12400000001",
    12400000001,
    "+8612400000001",
    "tel:12400000001",
    "p12400000001",
    "110101190001010007",
    "11010119000101100x",
    "6200000000000000005",
    "GB82WEST12345698765432",
    "gb82west12345698765432",
    "ann@example.com",
    "示例甲",
    "Ann Example",
    "江苏省南京市鼓楼区示例路2号",
    "苏A12345",
    "（2026）示0102执1号",
    "not reached, call again",
]


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_takes_a_personal_value_or_free_text(name: str) -> None:
    taken = []
    for value in PERSONAL:
        try:
            check_field(name, value)
            taken.append(value)
        except AuditError as error:
            assert str(value) not in str(error)
    assert taken == []


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_takes_values_of_its_shape(name: str) -> None:
    for value in GOOD[FIELDS[name]]:
        check_field(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("leads", -1),
        ("leads", True),
        ("leads", "3"),
        ("leads", 10**9),
        ("as_of", "2026-02-30"),
        ("as_of", "2026-11-24\n"),
        ("purpose", ""),
        ("purpose", "a" * 49),
        ("partner", "a" * 49),
        ("case_ref", "ab" * 15),
        ("case_ref", "AB" * 16),
        ("case_ref", "ab" * 65),
        ("gate", "read\n"),
    ],
)
def test_values_just_outside_their_shape_are_refused(name: str, value: FieldValue) -> None:
    with pytest.raises(AuditError, match=name):
        check_field(name, value)


def test_an_unknown_name_is_refused_and_not_repeated() -> None:
    with pytest.raises(AuditError) as refused:
        check_field("12400000001", 1)
    assert "12400000001" not in str(refused.value)


@pytest.mark.parametrize("actor", ["ann", "Ann Example", "system:", "system:ann2", "12400000001"])
def test_an_actor_that_could_be_a_name_or_number_is_refused(actor: str) -> None:
    with pytest.raises(AuditError) as refused:
        check_actor(actor)
    assert actor not in str(refused.value).split()


@pytest.mark.parametrize("actor", ["system:registry", "0f" * 16])
def test_an_opaque_actor_is_taken(actor: str) -> None:
    check_actor(actor)
