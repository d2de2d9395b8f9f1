"""Comparison of identifiers, and of contact values that are facts shared by several parties.

A masked identifier is written with `_` for each hidden character, so that `LIKE` compares what
both show. Columns: `C`, the identifier; `C_shown`, how many of its characters are shown.
"""

from veiltrace_graph.resolution.comparisons.comparison import (
    ComparisonLevel,
    by_rarity,
    otherwise,
)

_WHOLE = "position('_' IN {column}_l) = 0 AND position('_' IN {column}_r) = 0"


def identifier_levels(column: str) -> tuple[ComparisonLevel, ...]:
    """Return the levels for one kind of identifier: the same, as far as shown, mistyped, other."""
    left, right, whole = f"{column}_l", f"{column}_r", _WHOLE.format(column=column)
    agree = f"NOT ({whole}) AND ({left} LIKE {right} OR {right} LIKE {left})"
    shown = f"least({column}_shown_l, {column}_shown_r)"
    edits = f"damerau_levenshtein({left}, {right})"
    return (
        ComparisonLevel("same", f"{whole} AND {left} = {right}"),
        *by_rarity("shown agrees", agree, shown, (8, 4)),
        ComparisonLevel("one edit", f"{whole} AND {edits} <= 1"),
        ComparisonLevel("two edits", f"{whole} AND {edits} <= 2"),
        ComparisonLevel("differs", whole),
        otherwise("shown differs"),
    )


def contact_levels(column: str) -> tuple[ComparisonLevel, ...]:
    """Return the levels for phones, e-mail addresses and handles: one shared, one alike, none.

    Columns: `C`, the values; `C_rare`, each with how rare it is in bits; `C_users`, what stands
    before the `@` of each e-mail address.
    """
    shared = f"list_has_any({column}_l, {column}_r)"
    rarest = (
        f"list_max(list_transform({column}_rare_l, lambda x: "
        f"CASE WHEN list_contains({column}_r, x.value) THEN x.bits ELSE 0 END))"
    )
    near = (
        f"len(list_filter({column}_l, lambda x: len(list_filter({column}_r, lambda y: "
        "damerau_levenshtein(x, y) <= 1 OR "
        "(position('@' IN x) > 0 AND jaro_winkler_similarity(x, y) >= 0.92))) > 0)) > 0"
    )
    return (
        ComparisonLevel("share/9", f"{shared} AND {rarest} >= 9"),
        ComparisonLevel("share/5", f"{shared} AND {rarest} >= 5"),
        ComparisonLevel("share/0", shared),
        ComparisonLevel("same user", f"list_has_any({column}_users_l, {column}_users_r)"),
        ComparisonLevel("alike", near),
        otherwise("none"),
    )
