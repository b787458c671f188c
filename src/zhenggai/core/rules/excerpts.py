"""Parts of a passage, each with the spans of the source that it came from."""

from __future__ import annotations

from zhenggai.core.source import Passage, Source, Span


def excerpt(source: Source, passage: Passage, start: int, end: int) -> Passage:
    """Characters `start` to `end` of a passage; with all its spans where the passage is not the join of them."""
    text, spans, offset = passage.text[start:end], [], 0
    for span in passage.spans:
        piece = source.lines[span.line].text[span.start : span.end]
        if not passage.text.startswith(piece, offset):
            offset += 1  # the blank that joins Latin words
        if not passage.text.startswith(piece, offset):
            return Passage(text, passage.spans)
        low, high = max(start, offset), min(end, offset + len(piece))
        if low < high:
            spans.append(Span(span.line, span.start + low - offset, span.start + high - offset))
        offset += len(piece)
    return Passage(text, tuple(spans))
