"""PDF with a text layer.

Works on pdfium's characters and ruling lines directly; the general table finders are ten times slower and do not know
that a row may go on after the page break.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from zhenggai.core.source import Source
from zhenggai.documents import limits
from zhenggai.documents.formats.building import SourceBuilder
from zhenggai.documents.formats.page_flow import write_pages
from zhenggai.documents.formats.page_parts import Page
from zhenggai.documents.formats.pdf_page import read_page
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.sniffing import MEDIA_TYPES, Kind


def open_pdf(data: bytes, name: str, member: str | None = None) -> Source:
    """The source of a PDF. Raises UnreadableDocument: damaged, encrypted, a scan without text."""
    builder = SourceBuilder(name, data, MEDIA_TYPES[Kind.PDF], member)
    write_pages(_pages(data), builder)
    return builder.build()


def _pages(data: bytes) -> list[Page]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise refusal("encrypted" if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else "damaged")
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise refusal("damaged")
        if count > limits.MAX_PAGES:
            raise refusal("too_many_pages")
        return [_read(document, index) for index in range(count)]
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read(document: Any, index: int) -> Page:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise refusal("damaged", f"第{index + 1}页无法读取，")
    try:
        return read_page(page, index + 1)
    finally:
        pdfium.FPDF_ClosePage(page)
