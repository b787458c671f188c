"""The characters and ruling lines of one page of a PDF, as pdfium knows them.

A page whose text is turned (a landscape table on an upright sheet) is turned back; text at any other angle, such as a
watermark, is left out.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from zhenggai.documents.formats.page_parts import Glyph, Page, Ruling

_MAX_OBJECTS = 50_000
_MAX_FORM_DEPTH = 8
_THIN = 3.5  # points: a filled rectangle up to this thick is a ruling line
_SKEW = 1.0  # points a ruling line may lean
_SHORT = 4.0  # points: shorter strokes are decoration
_BOLD_WEIGHT = 600
_QUARTER = math.pi / 2
_SMALLEST, _LARGEST = 2.0, 200.0  # points: sizes of characters that are text

Matrix = tuple[float, float, float, float, float, float]
_Raw = tuple[int, tuple[float, float, float, float], int | None, bool, float]  # unicode, box, quarters, bold, size
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _Turn:
    """Page space (y upwards) to reading space (y downwards), for text turned by quarters against the clock."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        if self.quarters == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)


def read_page(page: Any, number: int) -> Page:
    """The characters and ruling lines of a page; `page` is a handle of pdfium."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        raw = list(_characters(text))
    finally:
        pdfium.FPDFText_ClosePage(text)
    quarters = Counter(character[2] for character in raw).most_common(1)
    turn = _turn(page, quarters[0][0] if quarters and quarters[0][0] is not None else 0)
    width, height = turn.size()
    result = Page(number, width, height)
    for unicode, box, angle, bold, size in raw:
        if angle != turn.quarters:
            continue
        (x0, y0), (x1, y1) = turn.point(box[0], box[1]), turn.point(box[2], box[3])
        if _SMALLEST <= size <= _LARGEST:
            result.glyphs.append(Glyph(chr(unicode), min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), bold, size))
            result.n_garbled += unicode == 0xFFFD or 0xE000 <= unicode <= 0xF8FF
    _read_objects(page, turn, result)
    return result


def _characters(text: Any) -> Iterator[_Raw]:
    """Unicode, box in page space, angle in quarters (None when crooked) and weight of each printed character."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFText_CountChars(text)):
        unicode = pdfium.FPDFText_GetUnicode(text, index)
        if (
            unicode < 32
            or 0xD800 <= unicode <= 0xDFFF
            or unicode > 0x10FFFF
            or pdfium.FPDFText_IsGenerated(text, index) == 1
        ):
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, box):
            continue
        turned = pdfium.FPDFText_GetCharAngle(text, index) / _QUARTER
        quarters = round(turned) % 4 if abs(turned - round(turned)) < 0.02 else None
        bold = pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
        size = pdfium.FPDFText_GetFontSize(text, index)
        if pdfium.FPDFText_GetMatrix(text, index, matrix):
            size *= math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        yield unicode, (box.left, box.bottom, box.right, box.top), quarters, bold, size or (box.top - box.bottom) * 0.75


def _is_character(unicode: int) -> bool:
    """False for control characters and halves of surrogate pairs."""
    return 32 <= unicode < 0xD800 or 0xE000 <= unicode <= 0x10FFFF


def _turn(page: Any, quarters: int) -> _Turn:
    sides = [ctypes.c_float() for _ in range(4)]
    found = pdfium.FPDFPage_GetCropBox(page, *sides) or pdfium.FPDFPage_GetMediaBox(page, *sides)
    left, bottom, right, top = (side.value for side in sides) if found else (0.0, 0.0, 595.0, 842.0)
    return _Turn(quarters, left, bottom, right, top)


def _read_objects(page: Any, turn: _Turn, result: Page) -> None:
    objects = _objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _SAME, 0)
    for n_seen, (item, kind, matrix) in enumerate(objects):
        if n_seen > _MAX_OBJECTS:
            return
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            result.n_images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            result.rulings.extend(_rulings(item, matrix, turn))


def _objects(
    holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any], outer: Matrix, depth: int
) -> Iterator[tuple[Any, int, Matrix]]:
    """The objects of a page with their place, those inside forms included."""
    for index in range(min(count(holder), _MAX_OBJECTS)):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        matrix = _product(_matrix(item), outer)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _MAX_FORM_DEPTH:
                yield from _objects(
                    item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, matrix, depth + 1
                )
        else:
            yield item, kind, matrix


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(first: Matrix, then: Matrix) -> Matrix:
    if then == _SAME:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _rulings(path: Any, matrix: Matrix, turn: _Turn) -> Iterator[Ruling]:
    """The ruling lines a path draws: straight strokes, and thin filled rectangles."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    for points in _outlines(path, matrix, turn):
        if stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                yield from _line(x0, y0, x1, y1)
        elif fill.value:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            width, height = max(xs) - min(xs), max(ys) - min(ys)
            if min(width, height) <= _THIN:
                middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
                if width < height:
                    yield from _line(middle_x, min(ys), middle_x, max(ys))
                else:
                    yield from _line(min(xs), middle_y, max(xs), middle_y)


def _line(x0: float, y0: float, x1: float, y1: float) -> Iterator[Ruling]:
    if abs(x0 - x1) <= _SKEW and abs(y0 - y1) >= _SHORT:
        yield Ruling(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    elif abs(y0 - y1) <= _SKEW and abs(x0 - x1) >= _SHORT:
        yield Ruling(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _outlines(path: Any, matrix: Matrix, turn: _Turn) -> Iterator[list[tuple[float, float]]]:
    """The outlines of a path as points in reading space; a path with curves yields its end points."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(turn.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points
