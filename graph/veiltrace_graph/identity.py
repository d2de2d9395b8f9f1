"""By what a thing is known across sources: a phone by its number, a vehicle by its VIN, …"""

from collections.abc import Iterable

from veiltrace_graph.model import EntityRef, PropertyValue
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

IDENTIFYING: dict[NodeKind, tuple[str, ...]] = {
    NodeKind.PHONE: ("phone",),
    NodeKind.EMAIL: ("email",),
    NodeKind.ADDRESS: ("address",),
    NodeKind.HANDLE: ("handle",),
    NodeKind.REAL_ESTATE: ("title_number",),
    NodeKind.VEHICLE: ("vin", "plate"),
    NodeKind.VESSEL: ("serial_number",),
    NodeKind.AIRCRAFT: ("plate",),
    NodeKind.BANK_ACCOUNT: ("account_number",),
    NodeKind.INSURANCE_POLICY: ("policy_number",),
    NodeKind.VIRTUAL_ASSET: ("wallet",),
    NodeKind.COURT_CASE: ("case_number",),
}
"""The properties that name a thing the same in every source, best first. Parties have none here:
who is the same party is decided by resolution, which can be reversed."""


def identify(kind: NodeKind, properties: Iterable[PropertyValue], fallback: EntityRef) -> EntityRef:
    """Return what a thing of `kind` is known by: its first undamaged identifying value.

    `fallback`, a reference within the record's publisher, stands in where there is none.

    >>> phone = PropertyValue("phone", "+8612400000001")
    >>> identify(NodeKind.PHONE, [phone], EntityRef("record:shop", "7/phone"))
    EntityRef(scheme='phone', value='+8612400000001')
    >>> masked = PropertyValue("phone", "124****0001", Flag.MASKED)
    >>> identify(NodeKind.PHONE, [masked], EntityRef("record:shop", "7/phone"))
    EntityRef(scheme='record:shop', value='7/phone')
    """
    names = IDENTIFYING.get(kind)
    if names is None:
        return fallback
    whole = {p.name: p.value for p in properties if p.flag in (Flag.OK, Flag.DERIVED)}
    for name in names:
        if name in whole:
            return EntityRef(name, whole[name])
    return fallback
