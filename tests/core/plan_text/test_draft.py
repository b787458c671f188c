"""The whole reader: what it reads does not depend on numbering, order, width and blanks, and nothing is made up."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.plan_text.written import source_of
from zhenggai.core.contract import as_contract
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.typography import fold

PROBLEMS = (
    "城区污水管网破损严重，雨污混流问题突出。",
    "工业园区集中供热滞后，分散锅炉仍有23台。",
    "饮用水源一级保护区内有违法建设3处。",
    "秸秆露天焚烧屡禁不止，2021年火点63个。",
)
FIELDS = {
    "goal": (("整改目标", "目标任务"), ("全面消除。", "全部淘汰。", "依法拆除。", "火点明显下降。")),
    "units": (("责任单位", "整改责任单位"), ("县住建局、县水利局", "园区管委会", "县水利局，城关镇", "各镇（街道）")),
    "person": (("责任人", "责 任 人"), ("县住建局局长", "管委会主任", "分管副县长", "各镇镇长")),
    "deadline": (("整改时限", "完成时限"), ("2023年12月底前", "立行立改", "2024年6月30日", "长期坚持")),
}
MEASURES = (
    ["排查管网35公里。", "修复管网12公里。"],
    ["建设热力管网。"],
    ["下达通知。", "限期拆除。", "补植复绿。"],
    ["网格化管控。"],
)
ITEM = {"1.": "{}.", "1、": "{}、", "（1）": "（{}）", "第1项": "第{}项 ", "问题1": "问题{}："}
INNER = ("（{}）", "{}．", "{})")
NUMERALS = "一二三四"


def written(order: list[str], item: str, inner: str, words: list[int], colon: str, glued: bool, numeral: bool) -> str:
    """A list of four findings in one of many looks."""
    lines = ["某县督察反馈问题整改任务清单"]
    for n, problem in enumerate(PROBLEMS):
        parts = [ITEM[item].format(NUMERALS[n] if numeral else n + 1) + problem]
        for place, name in enumerate([*order[: len(order) // 2], "measures", *order[len(order) // 2 :]]):
            if name == "measures":
                numbered = [inner.format(k + 1) + words_ for k, words_ in enumerate(MEASURES[n])]
                parts.append(f"整改措施{colon}" + ("" if len(numbered) > 1 else MEASURES[n][0]))
                parts += numbered if len(numbered) > 1 else []
            else:
                labels, values = FIELDS[name]
                parts.append(f"{labels[words[place % len(words)] % len(labels)]}{colon}{values[n]}")
        lines += ["".join(parts)] if glued else parts
    return "\n".join(lines)


looks = st.builds(
    written,
    order=st.permutations(list(FIELDS)),
    item=st.sampled_from(list(ITEM)),
    inner=st.sampled_from(INNER),
    words=st.lists(st.integers(0, 1), min_size=5, max_size=5),
    colon=st.sampled_from(["：", ":", " ：", "： "]),
    glued=st.booleans(),
    numeral=st.just(False),
)


@settings(max_examples=150, deadline=None)
@given(looks)
def test_numbering_order_of_labels_and_glue_do_not_change_the_reading(text: str) -> None:
    findings = as_contract(read_plan(source_of(text)))["findings"]
    assert [(f["number"], f["problem"]) for f in findings] == [(str(n + 1), p) for n, p in enumerate(PROBLEMS)]
    for n, finding in enumerate(findings):
        assert finding["goal"] == FIELDS["goal"][1][n]
        assert finding["person"] == FIELDS["person"][1][n]
        assert finding["deadline"]["text"] == FIELDS["deadline"][1][n]
        assert [measure["text"] for measure in finding["measures"]] == MEASURES[n]
        assert "".join(finding["units"]) == FIELDS["units"][1][n].replace("、", "").replace("，", "")


LIST = written(list(FIELDS), "1.", "（{}）", [0] * 5, "：", False, False)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["\u3000", "\u00a0", " ", "\t"]))
def test_blanks_between_lines_and_around_words_do_not_change_the_reading(seed: int, blank: str) -> None:
    chance = random.Random(seed)
    lines = [blank * chance.randint(0, 3) + line + blank * chance.randint(0, 2) for line in LIST.splitlines()]
    spread = "\n".join(line + "\n" * chance.randint(0, 2) for line in lines)
    assert as_contract(read_plan(source_of(spread)))["findings"] == as_contract(read_plan(source_of(LIST)))["findings"]


def test_half_width_text_reads_like_full_width_text() -> None:
    narrow = unicodedata.normalize("NFKC", LIST)
    wide, folded = (as_contract(read_plan(source_of(text)))["findings"] for text in (LIST, narrow))
    assert fold(str(wide)) == fold(str(folded))


@settings(max_examples=40, deadline=None)
@given(looks)
def test_reading_is_deterministic(text: str) -> None:
    assert as_contract(read_plan(source_of(text))) == as_contract(read_plan(source_of(text)))


@settings(max_examples=60, deadline=None)
@given(looks)
def test_every_extract_stands_in_the_source(text: str) -> None:
    source = source_of(text)
    whole = fold("".join(line.text for line in source.lines))
    for finding in as_contract(read_plan(source))["findings"]:
        said = [finding["problem"], finding["goal"], finding["person"], *finding["units"], *finding["headings"]]
        said += [measure["text"] for measure in finding["measures"]] + [finding["deadline"]["text"]]
        assert all(fold(words) in whole for words in said)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.text(
            alphabet="整改目标责任单位措施时限：:、，。；（）()一二三1234567890.关于问题“” 第项\u3000Aa", max_size=60
        ),
        max_size=25,
    )
)
def test_odd_text_never_breaks_the_reader(lines: list[str]) -> None:
    draft = read_plan(source_of("\n".join(lines)))
    for finding in draft.findings:
        for span in finding.problem:
            assert draft.source.lines[span.line].text[span.start : span.end] in finding.problem.text
