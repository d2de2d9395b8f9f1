"""Notice codes: what a notice is, whom it is about, and whether a court has the matter."""

from enum import Enum, auto

_NAMES = {
    "2401": "Moratorium, coming into force",
    "2402": "Moratorium, coming to an end",
    "2403": "Re-use of a Prohibited Name",
    "2406": "Notice of Intended Dividend",
    "2407": "Notice of Dividend",
    "2410": "Appointment of Administrators",
    "2411": "Administration Orders",
    "2421": "Appointment of Administrative Receivers",
    "2423": "Appointment of Receivers",
    "2431": "Resolution for Winding-up (members' voluntary liquidation)",
    "2432": "Appointment of Liquidators (members' voluntary liquidation)",
    "2433": "Notices to Creditors (members' voluntary liquidation)",
    "2441": "Resolution for Winding-up (creditors' voluntary liquidation)",
    "2442": "Meetings of Creditors (creditors' voluntary liquidation)",
    "2443": "Appointment of Liquidators (creditors' voluntary liquidation)",
    "2446": "Notices to Creditors (creditors' voluntary liquidation)",
    "2450": "Petitions to Wind Up (Companies)",
    "2451": "Petitions to Wind Up (Partnerships)",
    "2452": "Winding-up Orders (Companies)",
    "2453": "Winding-up Orders (Partnerships)",
    "2454": "Appointment of Liquidators (winding-up by the court)",
    "2460": "Notices to Creditors (winding-up by the court)",
    "2461": "Dismissal of Winding-up Petition",
    "2462": "Service of Petition",
    "2501": "Statutory Demands",
    "2502": "Substituted Service of Petition",
    "2503": "Bankruptcy Orders",
    "2903": "Deceased Estates",
}
# Before a court itself, not before the office-holders it appoints.
_IN_COURT = frozenset({"2450", "2451", "2452", "2453", "2461", "2462", "2502", "2503"})


class Subject(Enum):
    """Whom a notice names in its title; of a code that is not known the title may be anything."""

    FIRM = auto()
    INDIVIDUAL = auto()
    NOBODY = auto()


def subject_of(code: str) -> Subject:
    """Return whom notices of a code are about.

    >>> subject_of("2450"), subject_of("2503"), subject_of("1601")
    (<Subject.FIRM: 1>, <Subject.INDIVIDUAL: 2>, <Subject.NOBODY: 3>)
    """
    if len(code) == 4 and code.startswith("24"):
        return Subject.FIRM
    is_personal = (len(code) == 4 and code.startswith("25")) or code == "2903"
    return Subject.INDIVIDUAL if is_personal else Subject.NOBODY


def category_of(code: str, term: str) -> str:
    """Return what a notice is: its code with our word for it, else with the feed's.

    >>> category_of("2452", "Corporate Insolvency"), category_of("1601", "Planning")
    ('2452 Winding-up Orders (Companies)', '1601 Planning')
    """
    return f"{code} {_NAMES.get(code, term)}".strip()


def is_in_court(code: str) -> bool:
    """Return whether notices of a code are of a case before a court."""
    return code in _IN_COURT
