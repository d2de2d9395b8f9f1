"""Partners, and what a private match brought."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from veiltrace_api.control.partners import Partner
from veiltrace_api.desk.matching import MatchReport
from veiltrace_api.render.listings import plain_table


def partners_table(partners: Sequence[Partner]) -> RenderableType:
    """Return the partners by name."""
    if not partners:
        return Text("no partners yet: 'veiltrace partner add'")
    table = plain_table("Partners")
    for column in ("partner", "registry", "agreement", "legal basis", "purposes"):
        table.add_column(column, overflow="fold")
    for partner in partners:
        purposes = " ".join(partner.purposes)
        terms = (partner.agreement_id, partner.legal_basis, purposes)
        table.add_row(partner.name, Text(partner.registry_url), *terms)
    return table


def match_view(report: MatchReport) -> RenderableType:
    """Return how many pairs matched, and who learned what."""
    table = plain_table("Who learned what")
    table.add_column("party")
    table.add_column("learned", overflow="fold")
    for line in report.learned:
        table.add_row(Text(line.party), Text(line.learned))
    pairs = "pair" if report.asked == 1 else "pairs"
    head = f"{report.matched} of {report.asked} {pairs} matched at {report.partner}"
    return Group(Text(head, "bold"), Text(report.certification, "dim"), table)
