"""A list of hundreds of findings in a real browser: jumps lead into the part that holds their end, with and without
script; and whoever has to wait with a file sees so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.www.browser.conftest import PLAN, Site, enter, opened, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

N = 200
CURRENT = re.compile("current")
FLASH = re.compile("flash")
WAITING = '<li class="outcome refused" data-again><span class="file">plan.docx</span></li>'


@pytest.fixture(scope="module")
def address(chromium: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The review of a ledger of 200 rows: four parts."""
    book = openpyxl.Workbook()
    book.active.append(["序号", "反馈问题", "整改目标", "整改措施", "责任单位", "整改时限"])
    for i in range(1, N + 1):
        deed = f"清运第{i}号点位的垃圾并复绿。"
        book.active.append([i, f"第{i}号点位堆放垃圾。", f"第{i}号点位恢复原状。", deed, "县水利局", "2030年6月底"])
    path = tmp_path_factory.mktemp("long") / "长清单.xlsx"
    book.save(path)
    with opened(chromium, site) as page:
        enter(page, site)
        upload(page, site, path)
        yield page.url


def shown(page: Page) -> list[str]:
    return page.locator("[data-finding]").evaluate_all("all => [all[0].id, all.at(-1).id]")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_the_parts_lead_to_each_other(chromium: Browser, site: Site, address: str, script: bool) -> None:
    with opened(chromium, site, script=script) as page:
        page.goto(address)
        page.get_by_role("link", name="后一部分").first.click()
        page.wait_for_url(re.compile("at=f61"))
        assert shown(page) == ["f61", "f120"]
        page.get_by_label("到第").fill("200")
        page.get_by_role("button", name="去", exact=True).click()
        page.wait_for_url(re.compile("nth=200"))
        assert shown(page) == ["f181", "f200"]
    assert site.complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_marked_words_lead_to_their_field_in_another_part(
    chromium: Browser, site: Site, address: str, script: bool
) -> None:
    with opened(chromium, site, script=script) as page:
        page.goto(f"{address}?at=f150&line=7#l7")
        page.get_by_role("link", name="第1号点位恢复原状。").click()
        page.wait_for_url(re.compile("at=f1#f1-goal"))
        expect(page.locator("#f1-goal")).to_be_in_viewport()
        expect(page.get_by_role("link", name="第1号点位恢复原状。")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_a_field_leads_to_its_passage_in_another_part_of_the_paper(
    chromium: Browser, site: Site, address: str, width: int, height: int
) -> None:
    with opened(chromium, site, width=width, height=height) as page:
        page.goto(f"{address}?at=f150&line=7")
        page.locator("#f150-goal").click()
        page.wait_for_url(re.compile("at=f150&line="))
        passage = page.get_by_role("link", name="第150号点位恢复原状。")
        expect(passage).to_be_in_viewport()
        expect(page.locator("#f150")).to_have_class(CURRENT)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address}?at=f150#f150")
        page.locator("#f150-goal").click()  # on the page already: nothing is loaded
        expect(passage).to_have_class(FLASH)
    assert site.complaints == []


def test_keys_go_on_into_the_next_part_and_back(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site) as page:
        page.goto(f"{address}?at=f60#f60")
        expect(page.locator("#f60")).to_have_class(CURRENT)
        page.keyboard.press("j")
        page.wait_for_url(re.compile("at=f61"))
        expect(page.locator("#f61")).to_have_class(CURRENT)
        page.keyboard.press("k")
        page.wait_for_url(re.compile("at=f1#f1"))


def test_a_correction_in_a_later_part_stays_there(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site) as page:
        page.goto(f"{address}?at=f130#f130")
        page.locator("#f130-goal-row a.change").click()
        page.locator("#f130-goal-row textarea").fill("点位复绿。")
        page.locator("#f130-goal-row").get_by_role("button", name="改好").click()
        expect(page.locator("#f130-goal")).to_have_text("点位复绿。")
        assert shown(page) == ["f121", "f180"]
        expect(page.locator("#f130")).to_have_class(CURRENT)
    assert site.complaints == []


def test_whoever_waits_is_told_so_and_the_page_asks_until_it_is_their_turn(chromium: Browser, site: Site) -> None:
    asked: list[str] = []

    def others_first(route: Route) -> None:
        if route.request.method != "POST" or asked:
            route.continue_()
            return
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=WAITING)

    with opened(chromium, site) as page:
        enter(page, site)
        page.goto(f"{site.origin}/upload/")
        page.route("**/upload/", others_first)
        page.locator("#files").set_input_files(Path(PLAN))
        expect(page.locator(".uploads .state")).to_contain_text("前面还有文件正在识别，轮到时会自动开始")
        page.wait_for_url(re.compile(r"/readings/\d+/$"))
        assert len(asked) == 1
