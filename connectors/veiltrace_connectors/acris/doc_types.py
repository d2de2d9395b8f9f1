"""What a document of each type does to a property, and what its parties are in it.

Codes and party names are those of "ACRIS - Document Control Codes" (NYC Open Data, 7isb-wh4c).
Only what conveys or charges a whole title has an effect; every other paper (leases, easements,
contracts, liens on the person, tax forms) ties its parties to the property and no more.
"""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a document does.

    TRANSFER: party 1 owned until it, party 2 owns since. CHARGE: the property is mortgaged to
    party 2. ASSIGNMENT: it was mortgaged to party 1 and is to party 2. RELEASE: it is no longer
    mortgaged to party 2. NONE: nothing of these.
    """

    TRANSFER = "transfer"
    CHARGE = "charge"
    ASSIGNMENT = "assignment"
    RELEASE = "release"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DocType:
    """The effect of a type of document, and what its parties 1, 2 and 3 are called."""

    effect: Effect
    parties: tuple[str, ...]

    def role(self, party_type: str) -> str:
        """Return what a party of that type is called; its number where it has no name.

        >>> doc_type("MTGE").role("2"), doc_type("NONESUCH").role("2")
        ('mortgagee/lender', 'party 2')
        """
        if party_type in _NUMBERS and int(party_type) <= len(self.parties):
            return self.parties[int(party_type) - 1]
        return f"party {party_type}".strip()


_NUMBERS = ("1", "2", "3")
_SALE = ("grantor/seller", "grantee/buyer")
_LOAN = ("mortgagor/borrower", "mortgagee/lender")
_LIEN = ("debtor", "secured party", "assignee")
_LEASE = ("lessor/landlord", "lessee/tenant")
_OLD_AND_NEW = ("assignor/old lender", "assignee/new lender")
_TYPES: tuple[tuple[Effect, tuple[str, ...], str], ...] = (
    (
        Effect.TRANSFER,
        _SALE,
        "DEED; DEEDO; DEEDP; DEED, RC; DEED, TS; DEED COR; CORRD; CONDEED; IDED; REIT; ASTU; LTPA",
    ),
    (Effect.TRANSFER, (*_SALE, "life estate retained"), "DEED, LE; CORR, LE"),
    (Effect.CHARGE, _LOAN, "MTGE; M&CON; CMTG; CORRM; SPRD; SMTG; ASPM"),
    (Effect.ASSIGNMENT, _OLD_AND_NEW, "ASST"),
    (Effect.RELEASE, _LOAN, "SAT"),
    (Effect.NONE, _LOAN, "PSAT; WSAT; CERR; DEMM; APPRT; XXXX"),
    (Effect.NONE, ("mortgagee/lender",), "MMTG"),
    (Effect.NONE, _SALE, "CNTR; EASE; AIRRIGHT; RETT; RPTT; RPTT&RET; SI CORR"),
    (Effect.NONE, ("assignor", "assignee"), "AL&R; AALR"),
    (Effect.NONE, _LEASE, "LEAS; MLEA; TERL"),
    (
        Effect.NONE,
        _LIEN,
        "FL; FTL; RFL; RFTL; PRFL; AMFL; CNFL; RCRFL; PRCFL; DPFTL; LOCC; BOND; INIT; INIC; UCC1; "
        "UCC3; UCC ADEN; AMND; ASGN; ASUM; BRUP; CONT; PSGN; RLSE; SUBO; TERM",
    ),
)
_BY_CODE = {
    code: DocType(effect, parties)
    for effect, parties, codes in _TYPES
    for code in codes.split("; ")
}
_UNKNOWN = DocType(Effect.NONE, ())


def doc_type(code: str) -> DocType:
    """Return what is known of a document type; an unknown one has no effect.

    >>> doc_type("DEED").effect, doc_type("ZONE").effect
    (<Effect.TRANSFER: 'transfer'>, <Effect.NONE: 'none'>)
    """
    return _BY_CODE.get(" ".join(code.upper().split()), _UNKNOWN)
