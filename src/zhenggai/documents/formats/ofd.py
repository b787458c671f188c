"""OFD (GB/T 33190), best effort: characters and lines of every page, put together as those of a PDF.

Namespaces differ between producers, so parts are found by their local names. Seals and signatures are not judged.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from zhenggai.core.source import Source
from zhenggai.core.typography import is_wide
from zhenggai.documents import limits
from zhenggai.documents.formats.building import SourceBuilder
from zhenggai.documents.formats.packed import Packed
from zhenggai.documents.formats.page_flow import write_pages
from zhenggai.documents.formats.page_parts import Glyph, Page, Ruling
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.formats.safe_xml import parse_xml
from zhenggai.documents.sniffing import MEDIA_TYPES, Kind

_POINTS = 72 / 25.4  # of a millimetre
_ASCENT, _DESCENT = 0.86, 0.14  # of the font size above and below the base line
_PATH_PIECE = re.compile(r"([A-Za-z])|(-?\d+(?:\.\d+)?)")
_A4 = (0.0, 0.0, 210.0, 297.0)
_FULL_STEP = re.compile(r"[0-9A-Z][0-9A-Z.,:%/\-]|[.,:%/\-][0-9]")
_NEAR = 0.06  # of the font size that two steps may differ and be the same
_MAX_CHARACTERS_OF_CODE = 20_000

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def open_ofd(data: bytes, packed: Packed, name: str, member: str | None = None) -> Source:
    """The source of an OFD document. Raises UnreadableDocument."""
    builder = SourceBuilder(name, data, MEDIA_TYPES[Kind.OFD], member)
    write_pages(list(_pages(packed)), builder)
    builder.remark("best_effort", "info", "OFD 版式文件按页面位置还原文字，请对照原件")
    return builder.build()


def _pages(packed: Packed) -> Iterator[Page]:
    for root in parse_xml(packed.read("OFD.xml")).iterfind(".//{*}DocRoot"):
        path = _joined("", root.text or "")
        document = parse_xml(packed.read(path))
        box = document.findtext(".//{*}PageArea/{*}PhysicalBox")
        templates = {
            template.get("ID", ""): _joined(path, template.get("BaseLoc", ""))
            for template in document.iterfind(".//{*}TemplatePage")
        }
        pages = document.findall(".//{*}Pages/{*}Page")
        if len(pages) > limits.MAX_PAGES:
            raise refusal("too_many_pages")
        for number, page in enumerate(pages, start=1):
            content = parse_xml(packed.read(_joined(path, page.get("BaseLoc", ""))))
            own_box = content.findtext(".//{*}Area/{*}PhysicalBox")
            result = _empty_page(number, own_box or box)
            for template in content.iterfind("{*}Template"):
                layer = templates.get(template.get("TemplateID", ""))
                if layer and packed.has(layer):
                    _read_content(parse_xml(packed.read(layer)), result)
            _read_content(content, result)
            result.glyphs = list(_filled_out(result.glyphs))
            yield result


def _filled_out(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Figures and capitals that stand a full width apart (２ ０ ２ ４ in narrow signs) fill it: no blank lies between.

    A blank that was printed comes between the two in the order of the page, half a width after the first."""
    for position, glyph in enumerate(glyphs):
        after = glyphs[position + 1] if position + 1 < len(glyphs) else None
        if after is not None and _FULL_STEP.fullmatch(glyph.character + after.character):
            step = (after.left - glyph.left) / max(glyph.size, 1.0)
            if abs(step - 1.0) <= _NEAR and abs(after.middle - glyph.middle) < _NEAR * glyph.size:
                glyph = replace(glyph, right=after.left)
        yield glyph


def _joined(base: str, location: str) -> str:
    """A location relative to a part, or from the root of the package."""
    location = location.strip()
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), location))


def _empty_page(number: int, box: str | None) -> Page:
    sides = _numbers(box) if box else _A4
    width, height = (sides[2], sides[3]) if len(sides) >= 4 else (_A4[2], _A4[3])
    return Page(number, width * _POINTS, height * _POINTS)


def _read_content(root: etree._Element, page: Page) -> None:
    for item in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        kind = etree.QName(item).localname
        if kind == "TextObject":
            page.glyphs.extend(_glyphs(item))
        elif kind == "PathObject":
            page.rulings.extend(_rulings(item))
        else:
            page.n_images += 1


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text or "")]


def _matrix(item: etree._Element) -> _Matrix:
    numbers = _numbers(item.get("CTM"))
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else _SAME


def _placed(item: etree._Element, x: float, y: float) -> tuple[float, float]:
    """A point of an object's own space on the page, in points."""
    a, b, c, d, e, f = _matrix(item)
    box = _numbers(item.get("Boundary")) or [0.0, 0.0]
    return (box[0] + a * x + c * y + e) * _POINTS, (box[1] + b * x + d * y + f) * _POINTS


def _glyphs(item: etree._Element) -> Iterator[Glyph]:
    """The characters of a text object; a missing advance is taken from the font size."""
    size = (_numbers(item.get("Size")) or [3.5])[0]
    a, b, c, d, _, _ = _matrix(item)
    if abs(b) > 0.1 or abs(c) > 0.1:
        return  # turned: a watermark or a seal
    bold = item.get("Bold") == "true" or (_numbers(item.get("Weight")) or [400])[0] >= 600
    for code in item.iterfind("{*}TextCode"):
        text = (code.text or "")[:_MAX_CHARACTERS_OF_CODE]
        x, y = (_numbers(code.get("X")) or [0.0])[0], (_numbers(code.get("Y")) or [size])[0]
        steps_x, steps_y = _advances(code.get("DeltaX"), len(text)), _advances(code.get("DeltaY"), len(text))
        for index, character in enumerate(text):
            left, base = _placed(item, x, y)
            font = size * abs(d) * _POINTS
            width = size * abs(a) * _POINTS * (1.0 if is_wide(character) else 0.5)
            yield Glyph(character, left, left + width, base - font * _ASCENT, base + font * _DESCENT, bold, font)
            x += steps_x[index] if index < len(steps_x) else (0.0 if steps_y else width / _POINTS / max(abs(a), 0.01))
            y += steps_y[index] if index < len(steps_y) else 0.0


def _advances(text: str | None, most: int) -> list[float]:
    """Steps between characters; "g 3 5.0" stands for three steps of 5.0."""
    steps: list[float] = []
    words = (text or "").split()
    position = 0
    while position < len(words) and len(steps) < most:
        if words[position] == "g" and position + 2 < len(words):
            count = min(int(float(words[position + 1])), most)
            steps.extend([float(words[position + 2])] * count)
            position += 3
        else:
            steps.append(float(words[position]))
            position += 1
    return steps


def _rulings(item: etree._Element) -> Iterator[Ruling]:
    """Straight level and upright lines of a path object."""
    data = item.findtext("{*}AbbreviatedData") or ""
    points: list[tuple[float, float]] = []
    letter = ""
    values: list[float] = []
    for match in _PATH_PIECE.finditer(data[:200_000]):
        if match[1]:
            letter, values = match[1], []
            if letter == "C" and points:
                yield from _between(points[-1], points[0])
        else:
            values.append(float(match[2]))
            if letter in "SML" and len(values) == 2:
                point = _placed(item, values[0], values[1])
                if letter == "L" and points:
                    yield from _between(points[-1], point)
                    points.append(point)
                else:
                    points = [point]
                values = []


def _between(first: Sequence[float], second: Sequence[float]) -> Iterator[Ruling]:
    (x0, y0), (x1, y1) = first, second
    if abs(x0 - x1) <= 1.0 and abs(y0 - y1) >= 4.0:
        yield Ruling(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    elif abs(y0 - y1) <= 1.0 and abs(x0 - x1) >= 4.0:
        yield Ruling(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
