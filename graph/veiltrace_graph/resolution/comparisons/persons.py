"""The comparisons of two records of persons."""

from veiltrace_graph.resolution.comparisons.comparison import (
    Comparison,
    ComparisonLevel,
    by_rarity,
    otherwise,
)
from veiltrace_graph.resolution.comparisons.dates import date_levels
from veiltrace_graph.resolution.comparisons.identifiers import contact_levels, identifier_levels
from veiltrace_graph.resolution.comparisons.words import name_levels, place_levels

_SAME = ComparisonLevel("same", "gender_l = gender_r")

PERSON_COMPARISONS = (
    Comparison("name", "name_words", name_levels("name"), reads=("name", "alias", "former_name")),
    Comparison(
        "birth_date",
        "birth_date",
        date_levels("birth_date"),
        reads=("birth_date", "resident_id"),
    ),
    Comparison(
        "resident_id", "resident_id", identifier_levels("resident_id"), reads=("resident_id",)
    ),
    Comparison("id_number", "id_number", identifier_levels("id_number"), reads=("id_number",)),
    Comparison(
        "birth_place",
        "birth_place_words",
        place_levels("birth_place"),
        reads=("birth_place",),
    ),
    Comparison("gender", "gender", (_SAME, otherwise("differs")), reads=("gender",)),
    Comparison(
        "contact",
        "contact",
        contact_levels("contact"),
        identifying=False,
        reads=("phone", "email", "handle"),
    ),
    Comparison(
        "place",
        "place_words",
        place_levels("place"),
        identifying=False,
        reads=("address",),
    ),
    Comparison(
        "occupation",
        "occupation",
        (
            *by_rarity("same", "occupation_l = occupation_r", "occupation_bits_l", (5,)),
            otherwise("differs"),
        ),
        identifying=False,
        reads=("occupation",),
    ),
)
