"""Reads the worked examples out of docs/rules, so that what the documents promise is what the tests run."""

from __future__ import annotations

from pathlib import Path

RULES = Path(__file__).parents[2] / "docs" / "rules"


def rows(document: str, first_heading: str) -> list[list[str]]:
    """The rows of every table of a rule document whose first column has that heading."""
    found: list[list[str]] = []
    wanted = False
    for line in (RULES / document).read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            wanted = False
            continue
        cells = [
            cell.strip().replace("\x00", "|") for cell in line.replace("\\|", "\x00").strip().strip("|").split("|")
        ]
        if cells[0] == first_heading:
            wanted = True
        elif wanted and not set(cells[0]) <= {"-"}:
            found.append(cells)
    return found


def pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split("|") if piece.strip()]
