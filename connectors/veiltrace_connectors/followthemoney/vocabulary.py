"""Which FollowTheMoney schema and property stands for which of our words, as tables.

Of FollowTheMoney's 71 schemata these are the ones a debtor's traces are found in; the others are
rejected by name. Property tables need not be whole: what they do not name is kept as a note.
"""

from dataclasses import dataclass

from veiltrace_graph.vocabulary import NodeKind, RelationKind

NODE_KINDS = {
    "Person": NodeKind.PERSON,
    "Company": NodeKind.ORGANISATION,
    "Organization": NodeKind.ORGANISATION,
    "PublicBody": NodeKind.ORGANISATION,
    "LegalEntity": NodeKind.PARTY,
    "Address": NodeKind.ADDRESS,
    "UserAccount": NodeKind.HANDLE,
    "RealEstate": NodeKind.REAL_ESTATE,
    "Vehicle": NodeKind.VEHICLE,
    "Vessel": NodeKind.VESSEL,
    "Airplane": NodeKind.AIRCRAFT,
    "BankAccount": NodeKind.BANK_ACCOUNT,
    "Security": NodeKind.SECURITY,
    "Contract": NodeKind.INSURANCE_POLICY,
    "License": NodeKind.IP_RIGHT,
    "CryptoWallet": NodeKind.VIRTUAL_ASSET,
    "TaxRoll": NodeKind.INCOME,
    "Debt": NodeKind.RECEIVABLE,
    "CourtCase": NodeKind.COURT_CASE,
    "Sanction": NodeKind.LISTING,
}

EVERY_NODE = {
    "name": "name",
    "alias": "alias",
    "weakAlias": "alias",
    "previousName": "former_name",
    "status": "status",
    "category": "category",
    "type": "category",
    "currency": "currency",
    "amount": "amount",
    "startDate": "started_on",
    "endDate": "ended_on",
}
_LEGAL_ENTITY = EVERY_NODE | {
    "legalForm": "legal_form",
    "jurisdiction": "jurisdiction",
    "incorporationDate": "incorporated_on",
    "dissolutionDate": "dissolved_on",
    "capital": "capital",
    "sector": "industry",
    "classification": "industry",
    "leiCode": "lei",
    "uscCode": "uscc",
    "registrationNumber": "registration_number",
    "taxNumber": "tax_number",
    "vatCode": "tax_number",
    "tinCode": "tax_number",
    "innCode": "tax_number",
    "passportNumber": "id_number",
}
_VEHICLE = EVERY_NODE | {
    "registrationNumber": "plate",
    "model": "model",
    "registrationDate": "started_on",
}
PROPERTY_NAMES: dict[str, dict[str, str]] = {
    "Person": _LEGAL_ENTITY
    | {
        "birthDate": "birth_date",
        "birthPlace": "birth_place",
        "deathDate": "death_date",
        "gender": "gender",
        "nationality": "nationality",
        "citizenship": "nationality",
        "position": "occupation",
        "profession": "occupation",
    },
    "Company": _LEGAL_ENTITY,
    "Organization": _LEGAL_ENTITY,
    "PublicBody": _LEGAL_ENTITY,
    "LegalEntity": _LEGAL_ENTITY,
    "Vehicle": _VEHICLE,
    "Vessel": _VEHICLE | {"imoNumber": "serial_number"},
    "Airplane": _VEHICLE | {"serialNumber": "serial_number"},
    "RealEstate": EVERY_NODE
    | {
        "titleNumber": "title_number",
        "cadastralCode": "title_number",
        "area": "area_m2",
        "encumbrance": "encumbrance",
        "registrationNumber": "serial_number",
    },
    "BankAccount": EVERY_NODE
    | {"accountNumber": "account_number", "iban": "account_number", "balance": "amount"},
    "Security": EVERY_NODE | {"isin": "serial_number", "ticker": "alias"},
    "Contract": EVERY_NODE | {"contractDate": "started_on"},
    "License": EVERY_NODE | {"authority": "court"},
    "CryptoWallet": EVERY_NODE
    | {"cryptoAddress": "wallet", "publicKey": "wallet", "blockchain": "category"}
    | {"balance": "amount"},
    "TaxRoll": EVERY_NODE | {"income": "amount", "date": "started_on"},
    "CourtCase": EVERY_NODE
    | {"caseNumber": "case_number", "court": "court"}
    | {"fileDate": "started_on", "closeDate": "ended_on"},
    "Sanction": EVERY_NODE
    | {"program": "category", "authority": "court", "listingDate": "started_on"},
}
"""Schema -> its property -> our property. A schema that is not here has `EVERY_NODE`."""


@dataclass(frozen=True, slots=True)
class Link:
    """How the holder of `first` stands to the holder of `second`; `""` is the entity itself."""

    kind: RelationKind
    first: str
    second: str
    first_kind: NodeKind = NodeKind.PARTY
    second_kind: NodeKind = NodeKind.PARTY


EDGES = {
    "Ownership": Link(RelationKind.OWNS_SHARE, "owner", "asset"),
    "Directorship": Link(
        RelationKind.DIRECTS, "director", "organization", second_kind=NodeKind.ORGANISATION
    ),
    "Employment": Link(RelationKind.EMPLOYED_BY, "employee", "employer"),
    "Membership": Link(
        RelationKind.OTHER, "member", "organization", second_kind=NodeKind.ORGANISATION
    ),
    "Representation": Link(RelationKind.OTHER, "agent", "client"),
    "CourtCaseParty": Link(RelationKind.PARTY_TO, "party", "case", second_kind=NodeKind.COURT_CASE),
    "Family": Link(RelationKind.RELATED_TO, "person", "relative", NodeKind.PERSON, NodeKind.PERSON),
    "Associate": Link(
        RelationKind.RELATED_TO, "person", "associate", NodeKind.PERSON, NodeKind.PERSON
    ),
    "Payment": Link(RelationKind.PAID, "payer", "beneficiary"),
    "UnknownLink": Link(RelationKind.OTHER, "subject", "object"),
}
"""Schemata that are relations."""

_LOCATED_AT = Link(RelationKind.LOCATED_AT, "", "addressEntity", second_kind=NodeKind.ADDRESS)
_OWNED_AND_OPERATED = (
    Link(RelationKind.OWNS, "owner", ""),
    Link(RelationKind.OPERATES, "operator", ""),
)
NODE_LINKS: dict[str, tuple[Link, ...]] = {
    "Person": (_LOCATED_AT,),
    "Company": (_LOCATED_AT,),
    "Organization": (_LOCATED_AT,),
    "PublicBody": (_LOCATED_AT,),
    "LegalEntity": (_LOCATED_AT,),
    "RealEstate": (_LOCATED_AT,),
    "Vehicle": _OWNED_AND_OPERATED,
    "Vessel": _OWNED_AND_OPERATED,
    "Airplane": _OWNED_AND_OPERATED,
    "UserAccount": (Link(RelationKind.USES_CONTACT, "owner", ""),),
    "CryptoWallet": (Link(RelationKind.CONTROLS, "holder", ""),),
    "Security": (Link(RelationKind.ISSUED_BY, "", "issuer", second_kind=NodeKind.ORGANISATION),),
    "Debt": (
        Link(RelationKind.OWES, "debtor", ""),
        Link(RelationKind.IS_OWED, "creditor", ""),
    ),
    "TaxRoll": (Link(RelationKind.EARNS, "taxee", ""),),
    "Sanction": (Link(RelationKind.LISTED_IN, "entity", ""),),
}
"""Properties of a node that name another entity, as relations."""

HOLDERS = frozenset({"Identification", "Passport"})
"""Schemata of documents, whose numbers are their holder's."""

HOLDING = {
    NodeKind.BANK_ACCOUNT: RelationKind.HOLDS_ACCOUNT,
    NodeKind.SECURITY: RelationKind.HOLDS,
    NodeKind.INSURANCE_POLICY: RelationKind.POLICYHOLDER_OF,
    NodeKind.VIRTUAL_ASSET: RelationKind.CONTROLS,
}
"""What owning an asset of a kind is called, where it is not `OWNS`."""
