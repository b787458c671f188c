"""What stands on a printed page: characters and ruling lines, in points from the top left corner; y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box; y grows downwards."""

    character: str
    left: float
    right: float
    top: float
    bottom: float
    bold: bool
    size: float  # of the font: the width of a Chinese character

    @property
    def middle(self) -> float:
        """Height on the page at which the character stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: `at` is its x (upright) or y (level), from `start` to `end` along the other axis."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """Everything of one page that reading needs."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    n_images: int = 0
    n_garbled: int = 0
