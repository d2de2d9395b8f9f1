"""Draw the README's pictures from the real demo: `.venv/bin/python docs/draw_pictures.py`."""

import re
import tempfile
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from veiltrace_api.demo.run import Solved, demo_desk, load, open_case, prepare, solve
from veiltrace_api.render.graph_picture import graph_svg
from veiltrace_api.render.leads import answer_view
from veiltrace_engine.lead import LeadClass

IMAGES = Path(__file__).parent / "images"
WIDTH = 104
_STYLE = """<style>
svg{background:#fff} path{stroke:#cbd5e0;fill:none} text{font:12px sans-serif;fill:#1a202c}
.edge text{font-size:9px;fill:#718096;text-anchor:middle}</style>"""
_TEXT = re.compile(r'(<text [^>]*textLength=")[\d.]+("[^>]*>)([^<]*)(</text>)')
_CELL = 12.2
"""Width of a terminal cell in rich's SVG, at its font size of 20."""


def main() -> None:
    """Run the demo and write both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        solved = _solved(Path(folder) / "demo")
    (IMAGES / "demo.svg").write_text(terminal_picture(solved), encoding="utf-8")
    picture = graph_svg(solved.answer)
    head, tail = picture.split(">", 1)
    (IMAGES / "demo-graph.svg").write_text(f"{head}>{_STYLE}{tail}\n", encoding="utf-8")


def terminal_picture(solved: Solved) -> str:
    """Return what the terminal shows of the best leads, as SVG."""
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        classes = (LeadClass.SELF_CONTACT, LeadClass.ASSET)
        console.print("[bold green]$[/] veiltrace leads DC2025-0042 --purpose enforcement")
        console.print(answer_view(solved.answer, top=4, classes=classes))
        return _TEXT.sub(_widened, console.export_svg(title="veiltrace", unique_id="demo"))


def _widened(match: re.Match[str]) -> str:
    # rich counts a Chinese character as one cell here, where it takes two.
    start, middle, text, end = match.groups()
    return f"{start}{cell_len(unescape(text)) * _CELL:.1f}{middle}{text}{end}"


def _solved(folder: Path) -> Solved:
    made = prepare(folder)
    with demo_desk(folder) as desk:
        for _ in load(desk, made.files):
            pass
        open_case(desk, made)
        return solve(desk)


if __name__ == "__main__":
    main()
