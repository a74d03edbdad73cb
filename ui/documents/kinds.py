"""The kinds of paper that can be made here."""

from enum import Enum, auto

from commandcenter.kernel.words import N_


class PaperKind(Enum):
    """A kind of paper."""

    DUTY_LOG = auto()  # 值班日志
    ON_CALL = auto()  # 值班表
    HANDOVER = auto()  # 交接班报告
    TEAM_ROSTER = auto()  # 队伍名册
    TEAM_CARD = auto()  # 队伍信息卡
    DISPATCH_ORDER = auto()  # 调度令
    TEAMS_ON_CALL = auto()  # 待命队伍电话表
    RESOURCES = auto()  # 应急资源汇总
    EXPIRING = auto()  # 到期清单
    SITUATION = auto()  # 态势一览
    BULLETIN = auto()  # 突发事件信息专报
    PHONE_REPORT = auto()  # 电话报告记录单
    RESPONSE_ORDER = auto()  # 应急响应令
    EVACUATION = auto()  # 人员转移清单
    TOWNSHIP_PACKET = auto()  # 乡镇应急资料包
    WARNING_LOG = auto()  # 预警登记
    CALL_RECORD = auto()  # 叫应记录
    ANNUAL_PLAN = auto()  # 年度演练计划表
    DRILL_STATISTICS = auto()  # 演练与培训宣传统计
    DRILL_PLAN = auto()  # 演练工作方案
    DRILL_SCRIPT = auto()  # 演练脚本
    EVALUATION_BLANK = auto()  # 演练评估表（空白）
    EVALUATION_FORM = auto()  # 演练评估表（已填）
    DRILL_REPORT = auto()  # 演练评估总结报告
    IMPROVEMENT_LIST = auto()  # 改进措施清单


PAPER_WORDS = {
    PaperKind.DUTY_LOG: N_("Duty log"),
    PaperKind.ON_CALL: N_("On-call list"),
    PaperKind.HANDOVER: N_("Handover report"),
    PaperKind.TEAM_ROSTER: N_("Team roster"),
    PaperKind.TEAM_CARD: N_("Team card"),
    PaperKind.DISPATCH_ORDER: N_("Dispatch order"),
    PaperKind.TEAMS_ON_CALL: N_("Teams on call"),
    PaperKind.RESOURCES: N_("Resource summary"),
    PaperKind.EXPIRING: N_("Expiring list"),
    PaperKind.SITUATION: N_("Present state on one sheet"),
    PaperKind.BULLETIN: N_("Incident bulletin"),
    PaperKind.PHONE_REPORT: N_("Record of a report by phone"),
    PaperKind.RESPONSE_ORDER: N_("Response order"),
    PaperKind.EVACUATION: N_("Evacuation list"),
    PaperKind.TOWNSHIP_PACKET: N_("Township packet"),
    PaperKind.WARNING_LOG: N_("Log of warnings"),
    PaperKind.CALL_RECORD: N_("Record of call-and-answer"),
    PaperKind.ANNUAL_PLAN: N_("Annual plan of drills"),
    PaperKind.DRILL_STATISTICS: N_("Statistics of drills"),
    PaperKind.DRILL_PLAN: N_("Plan of a drill"),
    PaperKind.DRILL_SCRIPT: N_("Script of a drill"),
    PaperKind.EVALUATION_BLANK: N_("Evaluation form, blank"),
    PaperKind.EVALUATION_FORM: N_("Evaluation form, filled in"),
    PaperKind.DRILL_REPORT: N_("Report of a drill"),
    PaperKind.IMPROVEMENT_LIST: N_("List of improvements"),
}
