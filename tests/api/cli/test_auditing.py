import re
import sqlite3
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.errors import UsageError
from veiltrace_api.settings import Settings
from veiltrace_privacy.audit.errors import AuditDamaged

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

WHY = ("--purpose", "enforcement")


def head(printed: str) -> str:
    found = re.search(r"head (\d+:[0-9a-f]{64})", printed)
    assert found
    return found[1]


def test_the_log_is_verified_and_grows_from_a_head_kept_elsewhere(opened: "Veiltrace") -> None:
    known = head(opened("audit", "verify"))
    opened("leads", "DC-1", *WHY)
    later = head(opened("audit", "verify", "--known", known))
    assert int(later.partition(":")[0]) > int(known.partition(":")[0])


def test_an_entry_changed_later_is_found(opened: "Veiltrace", home: Settings) -> None:
    database = sqlite3.connect(home.audit_file)
    database.execute("UPDATE node SET entry = x'00' WHERE number = 0")
    database.commit()
    database.close()
    with pytest.raises(AuditDamaged, match="entry 0"):
        opened("audit", "verify")


def test_an_entry_cut_off_is_found_by_the_head_kept_elsewhere(
    opened: "Veiltrace", home: Settings
) -> None:
    known = head(opened("audit", "verify"))
    database = sqlite3.connect(home.audit_file)
    database.execute("DELETE FROM node WHERE number > 0")
    database.commit()
    database.close()
    assert "whole: 1 " in opened("audit", "verify")
    with pytest.raises(AuditDamaged, match="missing"):
        opened("audit", "verify", "--known", known)


def test_the_list_shows_who_asked_what_and_names_nobody(opened: "Veiltrace") -> None:
    opened("leads", "DC-1", *WHY)
    shown = opened("audit", "list", "--last", "50")
    for word in ("leads_answered", "read_allowed", "case_opened", "source_loaded", "enforcement"):
        assert word in shown
    for secret in ("示例", "12400000", "990101", "DC-1"):
        assert secret not in shown


def test_a_head_that_is_none_is_refused(opened: "Veiltrace") -> None:
    with pytest.raises(UsageError, match="SIZE:ROOT"):
        opened("audit", "verify", "--known", "yesterday")


def test_far_more_look_ups_than_usual_are_shown(opened: "Veiltrace") -> None:
    assert "many look ups" not in opened("audit", "anomalies")
    for _ in range(70):
        opened("case", "show", "DC-1", *WHY)
    assert "many look ups" in opened("audit", "anomalies")
