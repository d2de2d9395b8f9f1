"""What matches look like before any were seen: the share of matches that shows each kind of level.

An estimate starts here and, where matches are few, stays near. Most shares of persons are those of
the labelled pairs of FEBRL 1 to 3, RLdata500 and fake_1000, each set counting the same (a test
counts them again); what those sets do not have is stated, not learned, and so is all of
organisations.
"""

from collections.abc import Iterable

from veiltrace_graph.resolution.comparisons.comparison import Comparison
from veiltrace_graph.resolution.expectation import LevelShares

_FALLING = 0.6

PERSON_SHARES: LevelShares = {
    "name": {
        "same": 0.406,
        "contained": 0.070,
        "alike": 0.376,
        "share": 0.088,
        "near": 0.034,
        "none": 0.027,
    },
    "birth_date": {
        "same": 0.766,
        "one edit": 0.102,
        "day and month": 0.010,
        "year and month": 0.001,
        "two edits": 0.035,
        "year": 0.006,
        "three edits": 0.030,
        "other": 0.050,
    },
    "id_number": {"same": 0.877, "one edit": 0.067, "two edits": 0.002, "differs": 0.054},
    "contact": {"share": 0.644, "same user": 0.198, "alike": 0.141, "none": 0.017},
    "place": {"share": 0.913, "alike": 0.052, "none": 0.035},
    # Stated: no set has them.
    "resident_id": {
        "same": 0.60,
        "shown agrees": 0.25,
        "one edit": 0.05,
        "two edits": 0.01,
        "differs": 0.05,
        "shown differs": 0.04,
    },
    "birth_place": {"share": 0.85, "alike": 0.05, "none": 0.10},
    "gender": {"same": 0.98, "differs": 0.02},
    "occupation": {"same": 0.60, "differs": 0.40},
}


def falling_shares(comparisons: Iterable[Comparison]) -> LevelShares:
    """Return shares that fall from each kind of level to the next: levels begin with what agrees.

    Levels whose weight is stated have none.

    >>> from veiltrace_graph.resolution.comparisons.comparison import ComparisonLevel, otherwise
    >>> levels = (ComparisonLevel("same", "a_l = a_r"), otherwise("other"))
    >>> shares = falling_shares([Comparison("a", "a", levels)])["a"]
    >>> {kind: round(share, 3) for kind, share in shares.items()}
    {'same': 0.625, 'other': 0.375}
    """
    shares = {}
    for comparison in comparisons:
        kinds = dict.fromkeys(one.kind for one in comparison.levels if one.stated_bits is None)
        falling = {kind: _FALLING**place for place, kind in enumerate(kinds)}
        total = sum(falling.values())
        shares[comparison.name] = {kind: share / total for kind, share in falling.items()}
    return shares
