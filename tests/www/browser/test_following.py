"""After every correction the source follows: what is marked, and where a click leads, agree with what stands now."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.www.browser.conftest import PLAN, Site, enter, opened, refused_by_policy, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SHORTENED = "历史遗留矿山图斑46个"
TYPED = "全部图斑在年底以前完成治理并通过验收。"
CURRENT = re.compile("current")
FLASH = re.compile("flash")


@pytest.fixture(scope="module")
def address(chromium: Browser, site: Site) -> Iterator[str]:
    """The review of the sample plan."""
    with opened(chromium, site) as page:
        enter(page, site)
        upload(page, site, PLAN)
        yield page.url


def correct(page: Page, row: str, text: str) -> None:
    page.locator(f"#{row}-row a.change").click()
    page.locator(f"#{row}-row textarea").fill(text)
    page.locator(f"#{row}-row").get_by_role("button", name="改好").click()


def marked(page: Page, field: str) -> list[str]:
    """What is marked in the source for a field."""
    return page.locator(f'#source [data-for~="{field}"]').all_inner_texts()


def test_a_shortened_text_marks_its_own_words_and_brings_them_into_view(
    chromium: Browser, site: Site, address: str
) -> None:
    with opened(chromium, site) as page:
        page.goto(address)
        correct(page, "f13-problem", SHORTENED)
        expect(page.locator("#f13-problem")).to_have_text(SHORTENED)
        passage = page.locator('[data-for~="f13-problem"]')
        expect(passage).to_have_text([SHORTENED])
        expect(passage).to_be_in_viewport()
        expect(page.locator("#f13")).to_have_class(CURRENT)
        page.locator("#f1-goal").click()
        page.locator('[data-for~="f13-problem"]').click()
        expect(page.locator("#f13")).to_have_class(CURRENT)
        page.locator("#f13-problem").click()
        expect(passage).to_have_class(FLASH)


def test_a_typed_text_still_leads_to_where_it_was_read(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site) as page:
        page.goto(address)
        before = marked(page, "f14-goal")
        correct(page, "f14-goal", TYPED)
        expect(page.locator("#f14-goal")).to_have_text(TYPED)
        assert marked(page, "f14-goal") == before != []


def test_a_merged_finding_leads_to_the_passages_of_both_and_back(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site) as page:
        page.goto(address)
        both = marked(page, "f16-person") + marked(page, "f17-person")
        page.locator("#f16").get_by_role("link", name="与下一个合并").click()
        page.locator("#f16 .panel").get_by_role("button", name="合并").click()
        expect(page.locator("#f17")).to_have_count(0)
        assert marked(page, "f16-person") == both
        expect(page.locator('[data-for^="f16-problem"]').first).to_be_in_viewport()
        page.locator('[data-for~="f16-person"]').last.click()
        expect(page.locator("#f16")).to_have_class(CURRENT)
        page.get_by_role("button", name="撤销上一步").click()
        expect(page.locator("#f17")).to_have_count(1)
        assert marked(page, "f17-person") == both[len(both) // 2 :]


def test_words_that_two_findings_share_lead_to_the_one_at_hand(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site) as page:
        page.goto(address)
        page.locator("#f1").get_by_role("link", name="拆开").click()
        page.locator("#f1 .panel").get_by_label("新问题的序号").fill("1-1")
        page.locator("#f1 .panel").get_by_role("button", name="拆成两个").click()
        second = page.locator("[data-finding]", has=page.locator("h2", has_text="问题1-1"))
        expect(second).to_have_count(1)
        key = second.get_attribute("id")
        for finding in ("f1", key):
            page.locator(f"#{finding}-person").click()
            expect(page.locator(f'[data-for~="{finding}-person"]')).to_have_class(FLASH)
            page.locator('[data-for~="f1-person"]').click()
            expect(page.locator(f"#{finding}-person")).to_be_focused()
        assert refused_by_policy(page) == []


def test_what_can_be_changed_is_seen_without_pointing_at_it(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site) as page:
        page.goto(address)
        hidden = page.locator(".finding :is(.change, .tools)").evaluate_all(
            "all => all.filter(one => getComputedStyle(one).opacity !== '1').length"
        )
        assert hidden == 0


def test_who_was_overtaken_finds_the_typed_text_again(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site) as slow, opened(chromium, site) as quick:
        slow.goto(address)
        slow.locator("#f2-goal-row a.change").click()
        slow.locator("#f2-goal-row textarea").fill("打了很久的一段话。")
        quick.goto(address)
        correct(quick, "f3-goal", "别人改的。")
        expect(quick.locator("#f3-goal")).to_have_text("别人改的。")
        slow.locator("#f2-goal-row").get_by_role("button", name="改好").click()
        expect(slow.locator("#says")).to_contain_text("您填写的还在")
        expect(slow.locator("#f3-goal")).to_have_text("别人改的。")
        expect(slow.locator("#f2-goal-row textarea")).to_have_value("打了很久的一段话。")
        slow.locator("#f2-goal-row").get_by_role("button", name="改好").click()
        expect(slow.locator("#f2-goal")).to_have_text("打了很久的一段话。")


def test_who_was_overtaken_without_script_finds_it_too(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site, script=False) as slow, opened(chromium, site) as quick:
        slow.goto(f"{address}f4/goal/")
        slow.locator("textarea").fill("没有脚本时打的字。")
        quick.goto(address)
        correct(quick, "f5-goal", "又是别人改的。")
        expect(quick.locator("#f5-goal")).to_have_text("又是别人改的。")
        slow.get_by_role("button", name="改好").click()
        expect(slow.get_by_role("heading", name="有人先改了一步")).to_be_visible()
        expect(slow.get_by_role("textbox", name="内容")).to_have_value("没有脚本时打的字。")
        slow.get_by_role("link", name="重新打开表单").click()
        expect(slow.locator("textarea")).to_be_visible()


def test_a_paragraph_is_ticked_by_touching_it_anywhere(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site, width=390, height=844) as page:
        page.goto(address)
        page.get_by_role("button", name="原文").click()
        page.get_by_role("button", name="从原文里选段补录").click()
        line = page.locator(".line.marked", has_text="整改目标").first
        line.locator("a.m").first.click()
        expect(line.locator(".pick")).to_be_checked()
        line.locator("a.m").first.click()
        expect(line.locator(".pick")).not_to_be_checked()
        expect(page.locator("#source")).to_be_visible()


def test_paragraphs_can_be_ticked_without_script(chromium: Browser, site: Site, address: str) -> None:
    with opened(chromium, site, script=False) as page:
        page.goto(address)
        page.locator(".line", has_text="半年内集中解决一批突出问题").locator(".pick").check()
        page.get_by_role("button", name="补录", exact=True).click()
        expect(page.locator("textarea[name=problem]")).to_have_value(re.compile("半年内集中解决一批突出问题"))
        expect(page.locator("select[name=after]")).to_have_value("first")
