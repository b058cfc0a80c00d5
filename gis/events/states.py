"""Words of an event's life: status, clock state, acts, sources. Values are stored; never renumber."""

from __future__ import annotations

from enum import IntEnum


class State(IntEnum):
    """State of the clock, in order of severity (0 worst): what colour and shape say."""

    OVERDUE = 0
    NEAR = 1
    PENDING = 2
    NORMAL = 3
    PAUSED = 4
    CLOSED = 5


STATE_WORD = {
    State.OVERDUE: "超期",
    State.NEAR: "临近",
    State.PENDING: "待受理",
    State.NORMAL: "正常",
    State.PAUSED: "暂停",
    State.CLOSED: "已办结",
}
STATE_KEY = {s: s.name.lower() for s in State}  # keys of resources/themes/tokens.json
STATE_LIFE_ORDER = (State.PENDING, State.NORMAL, State.NEAR, State.OVERDUE, State.PAUSED, State.CLOSED)


class Status(IntEnum):
    """Where an event stands in the five steps. Open means < CLOSED."""

    REPORTED = 0  # 待受理
    ACCEPTED = 1  # 待指派
    RETURNED = 2  # 退单, back with the dispatcher
    ASSIGNED = 3  # 处置中, not yet answered
    REPLIED = 4  # 处置中, answered
    RESOLVED = 5  # 待核查
    CLOSED = 6  # 已办结
    REFUSED = 7  # 不予受理
    MERGED = 8  # 已并案


STATUS_WORD = {
    Status.REPORTED: "待受理",
    Status.ACCEPTED: "待指派",
    Status.RETURNED: "退单",
    Status.ASSIGNED: "处置中",
    Status.REPLIED: "已回复",
    Status.RESOLVED: "待核查",
    Status.CLOSED: "已办结",
    Status.REFUSED: "不予受理",
    Status.MERGED: "已并案",
}


class Source(IntEnum):
    GRID_WORKER = 0
    RESIDENT = 1
    PHONE = 2
    HOTLINE = 3
    PATROL = 4
    ON_BEHALF = 5


SOURCE_WORD = {
    Source.GRID_WORKER: "网格员上报",
    Source.RESIDENT: "群众上报",
    Source.PHONE: "电话",
    Source.HOTLINE: "12345 转办",
    Source.PATROL: "巡查",
    Source.ON_BEHALF: "帮代办",
}


class Act(IntEnum):
    """One line of an event's history."""

    REPORT = 1
    ACCEPT = 2
    ASSIGN = 3
    RETURN = 4
    REPLY = 5
    PROGRESS = 6
    PAUSE = 7
    RESUME = 8
    EXTEND = 9
    RESOLVE = 10
    VERIFY = 11
    REWORK = 12
    CLOSE = 13
    RATE = 14
    REFUSE = 15
    MERGE = 16
    REOPEN = 17
    UNDO = 18
    ASK_MORE = 19
    ESCALATE = 20
    RECLASSIFY = 21
    ASSIST = 22
    ASK_PAUSE = 23
    ASK_EXTENSION = 24
    DECLINE = 25
    RECKON = 26
    URGE = 27
    SUPERVISE = 28
    REGRID = 40  # borders moved, not the event


ACT_WORD = {
    Act.REPORT: "上报",
    Act.ACCEPT: "立案",
    Act.ASSIGN: "指派",
    Act.RETURN: "退单",
    Act.REPLY: "回复",
    Act.PROGRESS: "进展",
    Act.PAUSE: "暂停",
    Act.RESUME: "恢复",
    Act.EXTEND: "延期",
    Act.RESOLVE: "报结",
    Act.VERIFY: "核查",
    Act.REWORK: "返工",
    Act.CLOSE: "办结",
    Act.RATE: "评价",
    Act.REFUSE: "不予受理",
    Act.MERGE: "并案",
    Act.REOPEN: "重开",
    Act.UNDO: "撤销",
    Act.ASK_MORE: "补充材料",
    Act.ESCALATE: "上交县级",
    Act.RECLASSIFY: "改类",
    Act.ASSIST: "协办",
    Act.ASK_PAUSE: "申请暂停",
    Act.ASK_EXTENSION: "申请延期",
    Act.DECLINE: "不同意",
    Act.RECKON: "时限重算",
    Act.URGE: "催办",
    Act.SUPERVISE: "督办",
    Act.REGRID: "改属网格",
}

RATING_WORD = {0: "", 1: "不满意", 2: "基本满意", 3: "满意", 4: "非常满意"}
