"""The words of the graph: kinds of node, kinds of relation, kinds of source, and property names.

The terms are FollowTheMoney's wherever it has one (followthemoney.tech); what it lacks, such as
`SEIZED_BY`, is ours and listed in docs/glossary.md.
"""

from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """What a node stands for.

    `PARTY` is a person or organisation of which no record has yet said which.
    """

    PARTY = "party"
    PERSON = "person"
    ORGANISATION = "organisation"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    HANDLE = "handle"
    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    BANK_ACCOUNT = "bank_account"
    SECURITY = "security"
    RECEIVABLE = "receivable"
    IP_RIGHT = "ip_right"
    INSURANCE_POLICY = "insurance_policy"
    INCOME = "income"
    VIRTUAL_ASSET = "virtual_asset"
    COURT_CASE = "court_case"
    LISTING = "listing"
    CASE = "case"


PARTY_KINDS = frozenset({NodeKind.PARTY, NodeKind.PERSON, NodeKind.ORGANISATION})
CONTACT_KINDS = frozenset({NodeKind.PHONE, NodeKind.EMAIL, NodeKind.ADDRESS, NodeKind.HANDLE})
ASSET_KINDS = frozenset(
    {
        NodeKind.REAL_ESTATE,
        NodeKind.VEHICLE,
        NodeKind.VESSEL,
        NodeKind.AIRCRAFT,
        NodeKind.BANK_ACCOUNT,
        NodeKind.SECURITY,
        NodeKind.RECEIVABLE,
        NodeKind.IP_RIGHT,
        NodeKind.INSURANCE_POLICY,
        NodeKind.INCOME,
        NodeKind.VIRTUAL_ASSET,
    }
)


class RelationKind(StrEnum):
    """How one node stands to another, read from the first to the second."""

    USES_CONTACT = "uses_contact"
    LOCATED_AT = "located_at"
    OWNS = "owns"
    OWNS_SHARE = "owns_share"
    DIRECTS = "directs"
    LEGAL_REP_OF = "legal_rep_of"
    HOLDS_ACCOUNT = "holds_account"
    HOLDS = "holds"
    ISSUED_BY = "issued_by"
    POLICYHOLDER_OF = "policyholder_of"
    INSURED_BY = "insured_by"
    EMPLOYED_BY = "employed_by"
    EARNS = "earns"
    OWES = "owes"
    IS_OWED = "is_owed"
    CONTROLS = "controls"
    OPERATES = "operates"
    MORTGAGED_TO = "mortgaged_to"
    SEIZED_BY = "seized_by"
    PLEDGED_TO = "pledged_to"
    PAID = "paid"
    RELATED_TO = "related_to"
    PARTY_TO = "party_to"
    LISTED_IN = "listed_in"
    CONSOLIDATED_BY = "consolidated_by"
    MANAGED_BY = "managed_by"
    SUBFUND_OF = "subfund_of"
    DEBTOR_IN = "debtor_in"
    GUARANTEES = "guarantees"
    CREDITOR_IN = "creditor_in"
    OTHER = "other"


class SourceKind(StrEnum):
    """The fourteen kinds of record source a debtor's traces are found in, and two of our own.

    These two are the case file, and what investigators found out themselves.
    """

    TELECOM = "telecom"
    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    ECOMMERCE = "ecommerce"
    CORPORATE = "corporate"
    COURT = "court"
    BANK = "bank"
    SECURITIES = "securities"
    INSURANCE = "insurance"
    EMPLOYMENT = "employment"
    TAX = "tax"
    IP = "ip"
    TRANSPORT = "transport"
    VIRTUAL = "virtual"
    PORTFOLIO = "portfolio"
    INVESTIGATION = "investigation"


OWN_KINDS = frozenset({SourceKind.PORTFOLIO, SourceKind.INVESTIGATION})
SEARCHED_KINDS = tuple(kind for kind in SourceKind if kind not in OWN_KINDS)


class Protection(StrEnum):
    """How a property's values lie in the store.

    PLAIN: readable (names, captions, statuses, dates of firms). SEALED: encrypted under the
    subject's key. TOKEN: sealed, and found by exact match of a keyed token. STRONG: as TOKEN,
    and two parties that share a verified value are one.
    """

    PLAIN = "plain"
    SEALED = "sealed"
    TOKEN = "token"  # noqa: S105 - a kind of protection, no secret
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class PropertySpec:
    """One property name, what it means, and how its values are protected."""

    name: str
    protection: Protection
    meaning: str


_SPECS = (
    ("name", Protection.PLAIN, "name as the source writes it"),
    ("former_name", Protection.PLAIN, "an earlier name"),
    ("alias", Protection.PLAIN, "another name, such as a romanisation"),
    ("status", Protection.PLAIN, "the source's own word for the state of the thing"),
    ("legal_form", Protection.PLAIN, "legal form of an organisation"),
    ("jurisdiction", Protection.PLAIN, "ISO 3166 code of the law a party is under"),
    ("incorporated_on", Protection.PLAIN, "date an organisation came to be"),
    ("dissolved_on", Protection.PLAIN, "date an organisation ceased"),
    ("capital", Protection.PLAIN, "registered capital, in `currency`"),
    ("industry", Protection.PLAIN, "line of business"),
    ("gender", Protection.SEALED, "gender as stated"),
    ("birth_date", Protection.SEALED, "birth date, possibly only year or month"),
    ("birth_place", Protection.SEALED, "place of birth as stated"),
    ("death_date", Protection.SEALED, "death date, possibly only year or month"),
    ("nationality", Protection.SEALED, "ISO 3166 code"),
    ("occupation", Protection.SEALED, "what a person does for a living, as stated"),
    ("lei", Protection.STRONG, "legal entity identifier (ISO 17442)"),
    ("uscc", Protection.STRONG, "unified social credit code (GB 32100)"),
    ("resident_id", Protection.STRONG, "Chinese resident identity number (GB 11643)"),
    (
        "company_number",
        Protection.STRONG,
        "`REGISTER:number`, REGISTER as in org-id.guide",
    ),
    ("registration_number", Protection.TOKEN, "a register number whose register is not known"),
    ("tax_number", Protection.TOKEN, "tax number"),
    ("id_number", Protection.TOKEN, "another identity document's number"),
    ("phone", Protection.TOKEN, "phone number, E.164 where it could be read"),
    ("email", Protection.TOKEN, "e-mail address"),
    ("address", Protection.TOKEN, "postal address"),
    ("handle", Protection.TOKEN, "`platform:name` of an account on a platform"),
    ("account_number", Protection.TOKEN, "bank account or card number"),
    ("wallet", Protection.TOKEN, "crypto address"),
    ("policy_number", Protection.TOKEN, "insurance policy number"),
    ("plate", Protection.TOKEN, "registration mark of a vehicle, vessel or aircraft"),
    ("vin", Protection.TOKEN, "vehicle identification number (ISO 3779)"),
    ("title_number", Protection.TOKEN, "title or unit number of real estate"),
    ("serial_number", Protection.TOKEN, "serial, IMO or register number of another asset"),
    ("case_number", Protection.TOKEN, "number of a court case or debt case"),
    ("model", Protection.PLAIN, "make, model or type of an asset"),
    ("area_m2", Protection.PLAIN, "floor area in square metres"),
    ("amount", Protection.PLAIN, "value, balance or claim, in `currency`"),
    ("currency", Protection.PLAIN, "ISO 4217 code"),
    ("encumbrance", Protection.SEALED, "mortgage, pledge, seizure or freeze as stated"),
    ("court", Protection.PLAIN, "court or authority"),
    ("category", Protection.PLAIN, "the source's own class of the thing"),
    ("started_on", Protection.PLAIN, "date the thing began"),
    (
        "ended_on",
        Protection.PLAIN,
        "date the thing ended; `..` where the source says it has no end",
    ),
    ("note", Protection.SEALED, "free text"),
)
PROPERTIES = {name: PropertySpec(name, protection, meaning) for name, protection, meaning in _SPECS}

NAMING_PROPERTIES = frozenset({"name", "former_name", "alias"})
"""Properties whose values make a party or asset findable by name."""
