"""The category headings above a place in the text, kept while the findings go by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhenggai.core.numbering import NumberStyle
from zhenggai.core.plan_text.prose.headings import (
    PLAIN,
    heading,
    is_bare_report_part,
    is_category,
    is_part,
    is_report_part,
    looks_like_heading,
    names_category,
    rank,
)
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.prose.tail import ends_list
from zhenggai.core.source import Passage, Source

_BESIDE_ITEM = 29  # an unnumbered heading stands just above the items
_NAMES = re.compile("[^，。]{1,10}[：:]")  # an unknown label with its value
_FOUND = ("问题", "意见", "任务", "事项")  # what inspectors handed over
_STOPPED = 30  # a heading that ends in a full stop is no longer
_ASIDE = 120  # a paragraph between a heading and its first item is no longer than this


@dataclass(slots=True)
class Climber:
    """Goes from item to item and remembers the headings that still hold.

    steps: (rank, position of the block), outermost first. titles: texts that are the document's title, never headings.
    outline: headings and rows alone make up the paper, so every numbered row further out is a heading.
    """

    source: Source
    blocks: Sequence[Block]
    steps: list[tuple[int, int]] = field(default_factory=list)
    styles: set[NumberStyle | None] = field(default_factory=set)
    titles: frozenset[str] = frozenset()
    outline: bool = False
    _told: list[Passage] | None = None  # the headings that hold, once they were asked for

    def climb(self, low: int, place: int, inner: int, *, loose: bool = False) -> list[int]:
        """Take in the headings that stand between `low` and the item at `place` (both left out), whose own rank is
        `inner`; gives their positions. loose: short lines without number or type may be headings too."""
        found = self._above(low, place, inner, loose=loose)
        for here in found:
            at = self._rank(here)
            self.steps = [step for step in self.steps if step[0] < at]
            self.steps.append((at, here))
            self.styles.add(self.blocks[here].family)
            self._told = None
        return found

    @property
    def headings(self) -> list[Passage]:
        """The category headings that hold now; those that only announce a list are left out."""
        if self._told is None:
            self._told = self._categories()
        return list(self._told)

    def _categories(self) -> list[Passage]:
        kept = [self.blocks[place] for _, place in self.steps if is_category(self.blocks[place])]
        if kept and is_report_part(kept[0]):
            one = is_bare_report_part(kept[0]) or self._one_part(kept[0])
            kept = kept[1:] if one else kept
        return [heading(self.source, block) for block in kept]

    def _one_part(self, part: Block) -> bool:
        """Whether one part of a report holds all its findings; parts by subject (财政审计问题整改情况) are
        categories."""
        alike = [block for block in self.blocks if block.style is part.style and is_report_part(block)]
        return sum(any(word in block.text for word in _FOUND) for block in alike) == 1

    def _rank(self, place: int) -> int:
        block = self.blocks[place]
        own = rank(block)
        if own < PLAIN:
            return own
        return 5 + 5 * block.heading if block.heading else _BESIDE_ITEM

    def _above(self, low: int, place: int, inner: int, *, loose: bool) -> list[int]:
        found: list[int] = []
        skipped = False
        limit = inner
        for here in range(place - 1, low, -1):
            block = self.blocks[here]
            if block.wall >= 0 or (block.hit is not None and not self.outline):
                break
            if self._scans(low) and not (
                block.number is not None and rank(block) < limit and looks_like_heading(block)
            ):
                continue
            if self._is_heading(here, limit, low, loose=loose and not skipped, alone=not skipped):
                found.append(here)
                limit = self._rank(here)
                skipped = False
            elif (
                not skipped and block.number is None and len(block.text) <= _ASIDE and not ends_list(self.blocks, here)
            ):
                skipped = True
            else:
                break
        return found[::-1]

    def _is_title(self, block: Block) -> bool:
        line = self.source.lines[block.line].text
        return block.begin == 0 and block.end == len(line) and line in self.titles

    def _scans(self, low: int) -> bool:
        """Whether everything between is passed over in search of headings of the levels already known."""
        return self.outline or (low >= 0 and self.blocks[low].wall >= 0 and bool(self.styles))

    def _is_heading(self, here: int, limit: int, low: int, *, loose: bool, alone: bool = False) -> bool:
        """alone: nothing stands between it and the row below."""
        block = self.blocks[here]
        if self._rank(here) >= limit or self._is_title(block):
            return False
        if not looks_like_heading(block) and not (alone and self._is_stopped(here, low)):
            return False
        if self._scans(low):
            return self.outline or block.family in self.styles or rank(block) == 0
        if is_part(block):
            return True
        if rank(block) == PLAIN:
            return (
                bool(block.heading)
                or names_category(block)
                or (
                    not _NAMES.match(block.text)
                    and (loose or block.bold)
                    and block.opens
                    and not block.centred
                    and not ends_list(self.blocks, here)
                )
            )
        return low < 0 or self._follows(here, low)

    def _is_stopped(self, here: int, low: int) -> bool:
        """A numbered heading that ends in a stop: （一）党的领导弱化。 It begins the headings or goes on with them."""
        block = self.blocks[here]
        text = block.text
        if block.hit is not None or block.style is None or not text.endswith("。") or len(text) > _STOPPED:
            return False
        if "。" in text[:-1] or ends_list(self.blocks, here):
            return False
        style = block.family
        before = [self.blocks[place].value for _, place in self.steps if self.blocks[place].family is style]
        return block.value == (before[-1] + 1 if before else 1) and (low < 0 or bool(before))

    def _follows(self, here: int, low: int) -> bool:
        """Whether a number goes on with the headings so far, and not with a list inside a field."""
        block = self.blocks[here]
        style = block.family
        if any(
            other.family is style and other.hit is None and other.value == block.value - 1
            for other in self.blocks[low + 1 : here]
        ):
            return False
        before = [self.blocks[place].value for _, place in self.steps if self.blocks[place].family is style]
        if before:
            return block.value == before[-1] + 1 or (block.value == 1 and self._under_heading(here))
        return block.value == 1 or style in self.styles

    def _under_heading(self, here: int) -> bool:
        above = self.blocks[here - 1] if here else None
        return above is not None and looks_like_heading(above) and self._rank(here - 1) < self._rank(here)
