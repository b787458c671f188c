"""What every rule says, word for word: of its own example in docs/rules/health.md, and of what is said otherwise."""

from __future__ import annotations

import re

import pytest

from tests.core.rules.drafts import points_of
from tests.core.rules.test_documented_examples import SECTIONS
from zhenggai.core.rules import BY_ID

# Rule and sentence, in the order of the page.
SAID = [
    ("parts_miss_whole", "清单第1项：分项相加为110个，与所写总数120个不符，相差10个。"),
    ("parts_miss_whole", "清单第2项：3处、3处、2处相加为8处，与问题所写的9处不符。"),
    ("parts_make_whole", "清单第1项：21.6公顷、5.57公顷相加等于27.17公顷，核对一致。"),
    ("difference_fails", "清单第1项：289.9万元减32.36万元应为257.54万元，与所写275.54万元不符。"),
    ("difference_holds", "清单第1项：289.9万元减32.36万元等于257.54万元，核对一致。"),
    ("count_differs_from_names", "清单第1项：写的是3家企业，列出的是2个：金驹热电、卫永堂砖厂。"),
    ("subset_exceeds_set", "清单第1项：部分64个大于整体46个。"),
    ("conversion_disagrees", "清单第1项：27.17公顷换算为407.55亩，与所写的470.55亩不符。"),
    ("share_disagrees", "清单第1项：26个占46个的56.52%，与所写65.5%不符。"),
    ("figure_differs", "清单第1项：家具企业，问题写的是12家，目标写的是21家，前后不一致。"),
    ("figure_differs_between_problem_and_goal",
     "清单第1项：积存渗滤液，问题写的是2.3万吨，目标写的是2.5万吨，前后不一致。"),
    ("figure_not_taken_up", "清单第1项：问题中的10处，整改目标和措施都没有回应。"),
    ("figure_not_taken_up", "清单第2项：问题中的10公顷，整改目标和措施都没有回应。"),
    ("figure_not_taken_up", "清单第3项：问题中的不足60%，整改目标和措施都没有回应。"),
    ("goal_without_figure", "没有一个目标写有数字，清单第1项的问题有数字，目标没有。"),
    ("arrears_not_recovered", "清单第1项：问题指出欠缴257.54万元，整改目标和措施都没有写如何追缴。"),
    ("goal_not_verifiable", "清单第1项：整改目标只写了努力的方向，没有可以检验的结果。"),
    ("measure_without_output", "清单第1项：整改措施没有可以检验的产出（方案、台账、工程量、次数、日期等）。"),
    ("same_goal", "清单第1项和清单第2项的整改目标相近，请核对是否各有针对。"),
    ("same_problem", "清单第1项和清单第2项的问题表述相同，请核对是否重复。"),
    ("date_impossible", "清单第1项：日历上没有2024年11月31日。"),
    ("deadline_before_issue", "清单第1项：整改时限2023-12-31早于督察反馈日期2024-03-05。"),
    ("inspection_dates_disordered", "督察反馈日期2023-11-05早于督察结束日期2023-11-16。"),
    ("goal_after_deadline", "清单第1项：整改目标中的2025年6月底前（2025-06-30）晚于整改时限2024-12-31。"),
    ("measure_after_deadline", "清单第1项：整改措施中的2025年3月底前（2025-03-31）晚于整改时限2024-12-31。"),
    ("year_missing", "清单第1项：“12月底前”没有写年份。"),
    ("stages_out_of_order", "清单第1项：分阶段的整改时限2025-12-31、2024-12-31先后颠倒。"),
    ("deadline_past", "清单第1项的整改时限到2024-10-01已经过去，清单写的状态是“正在推进”，还没有完成。"),
    ("deadline_past", "清单第1项的整改时限到2024-10-01已经过去。"),
    ("all_deadlines_past", "写有日期的2个整改时限到2026-01-01都已过去。"),
    ("deadline_without_date", "清单第1项：整改时限“按时限要求”看不出是哪一天。"),
    ("ongoing_without_rhythm", "清单第1项：整改时限是“长期坚持”，没有写多久做一次、多久报一次。"),
    ("immediate_without_date", "清单第1项要求立行立改，没有写完成日期。"),
    ("unit_not_responsible", "清单第1项：措施要各镇（街道）去做，责任单位中没有列出。"),
    ("unit_without_measure", "清单第1项：责任单位区行政审批局在整改措施中没有任务。"),
    ("lead_unit_missing", "清单第1项有两个以上责任单位，没有写明谁牵头。"),
    ("unit_two_names", "区住建局和区住房和城乡建设局应是同一单位，名称写法不一致。"),
    ("unit_listed_twice", "清单第1项：责任单位中区住建局列了2次。"),
    ("group_not_expanded", "“区直相关单位”是集合称谓，单位名录不能确定包括哪些单位，请逐一列名。"),
    ("executor_accepts_own_work", "正文规定由责任单位自己组织销号验收，属于自验自销。"),
    ("accepting_unit_missing", "全文没有写明由哪个单位验收。"),
    ("goal_missing", "清单第1项：没有写整改目标。"),
    ("measures_missing", "清单第1项：没有写整改措施。"),
    ("units_missing", "清单第1项：没有写责任单位。"),
    ("deadline_missing", "清单第1项：没有写整改时限。"),
    ("person_missing", "清单第1项：没有写责任人。"),
    ("number_repeated", "序号2用了2次。"),
    ("number_skipped", "序号从2之后跳过了3。"),
    ("number_out_of_order", "序号2排在3之后，先后颠倒。"),
    ("number_gaps", "序号3至14中缺4—7、9—13，清单可能摘自上级清单。"),
    ("feedback_number_repeated", "反馈问题编号7出现了2次（清单第1、2项）。"),
    ("feedback_number_gaps", "反馈问题编号1至4中，本清单有2个，没有2、3，请与上级方案核对。"),
    ("finding_count_differs", "正文说有3个问题，清单列了2个。"),
    ("term_count_differs", "正文说2024年完成2个，清单为1个。"),
    ("term_count_differs", "正文说2024年完成2个，清单为1个。"),
    ("term_count_differs", "正文说长期坚持0个，清单为1个。"),
    ("body_deadline_exceeded", "正文要求2024年12月底前所有问题全部整改到位，清单第1项的整改时限更晚。"),
    ("body_figure_differs", "正文写的是3家企业，清单第1项写的是2家企业。"),
    ("body_requirement_unanswered", "正文要求“半年内集中解决一批突出问题”，清单中没有问题写明由谁、在什么时候落实。"),
    ("reference_without_number", "引用的1份文件没有写文号：《关于印发山西省矿山环境治理恢复基金管理办法的通知》。"),
]  # fmt: skip


def sentences(code: str, text: str) -> list[str]:
    """What the rule says of such a plan."""
    return [point.message for point in points_of(text) if point.code == code]


@pytest.mark.parametrize(("code", "severity", "text"), SECTIONS, ids=[code for code, _, _ in SECTIONS])
def test_every_rule_speaks_of_its_own_example_in_these_words(code: str, severity: str, text: str) -> None:
    examples = re.findall(r"```points\n(.*?)```", text, re.S)
    told = [sentence for example in examples for sentence in sentences(code, example)]
    assert told == [said for rule, said in SAID if rule == code]


def test_no_rule_is_left_without_its_words() -> None:
    assert {code for code, _ in SAID} == set(BY_ID)


# Plan, rule, and what it says there: the same rule has other words for other cases.
OTHERWISE = [
    ("parts_miss_whole", "问题：甲厂锅炉12台、乙厂锅炉8台，共21台。",
     ["清单第1项：分项相加为20台，与所写总数21台不符，相差1台。"]),
    ("parts_miss_whole", "问题：治理面积10公顷，分别为东区6公顷、西区45亩。",
     ["清单第1项：分项相加为9公顷，与所写总数10公顷不符，相差1公顷。"]),
    ("parts_miss_whole", "问题：核定基金3万元，分别为甲厂2.5万元、乙厂4000元。",
     ["清单第1项：分项相加为2.9万元，与所写总数3万元不符，相差0.1万元。"]),
    ("parts_miss_whole", "问题：待改厕农户0.147万户，分别为东区600户、西区800户。",
     ["清单第1项：分项相加为0.14万户，与所写总数0.147万户不符，相差0.007万户。"]),
    ("parts_make_whole", "问题：甲厂锅炉12台、乙厂锅炉8台，共20台。", ["清单第1项：分项相加等于总数20台，核对一致。"]),
    ("difference_fails", "问题：应缴基金3万元，实缴2000元，欠缴2.5万元。",
     ["清单第1项：3万元减2000元应为2.8万元，与所写2.5万元不符。"]),
    ("difference_fails", "问题：应缴基金1.2亿元，实缴0.4亿元，欠缴0.7亿元。",
     ["清单第1项：1.2亿元减0.4亿元应为0.8亿元，与所写0.7亿元不符。"]),
    ("conversion_disagrees", "问题：管网破损10公里（合9000米）。",
     ["清单第1项：10公里换算为10000米，与所写的9000米不符。"]),
    ("conversion_disagrees", "问题：占用林地150亩，折合9公顷。",
     ["清单第1项：150亩换算为10公顷，与所写的9公顷不符。"]),
    ("conversion_disagrees", "正文：全区占用林地10公顷（160亩）。\n问题：甲。",
     ["正文：10公顷换算为150亩，与所写的160亩不符。"]),
    ("share_disagrees", "问题：核查图斑46个，已修复26个，修复率为65.5%。\n序号：7",
     ["问题7：26个占46个的56.52%，与所写65.5%不符。"]),
    ("count_differs_from_names", "问题：5个村（甲村、乙村、丙村）没有通水。",
     ["清单第1项：写的是5个村，列出的是3个：甲村、乙村、丙村。"]),
    ("count_differs_from_names", "问题：甲乙热电厂、丙丁砖厂、戊己砖厂2家企业停产。",
     ["清单第1项：写的是2家企业，列出的是3个：甲乙热电厂、丙丁砖厂、戊己砖厂。"]),
    ("figure_differs", "问题：46个图斑没有治理，另有20个图斑待核。\n目标：完成30个图斑治理。",
     ["清单第1项：图斑，问题写的是20个，目标写的是30个，前后不一致。"]),
    ("figure_differs", "问题：46个图斑没有治理。\n措施：治理47个图斑。",
     ["清单第1项：图斑，问题写的是46个，措施写的是47个，前后不一致。"]),
    ("figure_not_taken_up", "问题：10处设施停运，污水外溢占地3公顷。\n目标：设施正常运行。",
     ["清单第1项：问题中的10处、3公顷，整改目标和措施都没有回应。"]),
    ("goal_without_figure", "问题：10处设施停运。\n目标：设施正常运行。\n问题：管网破损。\n目标：改造管网3公里。",
     ["只有清单第2项的目标写有数字，清单第1项的问题有数字，目标没有。"]),
    ("measure_without_output", "问题：甲。\n措施：进一步提高认识。\n措施：修复管网3公里。\n措施：切实增强责任感。",
     ["清单第1项：3条措施中有2条没有可以检验的产出（方案、台账、工程量、次数、日期等）。"]),
    ("deadline_before_issue", "印发：2024-07-01\n问题：甲。\n时限：2024年6月30日",
     ["清单第1项：整改时限2024-06-30早于方案印发日期2024-07-01。"]),
    ("deadline_before_issue", "督察：2023-10-17 2023-11-16 -\n印发：2024-01-05\n问题：甲。\n时限：2023年12月底",
     ["清单第1项：整改时限2023-12-31早于方案印发日期2024-01-05。"]),
    ("deadline_before_issue", "正文：根据《整改方案》（晋市办发〔2024〕5号）制定。\n问题：甲。\n时限：2023年12月底",
     ["清单第1项：整改时限2023-12-31早于所引文件的年份2024-01-01。"]),
    ("inspection_dates_disordered", "督察：2023-11-17 2023-11-16 2024-03-05\n问题：甲。",
     ["督察结束日期2023-11-16早于督察开始日期2023-11-17。"]),
    ("inspection_dates_disordered", "督察：2023-10-17 2023-11-16 2024-03-05\n印发：2024-03-04\n问题：甲。",
     ["方案印发日期2024-03-04早于督察反馈日期2024-03-05。"]),
    ("date_impossible", "正文：2024年2月30日前报送。\n问题：甲。", ["正文：日历上没有2024年2月30日。"]),
    ("year_missing", "问题：甲。\n目标：2024年6月底前制定方案。\n措施：12月底前完成，明年3月底前验收。",
     ["清单第1项：“12月底前”、“明年3月底前”没有写年份。"]),
    ("deadline_past",
     "今天：2024-07-01\n问题：甲。\n序号：1\n时限：2024年6月底\n问题：乙。\n序号：2\n时限：2024年5月底\n问题：丙。\n"
     "序号：3\n时限：2024年12月底", ["问题1、2的整改时限到2024-07-01已经过去。"]),
    ("deadline_without_date", "问题：甲。\n时限：2024年X月XX日", ["清单第1项：整改时限“2024年X月XX日”日期被遮盖。"]),
    ("deadline_without_date", "问题：甲。\n时限：60日内", ["清单第1项：整改时限“60日内”没有写从哪一天算起。"]),
    ("immediate_without_date", "问题：甲。\n序号：1\n时限：立行立改\n问题：乙。\n序号：2\n时限：立行立改",
     ["问题1、2要求立行立改，没有写完成日期。"]),
    ("unit_not_responsible", "问题：甲。\n措施：由区财政局拨付资金，区水务局设置截污闸。\n单位：区住建局",
     ["清单第1项：措施要区财政局、区水务局去做，责任单位中没有列出。"]),
    ("unit_listed_twice", "问题：甲。\n单位：区住建局、区住建局、区住建局",
     ["清单第1项：责任单位中区住建局列了3次。"]),
    ("group_not_expanded", "地区：晋城市城区\n问题：甲。\n单位：各企业",
     ["“各企业”是集合称谓，晋城市城区的单位名录不能确定包括哪些单位，请逐一列名。"]),
    ("executor_accepts_own_work", "问题：甲。\n单位：区住建局\n验收：区住房和城乡建设局",
     ["清单第1项：区住房和城乡建设局既是责任单位又是验收单位，属于自验自销。"]),
    ("executor_accepts_own_work", "问题：甲。\n措施：由责任单位自行组织验收。",
     ["清单第1项：措施规定由责任单位自己验收，属于自验自销。"]),
    ("accepting_unit_missing", "问题：甲。\n验收：区环委办\n序号：1\n问题：乙。\n序号：2",
     ["问题2没有写明验收单位，其他问题写了。"]),
    ("accepting_unit_missing", "正文：任务完成后由各责任单位组织销号验收。\n问题：甲。",
     ["除责任单位自己外，全文没有写明由哪个单位验收。"]),
    ("person_missing", "问题：甲。\n问题：乙。", ["清单的2个问题都没有写责任人。"]),
    ("number_repeated", "问题：甲。\n序号：X-7\n问题：乙。\n序号：X-7", ["编号X-7用了2次。"]),
    ("number_skipped", "问题：甲。\n序号：1\n问题：乙。\n序号：4", ["序号从1之后跳过了2、3。"]),
    ("number_skipped", "问题：甲。\n序号：1\n问题：乙。\n序号：3\n问题：丙。\n序号：5\n问题：丁。\n序号：6",
     ["序号从1之后跳过了2。", "序号从3之后跳过了4。"]),
    ("number_gaps", "问题：甲。\n序号：1\n问题：乙。\n序号：2\n问题：丙。\n序号：9",
     ["序号1至9中缺3—8，清单可能摘自上级清单。"]),
    ("feedback_number_repeated",
     "问题：甲。\n序号：1\n反馈：7\n问题：乙。\n序号：2\n反馈：7\n问题：丙。\n序号：3\n反馈：7",
     ["反馈问题编号7出现了3次（问题1、2、3）。"]),
    ("feedback_number_gaps", "问题：甲。\n反馈：3\n问题：乙。\n反馈：8\n问题：丙。\n反馈：10",
     ["反馈问题编号3至10中，本清单有3个，没有4—7、9，请与上级方案核对。"]),
    ("finding_count_differs", "正文：涉及我区的问题共3个。\n问题：甲。\n序号：1\n问题：乙。\n序号：2",
     ["正文说有3个问题，清单列了2个。"]),
    ("term_count_differs",
     "正文：2023年底前完成整改0项，2024年底前完成整改2项。\n问题：甲。\n时限：2023年12月底\n问题：乙。\n"
     "时限：2024年6月底", ["正文说2023年完成0个，清单为1个。", "正文说2024年完成2个，清单为1个。"]),
    ("body_deadline_exceeded",
     "正文：2024年12月底前所有问题全部整改到位。\n问题：甲。\n序号：1\n时限：2025年12月底\n问题：乙。\n序号：2\n"
     "时限：2025年6月底", ["正文要求2024年12月底前所有问题全部整改到位，问题1、2的整改时限更晚。"]),
    ("reference_without_number", "正文：按照《治理工作方案》开展治理。\n问题：甲。\n措施：落实《整改管理办法》。",
     ["引用的1份文件没有写文号：《整改管理办法》。"]),
    ("same_problem",
     "问题：北河沿岸养殖粪污直排，水体发黑。\n序号：5\n问题：北河沿岸养殖粪污直排，水体发黑。\n序号：9",
     ["问题5和问题9的问题表述相同，请核对是否重复。"]),
    ("arrears_not_recovered", "问题：拖欠水资源费12万元。\n序号：3\n目标：规范管理。",
     ["问题3：问题指出欠缴12万元，整改目标和措施都没有写如何追缴。"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "said"), OTHERWISE, ids=[code for code, _, _ in OTHERWISE])
def test_a_rule_has_other_words_for_another_case(code: str, text: str, said: list[str]) -> None:
    assert sentences(code, text) == said
