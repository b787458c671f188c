"""Every rule of the health report: id, severity, title. Each is told with its examples in docs/rules/health.md.

Ids are stable: they stand in printed reports, in decisions people took on a point, and in other people's scripts.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhenggai.core.plan import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. error: contradicts itself or cannot be carried out; warning: to be looked at; info: told only."""

    id: str
    severity: Severity
    title: str


RULES: tuple[Rule, ...] = (
    Rule("parts_miss_whole", "error", "分项之和与总数不符"),
    Rule("difference_fails", "error", "差额与两数不符"),
    Rule("count_differs_from_names", "error", "数量与列出的名称不符"),
    Rule("subset_exceeds_set", "error", "部分大于整体"),
    Rule("conversion_disagrees", "error", "计量单位换算不符"),
    Rule("share_disagrees", "error", "所占比例与两数不符"),
    Rule("figure_differs", "error", "同一事项数字前后不一致"),
    Rule("figure_differs_between_problem_and_goal", "warning", "问题和目标的数量不一致"),
    Rule("figure_not_taken_up", "warning", "问题中的数字没有回应"),
    Rule("arrears_not_recovered", "warning", "欠缴款项没有追缴措施"),
    Rule("goal_without_figure", "info", "问题有数字而目标没有"),
    Rule("parts_make_whole", "info", "分项之和与总数一致"),
    Rule("difference_holds", "info", "差额核对一致"),
    Rule("goal_not_verifiable", "warning", "目标没有可检验的结果"),
    Rule("same_goal", "warning", "两个问题的目标相同或相近"),
    Rule("same_problem", "warning", "两个问题的表述相同或相近"),
    Rule("measure_without_output", "warning", "措施没有可检验的产出"),
    Rule("date_impossible", "error", "日历上没有的日期"),
    Rule("deadline_before_issue", "error", "整改时限早于方案印发"),
    Rule("goal_after_deadline", "error", "目标的日期晚于整改时限"),
    Rule("measure_after_deadline", "error", "措施的日期晚于整改时限"),
    Rule("inspection_dates_disordered", "error", "督察和反馈的日期先后颠倒"),
    Rule("year_missing", "warning", "日期没有写年份"),
    Rule("stages_out_of_order", "warning", "分阶段的日期先后颠倒"),
    Rule("deadline_past", "warning", "整改时限已过"),
    Rule("deadline_without_date", "warning", "整改时限说不清是哪一天"),
    Rule("ongoing_without_rhythm", "warning", "长期坚持而没有频次"),
    Rule("immediate_without_date", "info", "立行立改而没有完成日期"),
    Rule("all_deadlines_past", "info", "全部整改时限已过"),
    Rule("executor_accepts_own_work", "warning", "自验自销"),
    Rule("accepting_unit_missing", "warning", "没有写明验收单位"),
    Rule("unit_not_responsible", "warning", "措施中的单位不是责任单位"),
    Rule("unit_without_measure", "warning", "责任单位没有对应措施"),
    Rule("lead_unit_missing", "warning", "多个责任单位而没有牵头单位"),
    Rule("unit_two_names", "warning", "同一单位两种写法"),
    Rule("unit_listed_twice", "warning", "同一单位重复列出"),
    Rule("group_not_expanded", "info", "集合称谓无法展开"),
    Rule("goal_missing", "error", "缺少整改目标"),
    Rule("measures_missing", "error", "缺少整改措施"),
    Rule("units_missing", "error", "缺少责任单位"),
    Rule("deadline_missing", "error", "缺少整改时限"),
    Rule("person_missing", "warning", "缺少责任人"),
    Rule("number_repeated", "error", "序号重复"),
    Rule("number_skipped", "warning", "序号跳号"),
    Rule("number_out_of_order", "warning", "序号先后颠倒"),
    Rule("feedback_number_repeated", "warning", "反馈问题编号重复"),
    Rule("number_gaps", "info", "序号不连续（摘自上级清单）"),
    Rule("feedback_number_gaps", "info", "反馈问题编号不连续"),
    Rule("finding_count_differs", "error", "正文所说的问题数与清单不符"),
    Rule("term_count_differs", "error", "正文所说的各时限问题数与清单不符"),
    Rule("body_deadline_exceeded", "error", "问题时限晚于正文的总时限"),
    Rule("body_figure_differs", "warning", "正文与清单的数字不一致"),
    Rule("body_requirement_unanswered", "warning", "正文的要求没有问题承接"),
    Rule("reference_without_number", "info", "引用文件没有文号"),
)

# They speak where a figure is right: nobody has to do the sum again, and nobody has to look at it.
HOLDING = frozenset({"parts_make_whole", "difference_holds"})
BY_ID = {rule.id: rule for rule in RULES}
SEVERITY_WORDS: dict[str, str] = {"error": "错误", "warning": "疑点", "info": "提示"}
