"""Which companies a record could be of, as far as a careful reader can tell from what it shows."""

from collections.abc import Iterable, Set
from enum import StrEnum

from benchmarks.companies.model import Company, Name, Office


class Trait(StrEnum):
    """What a record shows that can tell a company from one of a like name."""

    PLACE = "place"
    SERIAL = "serial"
    FORM = "form"
    BRANCH = "branch"
    OFFICE = "office"
    CODE = "code"


_Rival = tuple[Company, Name]


class Rivals:
    """Who else bears, or has borne, a name of the same core."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self._by_core: dict[tuple[str, str], list[_Rival]] = {}
        for company in companies:
            for name in company.names:
                self._by_core.setdefault(name.core, []).append((company, name))

    def are_told_apart(
        self, company: Company, name: Name, office: Office, shown: Set[Trait]
    ) -> bool:
        """Return whether what a record shows sets the company apart from every one of them."""
        return all(
            shown & _differences(name, office, rival, other)
            for rival, other in self._by_core[name.core]
            if rival.index != company.index
        )


def _differences(name: Name, office: Office, rival: Company, other: Name) -> set[Trait]:
    """Return what tells a company's record from all records of a rival.

    A rival's record may leave out its place: only a place that is there tells anything. Numbers
    and branches are never left out.
    """
    differ = {Trait.CODE}
    if name.place and name.place != other.place:
        differ.add(Trait.PLACE)
    if name.form != other.form:
        differ.add(Trait.FORM)
    if name.serial != other.serial:
        differ.add(Trait.SERIAL)
    if name.branch != other.branch:
        differ.add(Trait.BRANCH)
    if office not in rival.offices:
        differ.add(Trait.OFFICE)
    return differ
