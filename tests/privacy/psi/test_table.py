import pytest

from veiltrace_privacy.psi.errors import TableRefused
from veiltrace_privacy.psi.table import ClassedTable, Row, RowFault, split_into_classes


def split(rows: list[Row]) -> ClassedTable:
    return split_into_classes(rows, identity_kind="resident_id", contact_kind="phone", country="CN")


def test_each_pair_is_in_the_class_of_its_label(row, pair):
    table = split([row(1, 1), row(2, 2, "4"), row(1, 3)])
    classes = {label.tenure_band: pairs for label, pairs in table.classes}
    assert classes == {"over_3y": (pair(1, 1), pair(1, 3)), "under_1y": (pair(2, 2),)}
    assert table.faults == ()


def test_a_pair_in_two_classes_is_refused(row):
    with pytest.raises(TableRefused, match="two labels"):
        split([row(1, 1), row(1, 1, "4")])


def test_a_row_that_cannot_be_matched_is_counted_with_its_fault(row):
    bad_id = Row("990101****", "+8612400000001", "phone")
    bad_phone = Row(row(1, 1).identity, "124****0001", "phone")
    faults = dict(split([row(1, 1), row(1, 1), bad_id, bad_phone, bad_phone]).faults)
    assert faults == {RowFault.IDENTITY: 1, RowFault.CONTACT: 2, RowFault.DUPLICATE: 1}


def test_more_than_sixteen_labels_are_refused(row):
    def rows(channels: int) -> list[Row]:
        return [Row(row(1, n).identity, row(1, n).contact, f"c{n}") for n in range(channels)]

    assert len(split(rows(16)).classes) == 16
    with pytest.raises(TableRefused, match="16 labels"):
        split(rows(17))


def test_a_table_without_a_whole_pair_is_refused() -> None:
    with pytest.raises(TableRefused):
        split([Row("", "", "phone")])
