"""Invented plans whose every field is known: place, headings, words of labels, their order, numbering and dates vary.

No place, unit or sentence here is taken from a published paper. `lines` and `rows` print a plan as running text and as
a table; what a reader of either must say stands in `MadePlan.findings`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from zhenggai.catalog import pack
from zhenggai.core.contract import as_contract
from zhenggai.core.plan import PlanDraft

PLACES = ("云岭县", "青塘区", "白石市", "临溪县", "北屏旗", "松岗市南湾区")
ARTS = ("生态环境保护督察", "巡察", "安全生产督导", "审计")
CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
CIRCLED = "①②③④⑤⑥⑦⑧⑨"
# Numbering of the items by the depth of the headings above them, and of the measures below such items.
ITEMS: dict[int, tuple[str, ...]] = {
    0: ("一、", "（一）", "1.", "1、", "问题一："),
    1: ("（一）", "1.", "1、"),
    2: ("1.", "1、"),
}
MEASURES: dict[str, tuple[str, ...]] = {
    "一、": ("1.", "（1）", "一是"),
    "（一）": ("1.", "1、", "（1）", "①"),
    "1.": ("（1）", "①", "一是"),
    "1、": ("（1）", "①", "一是"),
    "问题一：": ("1.", "（1）", "①"),
}
HEADINGS = ("水环境治理有短板", "固废管理不到位", "工地扬尘管控宽松", "林地保护有缺口")
PARTS = ("河湖管护不实", "责任传导不够", "日常监管缺位", "设施建设滞后")
PROBLEMS = (
    "东渠两岸堆放秸秆{n}处，雨季被冲入渠中。",
    "城南泵站长期停用，{n}户居民污水直排。",
    "石料场未建围挡，{n}亩裸土没有覆盖。",
    "垃圾中转站渗滤液外溢，{n}个收集桶破损。",
    "河道采砂坑未回填，{n}米岸坡坍塌。",
    "养殖场粪污台账缺失，{n}家未做备案。",
    "医疗废物暂存超期，{n}家诊所没有交接单。",
)
GOALS = (
    "秸秆清运完毕，渠道恢复畅通。",
    "污水全部接入管网。",
    "裸土覆盖到位。",
    "渗滤液不再外溢。",
    "岸坡稳固，不再坍塌。",
    "台账齐全，随时可查。",
)
DEEDS = (
    "清运秸秆{n}车",
    "更换水泵{n}台",
    "铺设防尘网{n}卷",
    "修补收集桶{n}个",
    "回填采砂坑{n}处",
    "补录台账{n}份",
    "约谈企业{n}家",
)
UNITS = (
    "{p}水利局",
    "{p}住建局",
    "{p}生态环境局",
    "{p}农业农村局",
    "{p}财政局",
    "{p}林业局",
    "石桥镇人民政府",
    "柳湾街道办事处",
    "大榆乡人民政府",
)
PERSONS = ("周某", "吴某某", "郑某某、王某", "责任单位主要负责同志", "冯某（副镇长）")
DEADLINES: tuple[tuple[str, tuple[str, ...], bool, bool], ...] = (
    ("2024年6月底", ("2024-06-30",), False, False),
    ("2024年12月31日前", ("2024-12-31",), False, False),
    ("2025年2月底前", ("2025-02-28",), False, False),
    ("2024年2月29日", ("2024-02-29",), False, False),
    ("2025年底", ("2025-12-31",), False, False),
    ("立行立改", (), True, False),
    ("长期坚持", (), False, True),
    ("立行立改，长期坚持", (), True, True),
    ("2024年9月底前完成，并长期坚持", ("2024-09-30",), False, True),
)
# The labelled fields; number and problem stand before them.
FIELDS = ("goal", "measures", "lead_units", "units", "supporting_units", "person", "deadline")
LABELS: dict[str, tuple[str, ...]] = {name: tuple(pack("labels")["slots"][name]["strong"]) for name in FIELDS}


@dataclass(frozen=True)
class MadeFinding:
    """One entry with what a reader must say of it. headings: from the outermost to the innermost."""

    number: str
    headings: tuple[str, ...]
    problem: str
    goal: str
    measures: tuple[str, ...]
    lead_units: tuple[str, ...]
    units: tuple[str, ...]
    supporting_units: tuple[str, ...]
    person: str
    deadline: tuple[str, tuple[str, ...], bool, bool]

    def answer(self, *, with_headings: bool = True) -> dict[str, Any]:
        """The entry in the form that the contract publishes."""
        due, dates, immediate, long_term = self.deadline
        return {
            "number": self.number,
            "feedback_number": None,
            "headings": list(self.headings) if with_headings else [],
            "problem": self.problem,
            "goal": self.goal,
            "measures": [{"text": text} for text in self.measures],
            "lead_units": list(self.lead_units),
            "person": self.person,
            "deadline": {"text": due, "dates": list(dates), "immediate": immediate, "long_term": long_term},
            "status": None,
            "progress": None,
        }

    @property
    def acting(self) -> set[str]:
        return {*self.lead_units, *self.units, *self.supporting_units}


@dataclass(frozen=True)
class MadePlan:
    """A plan and how it is printed. order: the labelled fields; labels: the word of each; items, steps: numbering."""

    place: str
    title: str
    findings: tuple[MadeFinding, ...]
    order: tuple[str, ...]
    labels: dict[str, str]
    items: str
    steps: str
    colon: str = "："

    def answers(self, *, with_headings: bool = True) -> list[dict[str, Any]]:
        return [finding.answer(with_headings=with_headings) for finding in self.findings]

    def in_order(self, *order: str) -> MadePlan:
        """The same plan with its fields in another order."""
        return replace(self, order=order)


def answers(draft: PlanDraft) -> list[dict[str, Any]]:
    """What a reader says of the findings, as `MadePlan.answers` has it; the acting units are asked by themselves."""
    return [{name: value for name, value in one.items() if name != "units"} for one in as_contract(draft)["findings"]]


def numbered(style: str, n: int) -> str:
    """The number n in the style of an example for 1."""
    if style.startswith("①"):
        return CIRCLED[n - 1]
    return style.replace("一", CHINESE[n - 1]).replace("1", str(n))


def printed(plan: MadePlan, finding: MadeFinding, name: str, *, apart: bool) -> list[str]:
    """The value of a field; apart: one measure to a line."""
    if name == "measures":
        ones = [numbered(plan.steps, n) + text for n, text in enumerate(finding.measures, start=1)]
        return ones if apart else ["".join(ones)]
    if name == "deadline":
        return [finding.deadline[0]]
    value = getattr(finding, name)
    return ["、".join(value) if isinstance(value, tuple) else value]


def lines(plan: MadePlan, *, apart: bool = False) -> list[str]:
    """The plan as running text: a line is a paragraph."""
    text = [plan.title]
    above: tuple[str, ...] = ()
    for place, finding in enumerate(plan.findings, start=1):
        for depth, heading in enumerate(finding.headings):
            if above[: depth + 1] != finding.headings[: depth + 1]:
                text.append(numbered(("一、", "（一）")[depth], _rank(plan, finding, depth)) + heading)
        above = finding.headings
        text.append(numbered(plan.items, place) + finding.problem)
        for name in plan.order:
            first, *others = printed(plan, finding, name, apart=apart)
            text += [f"{plan.labels[name]}{plan.colon}{first}", *others]
    return text


def _rank(plan: MadePlan, finding: MadeFinding, depth: int) -> int:
    """Which heading of its parent it is, counted from 1."""
    beside = [one.headings[: depth + 1] for one in plan.findings if one.headings[:depth] == finding.headings[:depth]]
    return list(dict.fromkeys(beside)).index(finding.headings[: depth + 1]) + 1


def rows(plan: MadePlan) -> list[list[str]]:
    """The plan as a table with its head."""
    head = ["序号", "反馈问题", *(plan.labels[name] for name in plan.order)]
    body = [
        [finding.number, finding.problem, *(printed(plan, finding, name, apart=False)[0] for name in plan.order)]
        for finding in plan.findings
    ]
    return [head, *body]


@st.composite
def plans(draw: st.DrawFn, *, deepest: int = 2, any_label: bool = True) -> MadePlan:
    """An invented plan. deepest: of its headings; any_label: any strong word, else each field's first."""
    place = draw(st.sampled_from(PLACES))
    depth = draw(st.integers(0, deepest))
    items = draw(st.sampled_from(ITEMS[depth]))
    steps = draw(st.sampled_from(MEASURES[items]))
    order = tuple(draw(st.permutations(FIELDS)))
    labels = {name: draw(st.sampled_from(LABELS[name])) if any_label else LABELS[name][0] for name in FIELDS}
    n_findings = draw(st.integers(3, 7))
    headings = _headings(draw, depth, n_findings)
    problems = draw(st.lists(st.sampled_from(PROBLEMS), min_size=n_findings, max_size=n_findings, unique=True))
    findings = tuple(
        _finding(draw, place, str(n), above, problem)
        for n, (above, problem) in enumerate(zip(headings, problems, strict=True), start=1)
    )
    title = f"{place}{draw(st.sampled_from(ARTS))}反馈问题整改方案"
    return MadePlan(place, title, findings, order, labels, items, steps, draw(st.sampled_from(("：", ":"))))


def _headings(draw: st.DrawFn, depth: int, n_findings: int) -> list[tuple[str, ...]]:
    """The headings of each finding; those of one heading stand together."""
    if not depth:
        return [()] * n_findings
    cuts = sorted(draw(st.sets(st.integers(1, n_findings - 1), max_size=2)))
    found = []
    for place in range(n_findings):
        part = sum(place >= cut for cut in cuts)
        found.append((HEADINGS[part], PARTS[part])[:depth])
    return found


def _finding(draw: st.DrawFn, place: str, number: str, above: tuple[str, ...], problem: str) -> MadeFinding:
    units = draw(st.lists(st.sampled_from(UNITS), min_size=3, max_size=6, unique=True))
    names = [unit.format(p=place.removeprefix("松岗市")[-1]) for unit in units]
    deeds = draw(st.lists(st.sampled_from(DEEDS), min_size=2, max_size=4, unique=True))
    counted = draw(st.integers(2, 900))
    return MadeFinding(
        number=number,
        headings=above,
        problem=problem.format(n=counted),
        goal=draw(st.sampled_from(GOALS)),
        measures=tuple(f"{deed.format(n=counted + 1)}。" for deed in deeds),
        lead_units=(names[0],),
        units=tuple(names[1:-1]),
        supporting_units=(names[-1],),
        person=draw(st.sampled_from(PERSONS)),
        deadline=draw(st.sampled_from(DEADLINES)),
    )
