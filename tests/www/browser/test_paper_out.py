"""What is printed, and what can be looked up again after confirming."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.www.browser.conftest import PLAN, Site, enter, opened, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCREEN_ONLY = ".top, .filters, .acts, .change, .tools, .switch, .pick-help, .foot"
A4 = (595, 842)  # points


def printed(page: Page, name: str) -> list[tuple[int, int, str]]:
    """The page on paper: width, height and text of every sheet."""
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    if folder := os.environ.get("ZHENGGAI_SHOTS"):
        (Path(folder) / f"{name}.pdf").write_bytes(content)
    sheets = pypdfium2.PdfDocument(content)
    return [(round(s.get_width()), round(s.get_height()), s.get_textpage().get_text_bounded()) for s in sheets]


def test_review_and_ledger_print_as_clean_sheets(chromium: Browser, site: Site) -> None:
    with opened(chromium, site) as page:
        enter(page, site)
        upload(page, site, PLAN)
        page.emulate_media(media="print")
        for one in page.locator(SCREEN_ONLY).all():
            expect(one).not_to_be_visible()
        sheets = printed(page, "print-review")
        assert {sheet[:2] for sheet in sheets} == {A4}
        assert 6 <= len(sheets) <= 30
        text = "".join(sheet[2] for sheet in sheets)
        assert text.count("完成20个历史遗留矿山图斑的治理任务") >= 2  # in the paper and in the list
        page.emulate_media(media="screen")
        page.get_by_role("link", name="确认入库").click()
        page.get_by_role("button", name="确认入库").click()
        page.locator("#table").wait_for()
        page.emulate_media(media="print")
        for one in page.locator(SCREEN_ONLY).all():
            expect(one).not_to_be_visible()
        sheets = printed(page, "print-ledger")
        assert {sheet[:2] for sheet in sheets} == {A4[::-1]}
        assert 1 <= len(sheets) <= 12
        assert all("序号" in sheet[2] for sheet in sheets)  # the head of the table comes again
        assert "年度实施方案获得省、市主管部门批复后" in "".join(sheet[2].replace("\r\n", "") for sheet in sheets)


def test_a_confirmed_finding_leads_back_to_its_passages(chromium: Browser, site: Site) -> None:
    with opened(chromium, site) as page:
        enter(page, site)
        page.goto(f"{site.origin}/plans/")
        page.locator("main").get_by_role("link").first.click()
        page.locator("tbody th.problem a").nth(12).click()
        problem = page.locator(".words p").nth(1).inner_text()
        page.get_by_role("link", name="看原文").click()
        marked = page.locator(".paper .m-problem")
        expect(marked.first).to_be_visible()
        assert "".join(marked.all_inner_texts()) in problem
        page.get_by_role("link", name="到第一处标注").click()
        expect(marked.first).to_be_in_viewport()
        page.get_by_role("link", name="看全部标注").click()
        page.locator(".paper a.m-goal").nth(12).click()
        expect(page.locator(".words")).to_contain_text(problem)
        assert page.locator("form.sheet-form").count() == 0
    assert site.complaints == []
