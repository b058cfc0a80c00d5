"""The columns of the queue: what they are called, how wide, how inked, by what they sort."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`sort` names a column of gis.events.order. `tone` is a ui colour; `drop` is the order in which columns give way
    when the queue is narrow (0: never); `narrow` is the width it may shrink to before it goes."""

    key: str
    title: str
    width: int
    sort: str
    tone: str = "text_secondary"
    drop: int = 0
    narrow: int = 0
    tip: str = ""


COLUMNS = (
    Column("state", "", 46, "state", tip="按紧急程度排序：超期、临近在前"),
    Column("number", "编号", 60, "number", tip="当天的流水号；悬停看完整编号"),
    Column("matter", "事由", 240, "item", "text", tip="按事项排序"),
    Column("class", "类别", 86, "class", drop=4, tip="时限类别；其他事项写大类"),
    Column("place", "位置", 178, "place", drop=3, narrow=104, tip="乡镇 · 村居 · 网格"),
    Column("source", "来源", 92, "source", drop=1),
    Column("reported", "上报", 58, "reported", drop=2, tip="上报时间"),
    Column("due", "时限", 92, "due", "text", drop=6, tip="先到的一个时限：未回复的看回复，否则看办结"),
    Column("remaining", "剩余", 114, "remaining", tip="离时限还有多久；再点一次倒序"),
    Column("unit", "建议部门", 109, "unit", "text", drop=5, tip="已指派的写责任部门，未指派的写权责清单建议的部门"),
)
KEYS = tuple(column.key for column in COLUMNS)
STRETCH = KEYS.index("matter")
LEAST_STRETCH_PX = 168
