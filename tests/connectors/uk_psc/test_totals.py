"""The line of totals against what was read."""

from collections import Counter

from veiltrace_connectors.uk_psc.totals import differing_totals

READ = Counter({"individual": 1, "corporate-entity": 1, "super-secure": 1, "statement": 1})
STATED = {"persons_of_significant_control_count": 3, "statements_count": 1, "exemptions_count": 0}


def test_totals_that_agree_are_no_matter() -> None:
    assert differing_totals({"data": STATED}, READ, 7) is None


def test_totals_that_differ_are_kept_for_review_with_what_was_read() -> None:
    found = differing_totals({"data": STATED | {"statements_count": 2}}, READ, 7)
    assert found is not None
    assert (found.position, found.reason) == (7, "psc_totals")
    assert found.field == "data.statements_count"
    assert '"statements_count":1' in found.raw
    assert '"statements_count":2' in found.raw


def test_totals_that_are_not_stated_are_held_against_nothing() -> None:
    assert differing_totals({"data": {"etag": "x"}}, READ, 7) is None
