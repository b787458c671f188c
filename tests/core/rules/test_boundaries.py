"""Each rule at its limits: the last case on which it speaks, and the first on which it is silent."""

from __future__ import annotations

import pytest

from tests.core.rules.drafts import codes_of

# Rule, what it speaks on, what it is silent on; the two differ as little as they can.
LIMITS: list[tuple[str, str, str]] = [
    # Figures
    ("parts_miss_whole", "问题：共排查点位120个，其中水类80个、气类41个。",
     "问题：共排查点位120个，其中水类80个、气类40个。"),
    ("parts_miss_whole", "问题：治理面积10公顷，分别为东区6公顷、西区3.9公顷。",
     "问题：治理面积10公顷，分别为东区6公顷、西区4公顷。"),
    ("difference_fails", "问题：应缴基金10万元，实缴4万元，欠缴7万元。",
     "问题：应缴基金10万元，实缴4万元，欠缴6万元。"),
    ("difference_fails", "问题：应缴基金10万元，实缴4万元，欠缴7万元。",
     "问题：应缴基金10万元，实缴4万元，欠缴约7万元。"),
    ("subset_exceeds_set", "问题：图斑46个，其中47个未治理。", "问题：图斑46个，其中46个未治理。"),
    ("count_differs_from_names", "问题：2家企业（甲乙热电厂、丙丁砖厂、戊己砖厂）停产。",
     "问题：3家企业（甲乙热电厂、丙丁砖厂、戊己砖厂）停产。"),
    ("count_differs_from_names", "问题：4家企业（甲乙热电厂、丙丁砖厂）停产。",
     "问题：4家企业（甲乙热电厂、丙丁砖厂等）停产。"),
    ("count_differs_from_names", "问题：5家企业（甲乙热电厂、丙丁砖厂）停产。",
     "问题：6家企业（甲乙热电厂、丙丁砖厂）停产。"),
    ("conversion_disagrees", "问题：占用林地10公顷（158亩）。", "问题：占用林地10公顷（157亩）。"),
    ("conversion_disagrees", "问题：占用林地10公顷（约154亩）。", "问题：占用林地10公顷（约153亩）。"),
    ("conversion_disagrees", "问题：占用林地10公顷。\n目标：恢复林地160亩。",
     "问题：占用林地10公顷。\n目标：恢复林地150亩。"),
    ("conversion_disagrees", "问题：占用林地10公顷。\n目标：恢复林地164亩。",
     "问题：占用林地10公顷。\n目标：恢复林地165亩。"),
    ("conversion_disagrees", "问题：占用林地10公顷。\n目标：恢复林地136亩。",
     "问题：占用林地10公顷。\n目标：恢复林地135亩。"),
    ("conversion_disagrees", "问题：占用林地10公顷。\n目标：恢复林地140亩。",
     "问题：占用林地10公顷。\n目标：恢复林地约140亩。"),
    ("share_disagrees", "问题：核查图斑8个，已修复1个，修复率为12.7%。",
     "问题：核查图斑8个，已修复1个，修复率为12.6%。"),
    ("share_disagrees", "问题：核查图斑8个，已修复1个，修复率为14%。", "问题：核查图斑8个，已修复1个，修复率为13%。"),
    ("figure_differs", "问题：46个图斑没有治理。\n目标：完成45个图斑治理。",
     "问题：46个图斑没有治理。\n目标：完成46个图斑治理。"),
    ("figure_differs", "问题：图斑46个没有治理。\n目标：完成92个图斑治理。",
     "问题：图斑46个没有治理。\n目标：新增92个图斑治理。"),
    ("figure_differs", "问题：46个图斑没有治理。\n措施：治理92个图斑。",
     "问题：46个图斑没有治理。\n措施：治理93个图斑。"),
    ("figure_differs", "问题：46个图斑没有治理。\n措施：治理47个图斑。",
     "问题：46个图斑没有治理。\n措施：治理45个图斑。"),
    ("figure_differs", "问题：46个图斑没有治理。\n措施：治理47个图斑。",
     "问题：抽查的46个图斑没有治理。\n措施：治理47个图斑。"),
    ("figure_differs", "问题：管网破损10公里。\n目标：改造管网13公里。",
     "问题：管网破损10公里。\n目标：改造管网15公里。"),
    ("figure_differs_between_problem_and_goal", "问题：积存渗滤液10万吨。\n目标：处理积存渗滤液14万吨。",
     "问题：积存渗滤液10万吨。\n目标：处理积存渗滤液15万吨。"),
    ("figure_differs_between_problem_and_goal", "问题：积存渗滤液10万吨。\n目标：处理积存渗滤液8万吨。",
     "问题：积存渗滤液10万吨。\n目标：处理积存渗滤液7万吨。"),
    ("figure_differs_between_problem_and_goal", "问题：积存渗滤液10万吨。\n目标：处理积存渗滤液11万吨。",
     "问题：积存渗滤液10万吨。\n目标：处理积存渗滤液11万吨以上。"),
    ("figure_differs_between_problem_and_goal", "问题：欠发补偿款10万元。\n目标：发放补偿款12万元。",
     "问题：欠发补偿款10万元，另欠补偿款2万元。\n目标：发放补偿款12万元。"),
    ("figure_not_taken_up", "问题：10处设施停运。\n目标：设施正常运行。",
     "问题：1处设施停运。\n目标：设施正常运行。"),
    ("figure_not_taken_up", "问题：10处设施停运。\n目标：设施正常运行。",
     "问题：抽查发现10处设施停运。\n目标：设施正常运行。"),
    ("figure_not_taken_up", "问题：10处设施停运。\n目标：设施正常运行。",
     "问题：10处设施停运。\n目标：全部设施正常运行。"),
    ("figure_not_taken_up", "问题：10处设施停运。\n目标：修复9处。",
     "问题：10处设施停运。\n目标：修复9处。\n措施：拆除1处。"),
    ("figure_not_taken_up", "问题：收集率不足60%。\n目标：加强收集。",
     "问题：收集率不足60%。\n目标：收集率达到80%。"),
    ("figure_not_taken_up", "问题：10处设施停运。\n目标：设施正常运行。", "问题：10处设施停运。"),
    ("figure_not_taken_up", "问题：占用林地10公顷。\n目标：恢复植被。",
     "问题：占用林地10公顷。\n目标：恢复150亩植被。"),
    ("arrears_not_recovered", "问题：欠缴基金3万元。\n目标：规范管理。", "问题：欠缴基金3万元。\n目标：限期缴清。"),
    ("arrears_not_recovered", "问题：欠缴基金3万元。\n目标：规范管理。", "问题：使用基金3万元。\n目标：规范管理。"),
    # Goals and measures
    ("goal_not_verifiable", "问题：甲。\n目标：加强日常管理。", "问题：甲。\n目标：加强日常管理，建立台账。"),
    ("measure_without_output", "问题：甲。\n措施：进一步提高认识。", "问题：甲。\n措施：进一步提高认识，组织培训。"),
    ("same_problem", "问题：北河养殖粪污直排严重。\n问题：北河养殖粪污直排严重。",
     "问题：粪污直排。\n问题：粪污直排。"),
    ("same_goal", "问题：甲。\n目标：恢复河道岸线原貌。\n问题：乙。\n目标：恢复河道岸线原貌。",
     "问题：甲。\n目标：恢复河道岸线3公里。\n问题：乙。\n目标：恢复河道岸线5公里。"),
    # Dates
    ("date_impossible", "问题：甲。\n时限：2023年2月29日", "问题：甲。\n时限：2024年2月29日"),
    ("date_impossible", "问题：甲。\n措施：2024年13月完成。", "问题：甲。\n措施：2024年12月完成。"),
    ("date_impossible", "问题：甲。\n措施：2024年0月完成。", "问题：甲。\n措施：2024年1月完成。"),
    ("date_impossible", "问题：甲。\n措施：2024年6月0日完成。", "问题：甲。\n措施：2024年6月1日完成。"),
    ("deadline_before_issue", "印发：2024-07-01\n问题：甲。\n时限：2024年6月30日",
     "印发：2024-06-30\n问题：甲。\n时限：2024年7月1日"),
    ("deadline_before_issue", "督察：2023-10-17 2023-11-16 2024-03-05\n问题：甲。\n时限：2024年3月4日",
     "督察：2023-10-17 2023-11-16 2024-03-05\n问题：甲。\n时限：2024年3月5日"),
    ("deadline_before_issue", "印发：2024-07-01\n问题：甲。\n时限：2024年6月底",
     "印发：2024-07-01\n问题：甲。\n时限：2024年6月底\n状态：已完成"),
    ("inspection_dates_disordered", "督察：2023-11-17 2023-11-16 2024-03-05\n问题：甲。",
     "督察：2023-11-16 2023-11-16 2023-11-16\n问题：甲。"),
    ("inspection_dates_disordered", "督察：2023-10-17 2023-11-16 2024-03-05\n印发：2024-03-04\n问题：甲。",
     "督察：2023-10-17 2023-11-16 2024-03-05\n印发：2024-03-05\n问题：甲。"),
    ("goal_after_deadline", "问题：甲。\n目标：2025年1月1日前完成。\n时限：2024年12月底",
     "问题：甲。\n目标：2024年12月31日前完成。\n时限：2024年12月底"),
    ("measure_after_deadline", "问题：甲。\n措施：2024年12月底前完成。\n时限：2024年11月底",
     "问题：甲。\n措施：2024年完成。\n时限：2024年11月底"),
    ("measure_after_deadline", "问题：甲。\n措施：2025年3月底前完成。\n时限：2024年12月底",
     "问题：甲。\n措施：2025年3月底前完成。\n时限：2024年12月底，长期坚持"),
    ("year_missing", "问题：甲。\n时限：12月底前", "问题：甲。\n时限：2024年12月底前"),
    ("year_missing", "问题：甲。\n措施：今年12月底前完成。",
     "印发：2024-03-01\n问题：甲。\n措施：今年12月底前完成。"),
    ("year_missing", "问题：甲。\n措施：年内完成。", "问题：甲。\n措施：年内完成。\n时限：2024年12月底"),
    ("stages_out_of_order", "问题：甲。\n时限：2025年12月底、2024年12月底",
     "问题：甲。\n时限：2024年12月底、2025年12月底"),
    ("stages_out_of_order", "问题：甲。\n时限：首批2025年底，第二批2024年底",
     "问题：甲。\n时限：东区2025年底，西区2024年底"),
    ("deadline_past", "今天：2024-07-01\n问题：甲。\n时限：2024年6月底\n问题：乙。\n时限：2025年6月底",
     "今天：2024-06-30\n问题：甲。\n时限：2024年6月底\n问题：乙。\n时限：2025年6月底"),
    ("deadline_past", "今天：2024-07-01\n问题：甲。\n时限：2024年6月底\n问题：乙。\n时限：2024年7月1日",
     "今天：2024-07-02\n问题：甲。\n时限：2024年6月底\n问题：乙。\n时限：2024年7月1日"),
    ("deadline_past", "今天：2024-07-01\n问题：甲。\n时限：2024年6月底\n状态：未完成",
     "今天：2024-07-01\n问题：甲。\n时限：2024年6月底\n状态：已完成"),
    ("all_deadlines_past", "今天：2024-07-02\n问题：甲。\n时限：2024年6月底\n问题：乙。\n时限：2024年7月1日",
     "今天：2024-07-02\n问题：甲。\n时限：2024年6月底"),
    ("deadline_without_date", "问题：甲。\n时限：2024年X月XX日", "问题：甲。\n时限：立行立改"),
    ("deadline_without_date", "问题：甲。\n时限：60日内", "印发：2024-03-01\n问题：甲。\n时限：60日内"),
    ("deadline_without_date", "问题：甲。\n时限：按程序办理", "问题：甲。\n时限：已完成"),
    ("ongoing_without_rhythm", "问题：甲。\n措施：巡查。\n时限：长期坚持",
     "问题：甲。\n措施：每月巡查。\n时限：长期坚持"),
    ("ongoing_without_rhythm", "问题：甲。\n措施：巡查。\n时限：长期坚持",
     "问题：甲。\n措施：巡查。\n时限：2024年12月底前完成，长期坚持"),
    ("immediate_without_date", "问题：甲。\n措施：立即覆盖。\n时限：立行立改",
     "问题：甲。\n措施：立即覆盖。\n时限：立行立改，长期坚持"),
    # Units
    ("lead_unit_missing", "问题：甲。\n单位：区住建局、区水务局", "问题：甲。\n单位：区住建局"),
    ("lead_unit_missing", "问题：甲。\n单位：区住建局、区水务局", "问题：甲。\n单位：区住建局\n配合：区水务局"),
    ("unit_listed_twice", "问题：甲。\n单位：区住建局、区住建局", "问题：甲。\n单位：区住建局\n配合：区住建局"),
    ("unit_two_names", "问题：甲。\n单位：区住建局\n问题：乙。\n配合：区住房和城乡建设局",
     "问题：甲。\n单位：区住建局\n问题：乙。\n配合：区水务局"),
    ("executor_accepts_own_work", "问题：甲。\n单位：区住建局\n验收：区住房和城乡建设局",
     "问题：甲。\n配合：区住建局\n验收：区住建局"),
    ("executor_accepts_own_work", "问题：甲。\n措施：由责任单位自行组织验收。",
     "问题：甲。\n措施：由区环委办组织验收。"),
    ("accepting_unit_missing", "问题：甲。\n验收：区环委办\n问题：乙。",
     "问题：甲。\n验收：区环委办\n问题：乙。\n验收：区环委办"),
    # Numbers
    ("number_skipped", "问题：甲。\n序号：1\n问题：乙。\n序号：4", "问题：甲。\n序号：1\n问题：乙。\n序号：5"),
    ("number_gaps", "问题：甲。\n序号：1\n问题：乙。\n序号：5", "问题：甲。\n序号：1\n问题：乙。\n序号：4"),
    ("number_out_of_order", "问题：甲。\n序号：3\n问题：乙。\n序号：2", "问题：甲。\n序号：2\n问题：乙。\n序号：1"),
    ("number_repeated", "问题：甲。\n序号：X-7\n问题：乙。\n序号：X-7",
     "问题：甲。\n序号：X-7\n问题：乙。\n序号：X-8"),
    ("feedback_number_gaps", "问题：甲。\n反馈：1\n问题：乙。\n反馈：3", "问题：甲。\n反馈：3"),
    # The body
    ("finding_count_differs", "正文：涉及我区的问题共1个。\n问题：甲。\n问题：乙。",
     "正文：涉及我区的问题共2个。\n问题：甲。\n问题：乙。"),
    ("body_deadline_exceeded", "正文：2024年12月底前所有问题全部整改到位。\n问题：甲。\n时限：2025年1月1日",
     "正文：2024年12月底前所有问题全部整改到位。\n问题：甲。\n时限：2024年12月31日"),
    ("reference_without_number", "问题：甲。\n措施：落实《整改管理办法》。",
     "问题：甲。\n措施：落实《整改管理办法》（晋市办发〔2024〕5号）。"),
    # What stands beside the limits: the same words of another thing
    ("parts_miss_whole", "问题：共有企业120家，其中水泥厂50家、焦化厂60家。",
     "问题：共有企业120家，其中水泥厂50家、焦化厂45家。"),
    ("parts_miss_whole", "问题：共有企业120家，其中水泥厂50家、焦化厂60家、砖厂9家。",
     "问题：共有企业120家，其中水泥厂50家、焦化厂60家、砖厂10家。"),
    ("parts_miss_whole", "问题：图斑46个（北石店镇12个、西上庄街道33个）需要治理，另有图斑1个。",
     "问题：图斑46个（北石店镇12个、西上庄街道34个）需要治理，另有图斑1个。"),
    ("parts_miss_whole", "问题：甲厂锅炉12台、乙厂锅炉8台，共21台。", "问题：甲厂锅炉12台、乙厂锅炉8台，其中共21台。"),
    ("difference_fails", "问题：基金10万元，实缴4万元，欠缴7万元。", "问题：基金10万元，缴纳4万元，欠缴7万元。"),
    ("subset_exceeds_set", "问题：图斑46个，其中47个未治理。", "问题：日光温室4座、车间1处，其中3处未拆除。"),
    ("count_differs_from_names", "问题：2家企业（甲乙热电厂、丙丁砖厂和戊己砖厂）停产。",
     "问题：3家企业（甲乙热电厂、丙丁砖厂和戊己砖厂）停产。"),
    ("count_differs_from_names", "问题：3家企业：甲乙热电厂、丙丁砖厂。",
     "问题：3家企业：甲乙热电厂、丙丁砖厂、戊己砖厂。"),
    ("count_differs_from_names", "问题：甲乙热电厂、丙丁砖厂、戊己砖厂2家企业停产。",
     "问题：甲乙热电厂、丙丁砖厂2家企业停产。"),
    ("count_differs_from_names", "问题：5个村（甲村、乙村、丙村）没有通水。",
     "问题：5个村（含甲村、乙村、丙村）没有通水。"),
    ("count_differs_from_names", "问题：59个方面（规划、建设）存在不足。", "问题：60个方面（规划、建设）存在不足。"),
    ("count_differs_from_names", "问题：2个方面（规划、建设、管理）存在不足。",
     "问题：3个方面（规划、建设、管理）存在不足。"),
    ("conversion_disagrees", "问题：占用林地27.17公顷（407.7亩）。", "问题：占用林地27.17公顷（407.6亩）。"),
    ("share_disagrees", "问题：核查图斑46个，已修复26个，修复率为65.5%。",
     "问题：核查图斑46个，已修复26个，修复率为65.5%以上。"),
    ("share_disagrees", "问题：核查图斑46个，已修复26个，修复率为65.5%。", "问题：核查图斑46个，修复率为65.5%。"),
    ("figure_differs", "问题：管网破损13公里。\n目标：改造管网10公里。",
     "问题：管网破损14公里。\n目标：改造管网10公里。"),
    ("figure_differs", "问题：46个图斑没有治理，另有20个图斑待核。\n目标：完成30个图斑治理。",
     "问题：46个图斑没有治理，另有20个图斑待核。\n目标：完成66个图斑治理。"),
    ("figure_differs", "问题：46个图斑没有治理，另有20个图斑待核。\n目标：完成30个图斑治理。",
     "问题：46个图斑没有治理，另有20个图斑待核。\n目标：完成26个图斑治理。"),
    ("figure_differs", "问题：46个图斑没有治理。\n措施：治理47个图斑。",
     "问题：46个图斑没有治理。\n措施：对全区47个图斑开展治理。"),
    ("figure_differs_between_problem_and_goal", "问题：积存渗滤液13万吨。\n目标：处理积存渗滤液10万吨。",
     "问题：积存渗滤液14万吨。\n目标：处理积存渗滤液10万吨。"),
    ("figure_differs_between_problem_and_goal", "问题：积存渗滤液10万吨。\n目标：处理积存渗滤液11万吨。",
     "问题：积存渗滤液10万吨。\n目标：处理危险废物11万吨。"),
    ("figure_not_taken_up", "问题：10处设施停运。\n目标：设施正常运行。",
     "问题：“10处设施停运”的报道属实。\n目标：设施正常运行。"),
    ("figure_not_taken_up", "问题：10处设施停运。\n目标：设施正常运行。",
     "问题：10处设施停运。\n目标：设施正常运行率100%。"),
    ("figure_not_taken_up", "问题：15处设施停运。\n目标：修复14处。",
     "问题：15处设施停运。\n目标：修复1处、2处、3处、9处。"),
    ("figure_not_taken_up", "问题：100家企业未整改。\n目标：加快整改。",
     "问题：100家企业中有38家未整改。\n目标：完成38家整改。"),
    ("arrears_not_recovered", "问题：欠缴基金3万元。\n目标：规范管理。",
     "问题：欠缴基金3万元。\n目标：规范管理。\n措施：依法追缴。"),
    ("goal_not_verifiable", "问题：甲。\n目标：切实增强责任感，推动工作完成。", "问题：甲。\n目标：推动工作完成。"),
    ("goal_not_verifiable", "问题：甲。\n目标：加强三方协作。", "问题：甲。\n目标：加强3个部门协作。"),
    ("measure_without_output", "问题：甲。\n措施：进一步加强领导。\n措施：修复管网。",
     "问题：甲。\n措施：进一步加强领导，抓好以下工作。\n措施：修复管网。"),
    ("measure_without_output", "问题：甲。\n措施：大力推进落实。", "问题：甲。\n措施：大力推进落实《治理规定》。"),
    ("same_problem", "问题：北河养殖粪污直排严。。\n问题：北河养殖粪污直排严。。",
     "问题：北河粪污直排严。\n问题：南河粪污直排严。"),
    ("deadline_before_issue", "印发：2024-07-01\n问题：甲。\n时限：2024年6月底",
     "督察：2023-10-17 2023-11-16 2024-06-30\n问题：甲。\n时限：2024年6月底"),
    ("year_missing", "问题：甲。\n时限：10月", "问题：甲。\n措施：10月至次年3月为采暖期。"),
    ("stages_out_of_order", "问题：甲。\n时限：2025年底和2024年底", "问题：甲。\n时限：2025年底验收，2024年底完成"),
    ("ongoing_without_rhythm", "问题：甲。\n时限：长期坚持", "问题：甲。\n时限：长期坚持，每月调度"),
    ("immediate_without_date", "问题：甲。\n时限：立行立改", "问题：甲。\n时限：立行立改，2024年12月底前完成"),
    ("lead_unit_missing", "问题：甲。\n单位：区住建局、区水务局",
     "问题：甲。\n单位：区住建局、区水务局\n措施：区住建局牵头制定方案。"),
    ("unit_listed_twice", "问题：甲。\n牵头：区住建局\n单位：区水务局、区水务局",
     "问题：甲。\n牵头：区住建局\n单位：区水务局\n验收：区水务局"),
    ("unit_two_names", "问题：甲。\n单位：区住建局\n措施：由区住房和城乡建设局修复。",
     "问题：甲。\n单位：区住建局\n措施：由区住建局修复。"),
    ("executor_accepts_own_work", "正文：由责任单位组织销号验收。\n问题：甲。",
     "正文：由责任单位组织自验后，报区环委办验收。\n问题：甲。"),
    ("accepting_unit_missing", "正文：由责任单位组织销号验收。\n问题：甲。",
     "正文：由市生态环境局组织验收。\n问题：甲。"),
    ("number_skipped", "问题：甲。\n序号：1\n问题：乙。\n序号：3", "问题：甲。\n序号：1\n问题：乙。\n序号：2"),
    ("finding_count_differs", "正文：涉及我区的问题共3个。\n问题：甲。\n问题：乙。",
     "正文：反馈的问题共3个。\n问题：甲。\n问题：乙。"),
    ("body_deadline_exceeded", "正文：2024年12月底前所有问题全部整改到位。\n问题：甲。\n时限：2025年12月底",
     "正文：除长期坚持的问题外，2024年12月底前所有问题全部整改到位。\n问题：甲。\n时限：2025年12月底"),
    ("body_deadline_exceeded",
     "正文：2023年12月底前所有问题全部完成方案，2024年12月底前所有问题全部整改到位。\n问题：甲。\n时限：2025年12月底",
     "正文：2023年12月底前所有问题全部完成方案，2025年12月底前所有问题全部整改到位。\n问题：甲。\n时限：2025年12月底"),
    ("reference_without_number", "问题：甲。\n措施：落实《整改管理办法（试行）》。",
     "问题：甲。\n措施：制定《整改管理办法（试行）》。"),
    ("body_figure_differs", "正文：推动3家企业关停退出。\n问题：2家企业关停退出推进力度不大。",
     "正文：推动三家企业关停退出。\n问题：2家企业关停退出推进力度不大。"),
    ("body_figure_differs", "正文：推动3家企业关停退出。\n问题：2家企业关停退出推进力度不大。",
     "正文：推动3家企业关停退出。\n问题：2家企业关停退出推进力度不大，3家企业待核。"),
    ("body_figure_differs", "正文：推动3家企业关停退出。\n问题：2家企业关停退出推进力度不大。",
     "正文：今年为3家企业办理了技术改造贷款贴息。\n问题：2家企业关停退出推进力度不大。"),
    ("body_requirement_unanswered", "正文：半年内集中解决一批突出问题。\n问题：甲。\n目标：完成治理。",
     "正文：半年内召开一次会议解决突出问题。\n问题：甲。\n目标：完成治理。"),
    ("body_requirement_unanswered", "正文：3个月内解决噪声扰民问题。\n问题：甲。\n目标：完成治理。",
     "正文：3个月内解决噪声扰民问题。\n问题：甲。\n目标：解决噪声扰民问题。"),
    ("term_count_differs",
     "正文：2024年底前完成2个，长期坚持0个。\n问题：甲。\n时限：2024年12月底\n问题：乙。\n时限：长期坚持",
     "正文：2024年底前完成2个，长期坚持1个。\n问题：甲。\n时限：2024年12月底\n问题：乙。\n时限：长期坚持"),
]  # fmt: skip


def _name(limit: object) -> str:
    return limit if isinstance(limit, str) and limit.isascii() else ""


@pytest.mark.parametrize(("code", "speaks", "silent"), LIMITS, ids=_name)
def test_a_rule_speaks_up_to_its_limit_and_no_further(code: str, speaks: str, silent: str) -> None:
    assert code in codes_of(speaks)
    assert code not in codes_of(silent)


MISSING = ("goal_missing", "measures_missing", "units_missing", "deadline_missing", "person_missing")
FULL = "问题：甲。\n目标：完成治理。\n措施：清理河道。\n单位：区住建局\n时限：2024年12月底\n责任人：王某"


@pytest.mark.parametrize(("code", "label"), list(zip(MISSING, ("目标", "措施", "单位", "时限", "责任人"), strict=True)))
def test_one_field_left_out_is_one_point_and_no_other(code: str, label: str) -> None:
    assert not set(MISSING) & codes_of(FULL)
    lacking = "\n".join(line for line in FULL.splitlines() if not line.startswith(label))
    assert set(MISSING) & codes_of(lacking) == {code}


@pytest.mark.parametrize("label", ["牵头", "单位", "配合"])
def test_whoever_leads_acts_or_helps_is_a_unit(label: str) -> None:
    assert "units_missing" not in codes_of(f"问题：甲。\n{label}：区住建局")
    assert "units_missing" in codes_of("问题：甲。\n验收：区住建局")


ONLY_OF_PLANS = [
    "goal_missing", "measures_missing", "units_missing", "deadline_missing", "person_missing", "deadline_past",
    "year_missing", "accepting_unit_missing", "lead_unit_missing", "ongoing_without_rhythm", "figure_not_taken_up",
    "goal_without_figure", "deadline_before_issue", "unit_not_responsible",
]  # fmt: skip
POOR = (
    "印发：2024-07-01\n今天：2024-09-01\n问题：10处设施停运。\n目标：设施正常运行。\n措施：由区财政局拨付。\n"
    "单位：区住建局、区水务局\n时限：2024年6月底\n问题：乙。\n时限：长期坚持\n问题：丙。\n时限：12月底前"
)


@pytest.mark.parametrize("kind", ["progress", "closure_notice", "feedback"])
def test_what_only_a_plan_must_have_is_asked_of_no_other_paper(kind: str) -> None:
    assert not set(ONLY_OF_PLANS) & codes_of(POOR, kind)  # type: ignore[arg-type]


def test_a_plan_is_asked_for_all_of_it() -> None:
    assert set(ONLY_OF_PLANS) - codes_of(POOR) == {"deadline_missing"}


@pytest.mark.parametrize(("n_answered", "asked"), [(1, False), (2, True), (3, True)])
def test_a_paper_of_unknown_kind_is_taken_for_a_plan_if_half_its_findings_are_answered(
    n_answered: int, asked: bool
) -> None:
    text = "\n".join(f"问题：第{i}个。\n" + ("目标：完成治理。" if i < n_answered else "") for i in range(4))
    assert ("deadline_missing" in codes_of(text, "other")) is asked


@pytest.mark.parametrize("label", ["序号", "反馈"])
@pytest.mark.parametrize("code", ["140100202401010001", "9" * 5_000, "123456"])
def test_the_code_of_a_receipt_is_no_number_that_counts(label: str, code: str) -> None:
    said = codes_of(f"问题：甲。\n{label}：1\n问题：乙。\n{label}：{code}")
    assert not {"number_gaps", "number_skipped", "feedback_number_gaps"} & said


@pytest.mark.parametrize("label", ["序号", "反馈"])
def test_the_code_of_a_receipt_may_not_repeat(label: str) -> None:
    said = codes_of(f"问题：甲。\n{label}：140100202401\n问题：乙。\n{label}：140100202401")
    assert {"number_repeated", "feedback_number_repeated"} & said


@pytest.mark.parametrize(
    "uom",
    ["公里", "米", "吨", "立方米", "万元", "亿元", "户", "人", "公顷", "亩", "千瓦", "千瓦时", "蒸吨", "个", "家"],
)
def test_parts_of_everything_that_can_be_added_make_their_whole(uom: str) -> None:
    text = f"问题：全县总量10{uom}，分别为东区6{uom}、西区{{}}{uom}。"
    assert "parts_miss_whole" in codes_of(text.format(3))
    assert "parts_make_whole" in codes_of(text.format(4))


@pytest.mark.parametrize("uom", ["年", "倍", "个百分点", "分贝", "%"])
def test_what_cannot_be_added_makes_no_whole(uom: str) -> None:
    text = f"问题：全县总量10{uom}，分别为东区6{uom}、西区{{}}{uom}。"
    assert not {"parts_miss_whole", "parts_make_whole"} & (codes_of(text.format(3)) | codes_of(text.format(4)))
