"""What was filled in and is not saved is not lost without a question; a form opened as a page leads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.www.browser.conftest import Site, enter, opened, refused_by_policy, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FIELDS = ["整改目标：清理完毕。", "整改措施：县水利局清理。", "责任单位：县水利局", "整改期限：2024年6月底"]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / f"{tmp_path.name}.txt"
    problem = f"1.河道{tmp_path.name}垃圾堆放。"
    path.write_text("\n".join(["一、整改任务", problem, *FIELDS]), encoding="utf-8")
    return path


def test_leaving_with_unsaved_text_is_asked_first(chromium: Browser, site: Site, paper: Path) -> None:
    asked: list[str] = []
    answer = {"stay": True}

    def on_dialog(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss() if answer["stay"] else dialog.accept()

    with opened(chromium, site) as page:
        page.on("dialog", on_dialog)
        enter(page, site)
        upload(page, site, paper)
        home = page.locator("nav").get_by_role("link", name="首页")
        field(page, "goal").press_sequentially("不想丢的字")
        home.click(no_wait_after=True)
        expect(page.locator("#f1-goal-row textarea")).to_have_value("清理完毕。不想丢的字")
        assert asked == ["beforeunload"]
        page.locator("#f1-goal-row textarea").press("Escape")
        expect(page.locator("#f1-goal-row textarea")).to_have_value("清理完毕。不想丢的字")
        assert asked == ["beforeunload", "confirm"]
        page.locator("#f1-goal-row").get_by_role("button", name="改好").click()
        expect(page.locator("#f1-goal")).to_have_text("清理完毕。不想丢的字")
        field(page, "person").press_sequentially("要丢的字")
        answer["stay"] = False
        home.click()
        page.get_by_role("heading", name="接下来做什么？").wait_for()
        assert asked == ["beforeunload", "confirm", "beforeunload"]
        assert refused_by_policy(page) == []
    assert site.complaints == []


def test_saving_one_form_keeps_what_is_typed_into_another(chromium: Browser, site: Site, paper: Path) -> None:
    with opened(chromium, site) as page:
        enter(page, site)
        upload(page, site, paper)
        field(page, "person").fill("县水利局局长")
        field(page, "goal").fill("全部清理完毕。")
        page.locator("#f1-goal-row").get_by_role("button", name="改好").click()
        expect(page.locator("#f1-goal")).to_have_text("全部清理完毕。")
        expect(page.locator("#f1-goal-row textarea")).to_have_count(0)
        expect(page.locator("#f1-person-row textarea")).to_have_value("县水利局局长")
        page.locator("#f1-person-row").get_by_role("button", name="改好").click()
        expect(page.locator("#f1-person")).to_have_text("县水利局局长")


def test_a_form_opened_as_a_page_saves_and_leads_back(chromium: Browser, site: Site, paper: Path) -> None:
    with opened(chromium, site) as page:
        enter(page, site)
        upload(page, site, paper)
        page.goto(f"{page.url}f1/units/")
        page.get_by_label("责任").fill("县水利局;县住建局,县公安局")
        page.get_by_role("button", name="改好").click()
        page.wait_for_url("**/readings/*/#f1")
        expect(page.locator("#says")).to_contain_text("已保存。填写的内容记作 3 个单位")
        expect(page.locator("#f1-units-row .item")).to_have_text(["县水利局", "县住建局", "县公安局"])
    assert site.complaints == []


def field(page: Page, name: str) -> Locator:
    """The open form of a field of the only finding."""
    row = page.locator(f"#f1-{name}-row")
    row.hover()
    row.locator("a.change").click()
    text = row.locator("textarea")
    text.wait_for()
    text.press("End")
    return text
