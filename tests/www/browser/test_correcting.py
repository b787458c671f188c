"""Every kind of field is corrected in the page, a notice is answered, files are dropped in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.www.browser.conftest import PLAN, Site, enter, opened, refused_by_policy, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FIELDS = ["整改目标：清理完毕。", "整改措施：县水利局清理。", "责任单位：县水利局", "整改期限：2024年6月底"]
TRANSFER = """papers => {
    const transfer = new DataTransfer();
    for (const [name, text] of papers) transfer.items.add(new File([text], name, { type: "text/plain" }));
    return transfer;
}"""
CORRECTED = {
    "problem": "采煤沉陷区治理进展缓慢。",
    "goal": "全面完成治理。",
    "person": "区自然资源局主要负责同志",
    "deadline": "2025年6月底，长期坚持",
}
LISTS = {"headings": ["生态修复不到位", "矿山治理滞后"], "measures": ["建立台账。", "每月调度。", "年底验收。"]}


def test_every_kind_of_field_is_corrected_in_place(chromium: Browser, site: Site) -> None:
    with opened(chromium, site) as page:
        enter(page, site)
        upload(page, site, PLAN)
        for name, text in CORRECTED.items():
            told(page, name, text)
            expect(page.locator(f"#f13-{name}")).to_contain_text(text)
        expect(page.locator("#f13-deadline")).to_contain_text("2025-06-30 · 长期坚持")
        for name, texts in LISTS.items():
            told(page, name, "\n".join(texts))
            expect(page.locator(f"#f13-{name}-row .item")).to_have_text(texts)
        units_are_told_by_role(page)
        numbers_are_told(page)
        the_document_itself_is_told(page)
        page.reload()
        expect(page.locator("#f13-goal")).to_have_text(CORRECTED["goal"])
        expect(page.locator("#f13-units-row .before")).to_contain_text("原识别：")
        assert refused_by_policy(page) == []
    assert site.complaints == []


def told(page: Page, name: str, text: str) -> None:
    """A field of finding 13 as a person says it is."""
    row = page.locator(f"#f13-{name}-row")
    row.hover()
    row.locator("a.change").click()
    row.locator("textarea").fill(text)
    row.get_by_role("button", name="改好").click()
    expect(row.locator("textarea")).to_have_count(0)


def units_are_told_by_role(page: Page) -> None:
    row = page.locator("#f13-units-row")
    row.hover()
    row.locator("a.change").click()
    row.get_by_label("牵头").fill("区自然资源局")
    row.get_by_label("责任").fill("北石店镇\n西上庄街道办事处")
    row.get_by_label("验收").fill("区环委办")
    row.get_by_role("button", name="改好").click()
    expected = ["牵头区自然资源局", "北石店镇", "西上庄街道办事处", "验收区环委办"]
    expect(row.locator(".item")).to_have_text(expected)


def numbers_are_told(page: Page) -> None:
    for link, value in (("改序号", "13-1"), ("改反馈编号", "77")):
        finding = page.locator("#f13")
        finding.locator("header").hover()
        finding.get_by_role("link", name=link).click()
        finding.locator("input[name=value]").fill(value)
        finding.get_by_role("button", name="改好").click()
        expect(finding.locator("h2")).to_contain_text(value)


def the_document_itself_is_told(page: Page) -> None:
    about(page, "标题").locator("textarea").fill("城区整改方案")
    saved(page)
    expect(page.locator("h1")).to_have_text("城区整改方案")
    about(page, "印发日期").locator("input[type=date]").fill("2024-04-01")
    saved(page)
    expect(page.locator("#about")).to_contain_text("2024-04-01")
    about(page, "稿次").locator("select").select_option("issued")
    saved(page)
    expect(page.locator("#about")).to_contain_text("正式稿")


def about(page: Page, label: str) -> Locator:
    """The panel of a field of the document itself."""
    section = page.locator("#about")
    if section.locator("details:not([open])").count():
        section.locator("summary").click()
    row = section.locator(".row", has=page.locator("dt", has_text=label))
    row.hover()
    row.locator("a.change").click()
    return row.locator(".panel")


def saved(page: Page) -> None:
    page.locator("#about").get_by_role("button", name="改好").click()
    expect(page.locator("#about .panel form")).to_have_count(0)


def test_a_notice_is_answered_beside_its_finding(chromium: Browser, site: Site, tmp_path: Path) -> None:
    paper = tmp_path / "没有年份.txt"
    fields = [*FIELDS[:-1], "整改期限：6月底"]
    paper.write_text("\n".join(["一、整改任务", "1.河道垃圾堆放。", *fields]), encoding="utf-8")
    with opened(chromium, site) as page:
        enter(page, site)
        upload(page, site, paper)
        notice = page.locator(".remark", has=page.get_by_role("link", name="写意见"), has_text="年份").first
        words = notice.locator(".what").inner_text().split("\n")[0]
        notice.get_by_role("link", name="写意见").click()
        notice.get_by_label("已处理，说明如下").check()
        notice.get_by_role("button", name="记下").click()
        expect(page.locator("#says")).to_contain_text("请写明")
        notice.get_by_label("处理意见").fill("已向起草单位核实，是2024年。")
        notice.get_by_role("button", name="记下").click()
        answered = page.locator(".remark.answered", has_text=words[:12]).first
        expect(answered).to_contain_text("处理：已向起草单位核实，是2024年。")
        expect(page.locator("#says")).to_be_empty()


def test_files_are_dropped_into_the_field(chromium: Browser, site: Site) -> None:
    papers = [[f"拖放{i}.txt", "\n".join(["一、整改任务", f"1.第{i}条河道垃圾堆放。", *FIELDS])] for i in (1, 2)] + [
        ["空白.txt", ""]
    ]
    with opened(chromium, site) as page:
        enter(page, site)
        page.goto(f"{site.origin}/upload/")
        transfer = page.evaluate_handle(TRANSFER, papers)
        page.dispatch_event("[data-upload]", "dragover", {"dataTransfer": transfer})
        expect(page.locator("[data-upload].over")).to_be_visible()
        page.dispatch_event("[data-upload]", "drop", {"dataTransfer": transfer})
        expect(page.locator("[data-upload].over")).to_have_count(0)
        expect(page.locator("li.outcome")).to_have_count(3, timeout=30_000)
        for i in (1, 2):
            expect(page.locator("li.outcome", has_text=f"拖放{i}.txt")).to_contain_text("已识别")
        expect(page.locator("li.outcome", has_text="空白.txt")).to_contain_text("没有读成")
        assert refused_by_policy(page) == []
