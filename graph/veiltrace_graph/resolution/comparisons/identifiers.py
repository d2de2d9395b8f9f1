"""Comparison of identifiers, and of contact values that are facts shared by several parties.

Column of an identifier: `C`, in which `_` stands for each character that a mask hides.
"""

from veiltrace_graph.resolution.comparisons.comparison import (
    ComparisonLevel,
    by_rarity,
    otherwise,
)


def identifier_levels(
    column: str, *, bits_of_another: float | None = None
) -> tuple[ComparisonLevel, ...]:
    """Return the levels for one kind of identifier: the same, as far as shown, mistyped, other.

    `shown agrees/8`: eight characters at least are shown by both and equal. bits_of_another: the
    weight of another number, where it is stated and not estimated.
    """
    left, right = f"{column}_l", f"{column}_r"
    whole = f"position('_' IN {left}) = 0 AND position('_' IN {right}) = 0"
    shown, conflict = _shown_by_both(left, right)
    masked = f"CASE WHEN {whole} THEN 0 ELSE {shown} END"  # most are whole, and counting is dear
    edits = f"damerau_levenshtein({left}, {right})"
    return (
        ComparisonLevel("same", f"{whole} AND {left} = {right}"),
        *by_rarity("shown agrees", f"NOT ({whole}) AND NOT ({conflict})", masked, (8, 4)),
        ComparisonLevel("one edit", f"{whole} AND {edits} <= 1"),
        ComparisonLevel("two edits", f"{whole} AND {edits} <= 2"),
        ComparisonLevel("differs", whole, bits_of_another),
        otherwise("shown differs"),
    )


def _shown_by_both(left: str, right: str) -> tuple[str, str]:
    """Return how many characters both show alike, and whether they show any that differ, as SQL.

    Of one length, each place is compared with its own. Else a mask does not tell how much it
    hides, and what is shown before the first hidden character and behind the last is compared.
    """
    places = f"list_filter(range(1, len({left}) + 1), lambda i: {left}[i]"
    alike = f"len({places} = {right}[i] AND {left}[i] != '_'))"
    unlike = f"len({places} != {right}[i] AND {left}[i] != '_' AND {right}[i] != '_'))"
    begin, end = (
        f"least(len(split_part({left}, '_', {part})), len(split_part({right}, '_', {part})))"
        for part in (1, -1)
    )
    begins_alike = f"left({left}, {begin}) = left({right}, {begin})"
    ends_alike = f"right({left}, {end}) = right({right}, {end})"
    same_length = f"len({left}) = len({right})"
    return (
        f"CASE WHEN {same_length} THEN {alike} "
        f"ELSE least({begin} + {end}, len({left}), len({right})) END",
        f"CASE WHEN {same_length} THEN {unlike} > 0 ELSE NOT ({begins_alike} AND {ends_alike}) END",
    )


def contact_levels(column: str) -> tuple[ComparisonLevel, ...]:
    """Return the levels for phones, e-mail addresses and handles: one shared, one alike, none.

    Columns: `C`, the values; `C_rare`, each with how rare it is in bits; `C_users`, what stands
    before the `@` of each e-mail address.
    """
    near = _any_near(column, "position('@' IN x) > 0 AND jaro_winkler_similarity(x, y) >= 0.92")
    return (
        *_shared(column),
        ComparisonLevel("same user", f"list_has_any({column}_users_l, {column}_users_r)"),
        ComparisonLevel("alike", near),
        otherwise("none"),
    )


def office_contact_levels(column: str) -> tuple[ComparisonLevel, ...]:
    """Return the levels for contact values of organisations: one shared, one domain, alike, none.

    Every office has an `info@`; what is its own is the domain. Columns: `C`, the values, and
    `C_domain`, what stands behind the `@`, each also as `_rare` with how rare it is in bits.
    """
    domain = f"list_has_any({column}_domain_l, {column}_domain_r)"
    return (
        *_shared(column),
        *by_rarity("same domain", domain, _rarest(f"{column}_domain"), (7,)),
        ComparisonLevel("alike", _any_near(column, "FALSE")),
        otherwise("none"),
    )


def _shared(column: str) -> tuple[ComparisonLevel, ...]:
    shared = f"list_has_any({column}_l, {column}_r)"
    return by_rarity("share", shared, _rarest(column), (9, 5))


def _rarest(column: str) -> str:
    return (
        f"list_max(list_transform({column}_rare_l, lambda x: "
        f"CASE WHEN list_contains({column}_r, x.value) THEN x.bits ELSE 0 END))"
    )


def _any_near(column: str, or_else: str) -> str:
    return (
        f"len(list_filter({column}_l, lambda x: len(list_filter({column}_r, lambda y: "
        f"damerau_levenshtein(x, y) <= 1 OR ({or_else}))) > 0)) > 0"
    )
