"""Clean synthetic plans, and errors planted into them one at a time.

Templates are written as different offices write; `{a}` and the like are filled with figures that agree. A planter
changes one template's text so that exactly one thing is wrong, and names the rule that should say so.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

HEAD = """印发：2024-03-20
督察：2023-10-17 2023-11-16 2024-03-05
正文：反馈意见涉及我县的问题共{n}个，全部纳入清单。
正文：各责任单位负责整改，县环委办组织现场核查和验收，公示7天后销号。
"""


@dataclass(frozen=True)
class Item:
    """A finding of a plan. Units: the first leads."""

    problem: str
    goal: str
    measures: tuple[str, ...]
    units: tuple[str, ...]
    deadline: str
    accepting: str = "县环委办"

    def lines(self, number: int, feedback: int) -> str:
        lead, *others = self.units
        rows = [f"问题：{self.problem}", f"序号：{number}", f"反馈：{feedback}", f"目标：{self.goal}"]
        rows += [f"措施：{measure}" for measure in self.measures]
        rows += [f"牵头：{lead}"] + ([f"单位：{'、'.join(others)}"] if others else [])
        rows += [f"验收：{self.accepting}", "责任人：张某某", f"时限：{self.deadline}"]
        return "\n".join(row for row in rows if not row.endswith("："))


TEMPLATES = (
    Item(
        "全县共有{ab}处入河排污口，其中已整治{a}处，未整治{b}处。",
        "{b}处未整治入河排污口全部整治到位。",
        ("对{b}处排污口逐一制定整治方案。", "2024年9月底前完成封堵或规范化改造。"),
        ("县水利局",),
        "2024年12月底",
    ),
    Item(
        "凤凰岭采石区{xy}公顷破损山体没有修复。",
        "完成{xy}公顷破损山体生态修复。",
        ("2024年12月底前修复{x}公顷，2025年11月底前修复{y}公顷。",),
        ("县自然资源局",),
        "2025年12月底",
    ),
    Item(
        "某煤业截至2023年底应缴基金{m}万元，实缴{n}万元，欠缴{mn}万元。",
        "追缴基金{mn}万元。",
        ("下达催缴通知书，2024年10月底前缴清。",),
        ("县自然资源局", "县财政局"),
        "2024年12月底",
    ),
    Item(
        "3家企业（鑫源铸造、宏达建材、永丰化工）废气治理设施简陋。",
        "3家企业废气治理设施升级改造，稳定达标排放。",
        ("县工信局督促3家企业制定改造方案。", "县生态环境分局开展监督性监测，每季度1次。"),
        ("县工信局", "县生态环境分局"),
        "2024年10月底",
    ),
    Item(
        "抽查发现{ac}个历史遗留图斑，其中{a}个未治理。",
        "{a}个未治理图斑全部完成治理。",
        ("编制治理方案，分片实施。",),
        ("县自然资源局",),
        "2025年12月底",
    ),
    Item(
        "柳河湿地核心区违规开垦{d}公顷（{d15}亩）。",
        "退出违规开垦{d15}亩，恢复湿地原貌。",
        ("签订退出协议，2024年11月底前平整复绿。",),
        ("县林业局",),
        "2024年11月底",
    ),
    Item(
        "城区{b}条背街小巷雨污混流，污水直排清水河。",
        "完成{b}条背街小巷雨污分流改造。",
        ("县住建局新建管网11.6公里。", "县水利局设置截污闸2座。"),
        ("县住建局", "县水利局"),
        "2025年6月底",
    ),
    Item(
        "施工工地扬尘管控不到位，渣土车带泥上路。",
        "工地扬尘防治措施全部落实，渣土运输全程密闭。",
        ("县住建局每月检查不少于2次，建立问题台账。", "县公安局查处渣土车违法行为。"),
        ("县住建局", "县公安局"),
        "长期坚持",
    ),
    Item(
        "{c}家规模养殖场粪污直排。",
        "{c}家规模养殖场粪污处理设施全部配套。",
        ("为{c}家养殖场建设防渗收集池，2024年8月底前完成。",),
        ("县农业农村局",),
        "2024年9月底",
    ),
    Item(
        "县生态环境保护责任清单2016年印发后没有修订。",
        "修订并印发责任清单。",
        ("县生态环境分局起草，2024年6月底前报县委、县政府印发。",),
        ("县生态环境分局",),
        "2024年6月底",
    ),
    Item(
        "全县仍有{a}00户居民没有完成清洁取暖改造。",
        "完成{a}00户清洁取暖改造。",
        ("县能源局核实底数，签订改造协议。", "各乡镇组织入户施工，2024年10月底前完工。"),
        ("县能源局", "各乡镇"),
        "2024年10月底",
    ),
    Item(
        "城南垃圾填埋场渗滤液积存2.4万立方米。",
        "2.4万立方米渗滤液处置完毕，场区规范封场。",
        ("采购应急处理设备，日处理能力不低于150吨。",),
        ("县城管局",),
        "2024年12月31日前",
    ),
    Item(
        "公共管网覆盖范围内仍有自备井{b}眼。",
        "关闭自备井{b}眼。",
        ("县水利局逐井登记，2024年9月底前封填{b}眼自备井。",),
        ("县水利局",),
        "2024年12月底",
    ),
    Item(
        "北山工业园规划环评滞后，扩区后没有重新开展。",
        "完成规划环评并落实审查意见。",
        ("委托有资质单位编制报告书，2024年9月底前报审。",),
        ("园区管委会",),
        "2024年12月底",
    ),
)


def clean_items(rng: random.Random) -> list[Item]:
    """Fourteen findings whose figures agree, in random order."""
    a, b, c, d = (rng.randint(3, 38) for _ in range(4))
    x, y, m, n = (round(rng.uniform(low, high), 2) for low, high in ((2, 60), (2, 60), (100, 900), (10, 90)))
    values = {"a": a, "b": b, "c": c, "d": d, "ab": a + b, "ac": a + c, "d15": d * 15}
    values |= {"x": x, "y": y, "m": m, "n": n, "xy": round(x + y, 2), "mn": round(m - n, 2)}
    items = [
        replace(
            item,
            problem=item.problem.format(**values),
            goal=item.goal.format(**values),
            measures=tuple(measure.format(**values) for measure in item.measures),
        )
        for item in TEMPLATES
    ]
    rng.shuffle(items)
    return items


def text_of(items: list[Item], *, head: str = HEAD, numbers: list[int] | None = None) -> str:
    rows = [item.lines(n, n) for item, n in zip(items, numbers or range(1, len(items) + 1), strict=True)]
    return "\n".join([head.format(n=len(items)), *rows])


Planter = Callable[[Item], Item]


def _swap(old: str, new: str, where: str = "problem") -> Planter:
    def plant(item: Item) -> Item:
        if where == "measures":
            return replace(item, measures=tuple(measure.replace(old, new) for measure in item.measures))
        return replace(item, **{where: getattr(item, where).replace(old, new)})

    return plant


def _raised(item: Item, where: str, before: str, after: str) -> Item:
    """The number between two pieces of wording, made larger by 7."""
    text = getattr(item, where) if where != "measures" else "|".join(item.measures)
    start = text.index(before) + len(before)
    end = text.index(after, start)
    changed = f"{text[:start]}{float(text[start:end]) + 7:g}{text[end:]}"
    return replace(item, **{where: tuple(changed.split("|")) if where == "measures" else changed})


def _raise(where: str, before: str, after: str) -> Planter:
    return lambda item: _raised(item, where, before, after)


# What marks the template, what is done to it, the rules of which one must speak.
PLANTED: list[tuple[str, Planter, set[str]]] = [
    ("排污口", _raise("problem", "已整治", "处"), {"parts_miss_whole", "difference_fails"}),
    ("排污口", _raise("problem", "共有", "处"), {"parts_miss_whole", "difference_fails"}),
    ("破损山体", _raise("measures", "前修复", "公顷"), {"parts_miss_whole"}),
    ("破损山体", _raise("problem", "采石区", "公顷"), {"parts_miss_whole", "figure_differs"}),
    ("某煤业", _raise("problem", "实缴", "万元"), {"difference_fails"}),
    ("某煤业", _raise("problem", "欠缴", "万元"), {"difference_fails"}),
    ("3家企业", _swap("3家企业（", "4家企业（"), {"count_differs_from_names"}),
    ("3家企业", _swap("、永丰化工）", "）"), {"count_differs_from_names"}),
    ("历史遗留图斑", _swap("其中", "其中9"), {"subset_exceeds_set"}),
    ("柳河湿地", _raise("problem", "（", "亩"), {"conversion_disagrees", "figure_differs"}),
    ("柳河湿地", _raise("problem", "开垦", "公顷"), {"conversion_disagrees"}),
    ("规模养殖场", _raise("goal", "", "家"), {"figure_differs"}),
    ("背街小巷", _raise("goal", "完成", "条"), {"figure_differs"}),
    ("自备井", _raise("measures", "前封填", "眼"), {"figure_differs"}),
    ("渗滤液", _swap("2.4万立方米渗滤液处置完毕", "渗滤液规范处置", "goal"), {"figure_not_taken_up"}),
    (
        "某煤业",
        lambda item: replace(item, goal="规范基金使用。", measures=("编制年度实施方案。",)),
        {"arrears_not_recovered"},
    ),
    ("责任清单", _swap("2024年6月底", "6月底", "deadline"), {"year_missing"}),
    ("规模养殖场", _swap("2024年8月底", "8月底", "measures"), {"year_missing"}),
    ("规模养殖场", _swap("2024年8月底", "2025年8月底", "measures"), {"measure_after_deadline"}),
    ("规划环评", _swap("2024年9月底", "2025年1月15日", "measures"), {"measure_after_deadline"}),
    ("柳河湿地", _swap("2024年11月底", "2023年11月底", "deadline"), {"deadline_before_issue"}),
    ("渗滤液", _swap("12月31日", "11月31日", "deadline"), {"date_impossible"}),
    ("柳河湿地", _swap("2024年11月底", "", "deadline"), {"deadline_missing"}),
    ("背街小巷", _swap("2025年6月底", "按计划推进", "deadline"), {"deadline_without_date"}),
    ("扬尘", _swap("每月检查不少于2次", "检查工地", "measures"), {"ongoing_without_rhythm"}),
    ("清洁取暖", lambda item: replace(item, units=item.units[:1]), {"unit_not_responsible"}),
    ("背街小巷", _swap("县水利局", "县交通局", "measures"), {"unit_not_responsible", "unit_without_measure"}),
    ("3家企业", lambda item: replace(item, units=(*item.units, "县商务局")), {"unit_without_measure"}),
    ("规划环评", lambda item: replace(item, accepting="园区管委会"), {"executor_accepts_own_work"}),
    ("责任清单", lambda item: replace(item, units=("县环保分局",)), {"unit_two_names"}),
    ("渗滤液", lambda item: replace(item, goal=""), {"goal_missing"}),
    ("渗滤液", lambda item: replace(item, measures=()), {"measures_missing"}),
    (
        "规划环评",
        _swap("完成规划环评并落实审查意见。", "进一步提高认识，加强组织领导。", "goal"),
        {"goal_not_verifiable"},
    ),
    ("规划环评", lambda item: replace(item, measures=("进一步提高认识，强化责任意识。",)), {"measure_without_output"}),
]
