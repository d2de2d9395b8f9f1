"""The comparisons of two records of organisations."""

from veiltrace_graph.resolution.comparisons.company_names import (
    AT_THE_ADDRESS,
    OF_KIN,
    SEAT_NOT_TOLD,
    company_name_levels,
)
from veiltrace_graph.resolution.comparisons.comparison import (
    Comparison,
    ComparisonLevel,
    by_rarity,
    otherwise,
)
from veiltrace_graph.resolution.comparisons.dates import date_levels
from veiltrace_graph.resolution.comparisons.identifiers import (
    identifier_levels,
    office_contact_levels,
)
from veiltrace_graph.resolution.comparisons.offices import office_levels

_AT_THE_ADDRESS = ComparisonLevel("at the address", AT_THE_ADDRESS)
_JURISDICTION = ComparisonLevel("same", "jurisdiction_l = jurisdiction_r")
# A branch is often entered under the code of its company.
_COMPANYS_CODE = ComparisonLevel(
    "same, of a branch", "uscc_l = uscc_r AND is_branch_l <> is_branch_r"
)

# A company has one number in one register. Estimated, firms of one family, which share most else,
# would make another number look common among matches.
_ANOTHER_NUMBER = -6.0
_ANOTHER_COUNTRY = -6.0  # for a company is incorporated in one
# One in sixteen has moved, or has an office elsewhere. Estimated, sister firms of which one leaves
# its place out of its name would make it look common among matches.
_ANOTHER_SEAT = -4.0

ORGANISATION_COMPARISONS = (
    Comparison(
        "name", "name_written", company_name_levels(), reads=("name", "alias", "former_name")
    ),
    Comparison(
        "uscc",
        "uscc",
        (_COMPANYS_CODE, *identifier_levels("uscc", bits_of_another=_ANOTHER_NUMBER)),
        reads=("uscc", "tax_number"),
    ),
    *(
        Comparison(
            code, code, identifier_levels(code, bits_of_another=_ANOTHER_NUMBER), reads=(code,)
        )
        for code in ("company_number", "registration_number", "lei", "tax_number")
    ),
    Comparison(
        "incorporated_on",
        "incorporated_on",
        date_levels("incorporated_on"),
        reads=("incorporated_on",),
    ),
    Comparison(
        "jurisdiction",
        "jurisdiction",
        (_JURISDICTION, ComparisonLevel("differs", "TRUE", _ANOTHER_COUNTRY)),
        reads=("jurisdiction", "company_number"),
    ),
    Comparison(
        "contact",
        "contact",
        office_contact_levels("contact"),
        identifying=False,
        reads=("phone", "email", "handle"),
        unless=OF_KIN,
    ),
    Comparison(
        "place",
        "place_words",
        office_levels(),
        identifying=False,
        reads=("address",),
        unless=OF_KIN,
    ),
    Comparison(
        "seat",
        "seat",
        (_AT_THE_ADDRESS, ComparisonLevel("elsewhere", "TRUE", _ANOTHER_SEAT)),
        identifying=False,
        reads=("name", "address"),
        unless=SEAT_NOT_TOLD,
    ),
    Comparison(
        "industry",
        "industry",
        (
            *by_rarity("same", "industry_l = industry_r", "industry_bits_l", (5,)),
            otherwise("differs"),
        ),
        identifying=False,
        reads=("industry",),
    ),
)
