"""The closed list of verbs: what can be recorded, each with its Chinese sentence.

A sentence names {who} and {what}. An unknown verb is an error; a verb that once was used is never removed.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "user.added": "{who}建立了账号“{what}”",
    "role.granted": "{who}授予了角色：{what}",
    "role.revoked": "{who}收回了角色：{what}",
    "sign_in_token.issued": "{who}发放了{what}",
    "user.signed_in": "{who}登录了系统",
    "user.signed_out": "{who}退出了系统",
    "unit.added": "{who}建立了单位“{what}”",
    "unit.changed": "{who}修改了单位“{what}”的信息",
    "unit.renamed": "{who}把单位更名为“{what}”",
    "unit.moved": "{who}调整了单位“{what}”的上级单位",
    "unit.closed": "{who}登记了单位“{what}”的撤销",
    "unit_name.added": "{who}登记了{what}",
    "unit_name.ended": "{who}停用了{what}",
    "roster.added": "{who}建立了单位组“{what}”",
    "roster_member.added": "{who}登记了单位组成员：{what}",
    "roster_member.ended": "{who}登记了单位组成员退出：{what}",
    "post.added": "{who}设立了岗位：{what}",
    "post.changed": "{who}修改了岗位：{what}",
    "person.added": "{who}登记了人员：{what}",
    "person.changed": "{who}更正了人员：{what}",
    "person.linked": "{who}关联了账号与人员：{what}",
    "post.taken_up": "{who}登记了任职：{what}",
    "post.handed_over": "{who}办理了岗位交接：{what}",
    "post.left": "{who}登记了离任：{what}",
    "units.imported": "{who}导入了单位、岗位和人员{what}",
    "units.exported": "{who}导出了单位、岗位和人员{what}",
    "document.received": "{who}上传并识别了文件{what}",
    "field.corrected": "{who}更正了{what}的识别结果",
    "findings.merged": "{who}在{what}中合并了问题",
    "finding.split": "{who}在{what}中拆分了一个问题",
    "finding.added": "{who}在{what}中补录了一个问题",
    "finding.dropped": "{who}在{what}中删除了一个误认的问题",
    "notice.answered": "{who}处理了{what}的一条提示",
    "correction.undone": "{who}撤销了对{what}的上一步更正",
    "revision.linked": "{who}指定了{what}所修订的方案",
    "change.decided": "{who}对{what}的一处差异作出了取舍",
    "recognition.discarded": "{who}放弃了{what}",
    "edition.confirmed": "{who}确认入库：{what}",
    "edition.restored": "{who}恢复了以前的版本：{what}",
    "ledger.exported": "{who}导出了{what}的台账",
    "health_report.exported": "{who}下载了{what}的体检报告",
    "seal.failed": "{who}发现留痕没有正常封存",
    "seal.resumed": "{who}在恢复备份或更换密钥后重新开始封存留痕",
    "trail.verified": "{who}核验了全部留痕",
    "trail.exported": "{who}导出了全部留痕",
    "page.sent": "{who}向页面{what}提交了内容",
}


def known(verb: str) -> str:
    """The verb itself. Raises KeyError if it is not in the list."""
    VERBS[verb]
    return verb


def sentence(verb: str, *, who: str, what: str) -> str:
    """What happened, in one Chinese sentence. Raises KeyError for a verb that is not in the list."""
    return VERBS[verb].format(who=who, what=what)
