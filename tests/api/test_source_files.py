from pathlib import Path

import pytest

from veiltrace_api.source_files import source_files
from veiltrace_connectors.errors import SourceUnavailable

ASSIGNEES = "rf_id,ee_name,ee_address_1,ee_address_2,ee_city,ee_state,ee_postcode,ee_country\n"
CONVEYANCES = "rf_id,convey_ty,employer_assign\n"


@pytest.fixture
def assignees(tmp_path: Path) -> Path:
    path = tmp_path / "assignee.csv"
    path.write_text(ASSIGNEES + "9,EXAMPLE LLC,,,,,,\n")
    (tmp_path / "assignment_conveyance.csv").write_text(CONVEYANCES + "9,security,0\n")
    return path


def test_a_file_is_another_load_when_the_table_it_is_joined_with_has_changed(
    assignees: Path,
) -> None:
    def fingerprint() -> str:
        (file,) = source_files(assignees, mapping="us_uspto_assignee")
        return file.fingerprint

    before = fingerprint()
    assert fingerprint() == before
    (assignees.parent / "assignment_conveyance.csv").write_text(CONVEYANCES + "9,release,0\n")
    assert fingerprint() != before


def test_a_table_to_join_with_that_is_missing_is_named_before_anything_is_read(
    assignees: Path,
) -> None:
    (assignees.parent / "assignment_conveyance.csv").unlink()
    with pytest.raises(SourceUnavailable, match=r"assignment_conveyance\.csv"):
        source_files(assignees, mapping="us_uspto_assignee")
