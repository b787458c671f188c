"""Reports on work that hold no findings, though they speak of problems and of what was done."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import read

REPORTS = {
    "progress first, then what hinders it": """
某市2024年上半年重点工作进展情况的报告
一、主要工作进展
1.污水处理提质增效不放松。已完成管网改造12公里。
2.扬尘管控不松懈。已检查工地120次，完成整改问题35个。
二、存在问题
1.资金缺口大。目前已争取2000万元。
2.部分项目进度滞后。正在加快推进。
三、下一步计划
加快推进。
""",
    "praise that begins with 不": """
某县督察反馈问题整改工作开展情况的报告
（一）监管不断加强。已立案12起。
（二）宣传不留死角。已开展活动20场。
（三）执法不打折扣。已检查企业86家，整改问题52个。
""",
    "a report of another subject": """
某局关于2023年度法治政府建设工作情况的报告
一、工作开展情况
（一）依法行政持续规范。已修订制度12项。
（二）普法宣传全面展开。已组织宣讲16场。
二、存在不足
执法能力不强。
""",
    "an inspection of a law": """
某县人大常委会执法检查组关于法律实施情况的报告
一、存在的主要问题
（一）责任落实不到位。个别部门已认识不足。
（二）执法力量薄弱。全县完成招录仅有6名。
（三）宣传不够深入。已开展的活动较少。
二、建议
（一）压实责任。
""",
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_on_work_holds_no_findings(name: str) -> None:
    assert read(REPORTS[name]).findings == ()
