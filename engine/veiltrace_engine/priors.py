"""Every number the leads are ranked with, in one place.

All of them are judgement, not fitted; to be calibrated on outcomes. Replace one with
`dataclasses.replace(PRIORS, leak=0.02)`; nothing else in the engine holds a number of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from veiltrace_engine.lead import LeadFlag, Tie
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind

ORIGIN_OF_NUMBERS = "judgement, not fitted; to be calibrated on outcomes"


@dataclass(frozen=True, slots=True)
class ContactPrior:
    """How one kind of contact point ages."""

    half_life_days: float
    """Days after which a record that states the point is worth half."""
    reassigned_ratio: float
    """Likelihood ratio (< 1) when another party first used the point after the debtor's time."""
    answered: float
    """P(the debtor is reached there, given that the point is the debtor's)."""


@dataclass(frozen=True, slots=True)
class AssetPrior:
    """How one kind of asset ages, what it brings, and how ownership is confirmed."""

    half_life_days: float
    """Days after which a record of ownership is worth half."""
    enforceable: float
    """P(a court can take it, given that it is the debtor's), without encumbrances."""
    net: float
    """Fraction of the gross value left after costs of sale and the exempt part."""
    low: float
    """Lower end of the usual gross value, in the base currency (income: a year's)."""
    high: float
    """Upper end of the usual gross value, in the base currency (income: a year's)."""
    lookup: SourceKind
    """Kind of source whose look-up confirms ownership."""
    question: str
    """What to ask that source."""
    cost: float
    """Fee and work of that look-up, in the base currency."""


_CONTACTS = {
    NodeKind.PHONE: ContactPrior(half_life_days=900, reassigned_ratio=0.1, answered=1.0),
    NodeKind.EMAIL: ContactPrior(half_life_days=1500, reassigned_ratio=0.5, answered=0.7),
    NodeKind.ADDRESS: ContactPrior(half_life_days=1400, reassigned_ratio=0.5, answered=0.9),
    NodeKind.HANDLE: ContactPrior(half_life_days=1000, reassigned_ratio=0.5, answered=0.5),
}

# Columns: half-life, enforceable, net, low, high, look-up, question, cost.
_ASSETS = {
    NodeKind.REAL_ESTATE: AssetPrior(
        3650, 0.6, 0.7, 3e5, 3e6, SourceKind.REAL_ESTATE, "current owner, mortgage and seizure", 100
    ),
    NodeKind.VEHICLE: AssetPrior(
        1460, 0.5, 0.6, 2e4, 1.5e5, SourceKind.VEHICLE, "current keeper, state and mortgage", 50
    ),
    NodeKind.VESSEL: AssetPrior(
        2500, 0.5, 0.6, 1e5, 5e6, SourceKind.TRANSPORT, "registered owner and mortgages", 200
    ),
    NodeKind.AIRCRAFT: AssetPrior(
        2500, 0.4, 0.6, 5e5, 2e7, SourceKind.TRANSPORT, "registered owner and liens", 300
    ),
    NodeKind.BANK_ACCOUNT: AssetPrior(
        730, 0.8, 1.0, 5e2, 2e4, SourceKind.BANK, "holder, balance and freezes", 20
    ),
    NodeKind.SECURITY: AssetPrior(
        730, 0.8, 0.95, 5e3, 2e5, SourceKind.SECURITIES, "holder, quantity and pledges", 30
    ),
    NodeKind.RECEIVABLE: AssetPrior(
        365, 0.5, 0.7, 1e4, 5e5, SourceKind.TAX, "open invoices between the two parties", 150
    ),
    NodeKind.IP_RIGHT: AssetPrior(
        2500, 0.4, 0.4, 1e3, 5e4, SourceKind.IP, "current holder, fees paid and pledges", 50
    ),
    NodeKind.INSURANCE_POLICY: AssetPrior(
        1825, 0.5, 0.8, 2e3, 6e4, SourceKind.INSURANCE, "policyholder and cash value", 50
    ),
    NodeKind.INCOME: AssetPrior(
        545, 0.7, 0.5, 3e4, 1.2e5, SourceKind.EMPLOYMENT, "current employer and pay", 40
    ),
    NodeKind.VIRTUAL_ASSET: AssetPrior(
        365, 0.3, 0.8, 5e2, 5e4, SourceKind.VIRTUAL, "who controls it, and its balance", 100
    ),
    NodeKind.ORGANISATION: AssetPrior(
        1825, 0.5, 0.4, 1e4, 5e5, SourceKind.CORPORATE, "current share, pledges and freezes", 30
    ),
}

_CONTACT_RELIABILITY = {
    SourceKind.INVESTIGATION: 0.95,
    SourceKind.TELECOM: 0.85,
    SourceKind.BANK: 0.8,
    SourceKind.ECOMMERCE: 0.75,
    SourceKind.INSURANCE: 0.7,
    SourceKind.EMPLOYMENT: 0.7,
    SourceKind.SECURITIES: 0.7,
    SourceKind.TAX: 0.65,
    SourceKind.VEHICLE: 0.6,
    SourceKind.PORTFOLIO: 0.6,
    SourceKind.VIRTUAL: 0.5,
    SourceKind.REAL_ESTATE: 0.5,
    SourceKind.CORPORATE: 0.5,
    SourceKind.COURT: 0.5,
    SourceKind.IP: 0.5,
    SourceKind.TRANSPORT: 0.5,
}

_FACT_RELIABILITY = {
    SourceKind.INVESTIGATION: 0.95,
    SourceKind.REAL_ESTATE: 0.95,
    SourceKind.VEHICLE: 0.95,
    SourceKind.CORPORATE: 0.95,
    SourceKind.COURT: 0.95,
    SourceKind.BANK: 0.95,
    SourceKind.SECURITIES: 0.95,
    SourceKind.INSURANCE: 0.95,
    SourceKind.IP: 0.95,
    SourceKind.TRANSPORT: 0.95,
    SourceKind.TAX: 0.9,
    SourceKind.EMPLOYMENT: 0.9,
    SourceKind.TELECOM: 0.9,
    SourceKind.PORTFOLIO: 0.9,
    SourceKind.ECOMMERCE: 0.7,
    SourceKind.VIRTUAL: 0.6,
}

_TIES = {
    Tie.HOUSEHOLD: 0.6,
    Tie.KIN: 0.5,
    Tie.EMPLOYER: 0.5,
    Tie.COMPANY: 0.4,
    Tie.CO_OWNER: 0.35,
    Tie.CO_SHAREHOLDER: 0.25,
    Tie.COLLEAGUE: 0.15,
    Tie.SHARED_CONTACT: 0.15,
    Tie.BUSINESS: 0.1,
    Tie.COURT_CASE: 0.05,
    Tie.OTHER: 0.05,
}


@dataclass(frozen=True, slots=True)
class Priors:
    """The numbers behind every lead; each is a probability or fraction unless said otherwise."""

    leak: float = 0.01
    """P(true) of a lead for which no record speaks: keeps noisy-or above 0."""
    link: float = 0.95
    """P(a record joined to the debtor is about the debtor)."""
    unknown_reliability: float = 0.5
    """Reliability of a source that is not described: unknown, not worst."""
    contact_reliability: Mapping[SourceKind, float] = field(
        default_factory=lambda: MappingProxyType(_CONTACT_RELIABILITY)
    )
    """P(a contact point stated by such a source was right when it was seen)."""
    fact_reliability: Mapping[SourceKind, float] = field(
        default_factory=lambda: MappingProxyType(_FACT_RELIABILITY)
    )
    """P(ownership, kinship, office, liability so stated was right when it was seen)."""
    contacts: Mapping[NodeKind, ContactPrior] = field(
        default_factory=lambda: MappingProxyType(_CONTACTS)
    )
    """By kind of contact point."""
    assets: Mapping[NodeKind, AssetPrior] = field(default_factory=lambda: MappingProxyType(_ASSETS))
    """By kind of asset; ORGANISATION stands for the whole of a company, before the share in it."""
    shared_exponent: float = 0.5
    """A point used by n parties keeps n ** -shared_exponent of its probability."""
    hub_holders: int = 8
    """From this many parties on, a contact point says nothing about any one of them."""
    closed_ratio: float = 0.05
    """Likelihood ratio when a record says the thing is dead, cancelled or dissolved."""
    quarantine_days: int = 90
    """Days a number rests before it is given to somebody else."""
    new_owner_ratio: float = 0.1
    """Likelihood ratio when another party's sole title began after the last record."""
    stale_half_lives: float = 2.0
    """A lead whose newest live record is older than this many half-lives is stale."""
    title_strength: Mapping[RelationKind, float] = field(
        default_factory=lambda: MappingProxyType(
            {RelationKind.CONTROLS: 0.8, RelationKind.OPERATES: 0.3}
        )
    )
    """P(owner, given that relation); 1 for every relation not listed."""
    unknown_share: float = 0.5
    """Expected share of a shareholder whose share no record states, as a fraction of 1."""
    least_share: float = 0.001
    """Chains of companies whose shares multiply to less are not followed."""
    most_hops: int = 4
    """Chains of companies are followed over this many shareholdings."""
    through_company: float = 0.2
    """P(enforceable) keeps this much where a company stands between debtor and asset."""
    encumbered_value: Mapping[LeadFlag, float] = field(
        default_factory=lambda: MappingProxyType({LeadFlag.MORTGAGED: 0.4, LeadFlag.PLEDGED: 0.4})
    )
    """Fraction of the value left to others than the secured creditor."""
    encumbered_enforceable: Mapping[LeadFlag, float] = field(
        default_factory=lambda: MappingProxyType({LeadFlag.SEIZED: 0.4, LeadFlag.FROZEN: 0.5})
    )
    """P(enforceable) keeps this much where another creditor came first."""
    base_currency: str = "CNY"
    """Currency of the value bands and costs, and of amounts whose currency is not stated."""
    rates: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType(
            {"CNY": 1.0, "USD": 7.2, "EUR": 7.8, "GBP": 9.2, "HKD": 0.92, "SGD": 5.4, "JPY": 0.048}
        )
    )
    """Base currency per unit, rounded: only to put leads of several currencies in one order."""
    ties: Mapping[Tie, float] = field(default_factory=lambda: MappingProxyType(_TIES))
    """P(a party so related knows where the debtor is), given that the relation is true."""
    tie_half_life_days: float = 1825
    """Days after which a record of a relation between parties is worth half."""
    liability_half_life_days: float = 3650
    """Days after which a record of a guarantee or joint debt is worth half."""


PRIORS = Priors()
"""The numbers shipped with this version."""
