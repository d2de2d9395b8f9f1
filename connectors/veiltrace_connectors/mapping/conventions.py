"""How one file writes: its country, the order of its dates, and what stands for nothing."""

from dataclasses import dataclass

from veiltrace_privacy.normalise.date_text import DateOrder
from veiltrace_privacy.normalise.text import has_content


@dataclass(frozen=True, slots=True)
class Conventions:
    """What holds for every cell of a file.

    `country` is the ISO 3166 code in which national forms are read. `date_order` says how dates
    with their year last are written, if not as the country's offices write them. `empty` are the
    texts that say nothing in this file, besides those that say nothing anywhere.
    """

    country: str = ""
    date_order: DateOrder | None = None
    empty: frozenset[str] = frozenset()

    def content(self, cell: str) -> str:
        """Return the cell without outer space, "" where it says nothing ("-", "N/A", …).

        >>> faa = Conventions(empty=frozenset({"00000000"}))
        >>> faa.content(" 20240122 "), faa.content("00000000"), faa.content("无")
        ('20240122', '', '')
        """
        text = cell.strip()
        return text if text and has_content(text) and text not in self.empty else ""
