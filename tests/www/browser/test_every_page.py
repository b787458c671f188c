"""Every page on a desk and in a hand: usable with a reader's aids, within its width, large enough to touch."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.www.browser.conftest import PLAN, Site, opened, refused_by_policy, sign_in, upload
from tests.www.browser.test_story import revised

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "home": "/",
    "upload": "/upload/",
    "upload-revision": "/upload/?revises=1",
    "readings": "/readings/",
    "review": "{review}",
    "correct": "{review}f1/goal/",
    "units": "{review}f1/units/",
    "split": "{review}f1/split/",
    "merge": "{review}f1/merge/",
    "drop": "{review}f1/drop/",
    "add": "{review}add/?line=22&line=23",
    "history": "{review}history/",
    "deadline": "{review}f1/deadline/",
    "health": "{review}health/",
    "link": "{review}plan/",
    "difference": "{review}difference/",
    "confirm": "{review}confirm/",
    "discard": "{review}discard/",
    "plans": "/plans/",
    "ledger": "/plans/1/",
    "editions": "/plans/1/editions/",
    "restore-current": "/plans/1/editions/1/restore/",
    "ledger-health": "/plans/1/health/",
    "ledger-source": "/plans/1/source/",
    "finding": "/findings/13/",
    "finding-source": "/findings/13/source/",
    "not-found": "/nothing-here/",
    "dead-link": "/sign-in/nothing-here/",
}
SIZES = {"desk": (1366, 768), "hand": (390, 844)}
# Words in running text need no 44 px; everything that stands alone does.
SMALL = """() => {
    const inputs = 'input:not([type=hidden], [type=checkbox], [type=radio])';
    const inText = 'p button, span button, .who button';
    return [...document.querySelectorAll(`button, select, ${inputs}, nav a, .main-act, .row .change`)]
        .filter(one => one.checkVisibility() && !one.closest('.says') && !one.matches(inText))
        .filter(one => getComputedStyle(one).clipPath === 'none')
        .filter(one => one.getBoundingClientRect().height < 43.5)
        .map(one => one.outerHTML.slice(0, 90));
}"""


@pytest.fixture(scope="module")
def pages(chromium: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A confirmed plan and a revision of it that waits, so that every page has something to show."""
    with opened(chromium, site) as page:
        sign_in(page, site)
        upload(page, site, PLAN)
        page.get_by_role("link", name="确认入库").click()
        page.get_by_role("button", name="确认入库").click()
        expect(page.locator("#table")).to_be_visible()
        upload(page, site, revised(tmp_path_factory.mktemp("papers")))
        review = page.url.removeprefix(site.origin)
        page.goto(f"{page.url}plan/")
        page.get_by_role("button", name="继续").click()
        page.locator(".differences").wait_for()
    return {name: path.format(review=review) for name, path in PAGES.items()}


@pytest.mark.parametrize("size", SIZES)
def test_every_page_can_be_used_by_everybody(chromium: Browser, site: Site, pages: dict[str, str], size: str) -> None:
    with opened(chromium, site, width=SIZES[size][0], height=SIZES[size][1]) as page:
        for name, path in pages.items():
            page.goto(f"{site.origin}{path}")
            keep_picture(page, f"{name}-{size}")
            assert serious(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], name
            assert size == "desk" or page.evaluate(SMALL) == [], name
            assert refused_by_policy(page) == [], name
    assert [one for one in site.complaints if "nothing-here" not in one] == []


def test_a_long_address_in_a_finding_stays_within_the_page(
    chromium: Browser, site: Site, pages: dict[str, str], tmp_path: Path
) -> None:
    address = f"www.{'abcdefghij' * 15}"
    text = PLAN.with_suffix(".txt").read_text(encoding="utf-8").replace("晋城市城区", "远山县")
    text = text.replace("金驹热电", f"金驹热电（{address}）").replace("整改目标：", f"整改目标：见{address}。", 3)
    (tmp_path / "网址.txt").write_text(text, encoding="utf-8")
    with opened(chromium, site) as page:
        upload(page, site, tmp_path / "网址.txt")
        review = page.url
        for width, height in SIZES.values():
            page.set_viewport_size({"width": width, "height": height})
            for rest in ("", "f1/goal/", "f1/merge/", "health/", "confirm/"):
                page.goto(f"{review}{rest}")
                expect(page.locator("main")).to_be_visible()
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (rest, width)
        page.goto(f"{review}confirm/")
        page.get_by_role("button", name="确认入库").click()
        page.get_by_role("link", name="金驹热电").first.click()
        for width, height in SIZES.values():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_is_kept_in_the_browser(chromium: Browser, site: Site, pages: dict[str, str]) -> None:
    with opened(chromium, site) as page:
        for path in (pages["review"], pages["ledger"], pages["finding"]):
            page.goto(f"{site.origin}{path}")
            page.keyboard.press("j")
        page.goto(f"{site.origin}{pages['ledger']}")
        page.locator("#find").fill("矿山")
        expect(page.locator("#table")).to_contain_text("筛出")
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert kept == "[{},{}]"


def test_bad_files_get_a_sentence_each_and_good_ones_are_read(
    chromium: Browser, site: Site, pages: dict[str, str], tmp_path: Path
) -> None:
    bad = {
        "空.docx": b"",
        "乱.docx": bytes(range(1, 256)) * 9,
        "假.pdf": b"%PDF-1.7 broken",
        "图.png": b"\x89PNG\r\n\x1a\n" + b"0" * 99,
    }
    fields = ["整改目标：清理完毕。", "整改措施：县水利局清理。", "责任单位：县水利局", "整改期限：2024年6月底"]
    good = "\n".join(["一、整改任务", "1.河道垃圾堆放。", *fields])
    for name, content in (bad | {"好.txt": good.encode()}).items():
        (tmp_path / name).write_bytes(content)
    with opened(chromium, site) as page:
        page.goto(f"{site.origin}/upload/")
        page.locator("#files").set_input_files([tmp_path / name for name in [*bad, "好.txt"]])
        expect(page.locator("li.outcome")).to_have_count(len(bad) + 1, timeout=30_000)
        for name in bad:
            told = page.locator("li.outcome", has_text=name)
            expect(told).to_contain_text("没有读成")
            assert re.search(r"[。；，]", told.inner_text())
        expect(page.locator("li.outcome", has_text="好.txt")).to_contain_text("已识别")


def test_the_whole_way_works_without_script(
    chromium: Browser, site: Site, pages: dict[str, str], tmp_path: Path
) -> None:
    paper = tmp_path / "另一份.txt"
    paper.write_text(
        PLAN.with_suffix(".txt").read_text(encoding="utf-8").replace("晋城市城区", "云岭县"), encoding="utf-8"
    )
    with opened(chromium, site, script=False) as page:
        page.goto(f"{site.origin}/upload/")
        page.locator("#files").set_input_files(paper)
        page.get_by_role("button", name="上传并识别").click()
        page.locator("li.outcome").get_by_role("link").click()
        page.locator("#f2-goal-row").get_by_role("link", name="改目标").click()
        page.locator("textarea").fill("换一个目标。")
        page.get_by_role("button", name="改好").click()
        expect(page.locator("#f2-goal")).to_have_text("换一个目标。")
        page.locator("#f5").get_by_role("link", name="与下一个合并").click()
        page.get_by_role("button", name="合并").click()
        expect(page.locator("[data-finding]")).to_have_count(16)
        page.get_by_role("link", name="确认入库").click()
        page.get_by_role("button", name="确认入库").click()
        page.get_by_label("查找").fill("秸秆")
        page.get_by_role("button", name="筛选").click()
        expect(page.locator("tbody th.problem")).to_have_count(1)


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in ("serious", "critical")
    ]


def keep_picture(page: Page, name: str) -> None:
    """Pictures for looking at, where ZHENGGAI_SHOTS names a folder."""
    if folder := os.environ.get("ZHENGGAI_SHOTS"):
        # As tall as the page, so that what sticks to the window's edge covers nothing in the picture.
        width, height = page.evaluate("[innerWidth, innerHeight]")
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
        page.screenshot(path=Path(folder) / f"{name}.png")
        page.set_viewport_size({"width": width, "height": height})
