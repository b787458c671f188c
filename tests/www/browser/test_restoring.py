"""A revision with its choices by field, the last page before it, and the way back to the edition before."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.www.browser.conftest import PLAN, Site, opened, sign_in, upload
from tests.www.browser.test_every_page import SIZES, SMALL, keep_picture, serious
from tests.www.browser.test_story import revised

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def sound(page: Page, name: str) -> None:
    """The page at both sizes: readable with aids, within its width, large enough to touch."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        keep_picture(page, f"{name}-{size}")
        assert serious(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert size == "desk" or page.evaluate(SMALL) == [], name


def test_a_revision_is_confirmed_and_taken_back(chromium: Browser, site: Site, tmp_path: Path) -> None:
    paper = revised(tmp_path)
    text = paper.read_text(encoding="utf-8")
    assert text.count("3.（反馈问题4）") == 1
    paper.write_text(text.replace("整改目标：修订", "整改目标：尽快修订"), encoding="utf-8")
    with opened(chromium, site) as page:
        sign_in(page, site)
        upload(page, site, PLAN)
        page.get_by_role("link", name="确认入库").click()
        page.get_by_role("button", name="确认入库").click()
        expect(page.locator("#table")).to_be_visible()
        upload(page, site, paper)
        page.goto(f"{page.url}plan/")
        page.get_by_role("button", name="继续").click()
        page.get_by_label("问题3的目标").select_option("keep")
        sound(page, "difference-by-field")
        page.get_by_role("button", name="提交，没选的都按新稿").click()
        page.get_by_role("button", name="提交，未再列入的都移出").click()
        expect(page.get_by_label("疑点的变化")).to_contain_text("现行的第1版")
        sound(page, "confirm-revision")
        page.get_by_role("button", name="确认入库").click()
        expect(page.locator("#table")).to_contain_text("部分建筑垃圾随意倾倒")
        page.get_by_role("link", name="各个版次").click()
        sound(page, "editions")
        page.get_by_role("link", name="恢复这一版").click()
        sound(page, "restore")
        page.get_by_label("理由").fill("修订稿还没有定稿")
        page.get_by_role("button", name="恢复第1版").click()
        expect(page.locator("#table")).not_to_contain_text("部分建筑垃圾随意倾倒")
        expect(page.locator("h1 + p")).to_contain_text("第3版")
        page.get_by_role("link", name="各个版次").click()
        expect(page.locator("tbody")).to_contain_text("恢复第1版：修订稿还没有定稿")
    assert site.complaints == []
