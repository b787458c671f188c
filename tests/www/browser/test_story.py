"""A clerk's first hour: the plan in, looked over, corrected, confirmed; the ledger out and in again; a revision."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.www.browser.conftest import PLAN, Site, opened, refused_by_policy, sign_in, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_a_plan_to_a_checked_ledger_and_its_revision(chromium: Browser, site: Site, tmp_path: Path) -> None:
    with opened(chromium, site) as page:
        sign_in(page, site)
        upload(page, site, PLAN)
        a_field_and_its_passage_find_each_other(page)
        a_field_is_corrected_in_place(page)
        findings_are_merged_split_added_and_taken_out(page)
        a_keyboard_is_enough(page)
        workbook = the_ledger_is_confirmed_narrowed_and_exported(page, tmp_path)
        the_export_comes_back_without_difference(page, site, workbook)
        a_revision_is_decided_line_by_line(page, site, revised(tmp_path))
        assert refused_by_policy(page) == []
    assert site.complaints == []


def a_field_and_its_passage_find_each_other(page: Page) -> None:
    expect(page.locator("[data-finding]")).to_have_count(17)
    page.locator("#f13-goal").click()
    passage = page.locator('a[data-for="f13-goal"]')
    expect(passage).to_have_class(re.compile("flash"))
    expect(passage).to_be_in_viewport()
    page.locator('a[data-for="f15-problem"]').first.click()
    expect(page.locator("#f15-problem")).to_be_in_viewport()
    expect(page.locator("#f15")).to_have_class(re.compile("current"))
    expect(page.locator("#f13 .light.good")).to_be_visible()
    expect(page.locator("#f13")).to_contain_text("21.6 + 5.57 = 27.17")


def a_field_is_corrected_in_place(page: Page) -> None:
    page.locator("#f13-goal").click()
    page.keyboard.press("Enter")
    page.locator("#f13 textarea").fill("全面完成20个历史遗留矿山图斑的治理任务。")
    page.locator("#f13 .panel").get_by_role("button", name="改好").click()
    expect(page.locator("#f13-goal")).to_have_text("全面完成20个历史遗留矿山图斑的治理任务。")
    expect(page.locator("#f13-goal-row")).to_contain_text("原识别：完成20个历史遗留矿山图斑的治理任务。")
    expect(page.locator("#f13")).to_have_class(re.compile("current"))


def findings_are_merged_split_added_and_taken_out(page: Page) -> None:
    act(page, "f16", "与下一个合并", "合并")
    expect(page.locator("[data-finding]")).to_have_count(16)
    page.locator("#f1").hover()
    page.locator("#f1").get_by_role("link", name="拆开").click()
    page.locator("#f1 .panel input[name=measures]").nth(1).check()
    page.locator("#f1 .panel").get_by_role("button", name="拆成两个").click()
    expect(page.locator("[data-finding]")).to_have_count(17)
    page.get_by_role("button", name="从原文里选段补录").click()
    page.locator(".line", has_text="半年内集中解决一批突出问题").locator(".pick").check()
    page.get_by_role("button", name="补录", exact=True).click()
    expect(page.locator("textarea[name=problem]")).to_have_value(re.compile("半年内集中解决一批突出问题"))
    page.get_by_role("button", name="加进清单").click()
    expect(page.locator("[data-finding]")).to_have_count(18)
    last = page.locator("[data-finding]", has_text="半年内集中解决一批突出问题").first.get_attribute("id")
    page.locator(f"#{last}").hover()
    page.locator(f"#{last}").get_by_role("link", name="不是问题").click()
    page.locator(f"#{last} input[name=reason]").fill("这是方案正文里的要求")
    page.locator(f"#{last}").get_by_role("button", name="从清单中去掉").click()
    expect(page.locator("[data-finding]")).to_have_count(17)


def a_keyboard_is_enough(page: Page) -> None:
    page.locator("#main").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("[data-finding]").first).to_have_class(re.compile("current"))
    page.keyboard.press("Enter")
    expect(page.locator("#f1 [data-field]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#f1 .panel textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#f1 .panel textarea")).to_have_count(0)


def the_ledger_is_confirmed_narrowed_and_exported(page: Page, folder: Path) -> Path:
    page.get_by_role("link", name="确认入库").click()
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator("tbody th.problem")).to_have_count(17)
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("矿山")
    expect(page.locator("#table")).to_contain_text(re.compile("筛出 [4-7] 个"))
    assert "q=" in page.url
    page.get_by_role("link", name="看全部").click()
    page.get_by_label("时限").select_option("ongoing")
    expect(page.locator("tbody th.problem")).to_have_count(3)
    page.goto(page.url.split("?")[0])
    page.locator("thead").get_by_role("link", name="期限").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("期限")
    expect(page.locator("tbody td.day").first).to_have_text("2024-06-30")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出全部（Excel）").click()
    workbook = folder / "ledger.xlsx"
    download.value.save_as(workbook)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.read_bytes())).active
    assert sheet is not None
    assert sheet.max_row == 17 + 2  # title and head
    return workbook


def the_export_comes_back_without_difference(page: Page, site: Site, workbook: Path) -> None:
    page.goto(f"{site.origin}/upload/")
    page.locator("#files").set_input_files(workbook)
    expect(page.locator(".outcome")).to_contain_text("没有差异")


def a_revision_is_decided_line_by_line(page: Page, site: Site, paper: Path) -> None:
    upload(page, site, paper)
    page.get_by_role("link", name="像是已入库方案的修订稿").click()
    page.get_by_role("button", name="继续").click()
    expect(page.locator(".differences")).to_contain_text("新增")
    expect(page.locator(".differences")).to_contain_text("未再列入")
    expect(page.locator(".differences del", has_text="6")).to_be_visible()
    expect(page.locator(".differences ins", has_text="9").first).to_be_visible()
    for line in page.locator(".decide").all():
        line.get_by_role("radio").first.check()
    page.get_by_role("button", name="提交这些取舍").click()
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator("main")).to_contain_text("第2版")
    expect(page.locator("#table")).to_contain_text("建筑垃圾")
    expect(page.locator("#table")).not_to_contain_text("露天焚烧秸秆")


def revised(folder: Path) -> Path:
    """The sample plan as it might have been issued: one deadline moved, one finding left out, one new."""
    text = PLAN.with_suffix(".txt").read_text(encoding="utf-8").replace("（征求意见稿）", "")
    text = text.replace("整改期限：2024年6月底", "整改期限：2024年9月底")
    text = re.sub(r"12\.（反馈问题31）.*?(?=五、生态修复)", "", text, flags=re.DOTALL)
    fields = [
        "整改目标：清理3处倾倒点。",
        "整改措施：",
        "区城管局排查清理。",
        "责任单位：区城管局",
        "责 任 人：责任单位主要负责同志",
    ]
    text += "\n\n".join(["\n18.（反馈问题41）：部分建筑垃圾随意倾倒。", *fields, "整改期限：2024年12月底\n"])
    paper = folder / "修订稿.txt"
    paper.write_text(text, encoding="utf-8")
    return paper


def act(page: Page, key: str, link: str, button: str) -> None:
    finding = page.locator(f"#{key}")
    finding.hover()
    finding.get_by_role("link", name=link).click()
    finding.locator(".panel").get_by_role("button", name=button).click()
