"""Which column is what: headings as counties write them, mapped to the fields of an event."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SYNONYMS = {
    "number": "编号 事件编号 工单号 工单编号 案件编号 单号 number id",
    "description": "描述 事件描述 问题描述 内容 事件内容 反映内容 诉求内容 主要内容 情况说明 详情 description content",
    "item": "事项 事项名称 巡查事项 类别 事件类别 事件类型 类型 问题类型 小类 分类 item category type",
    "source": "来源 事件来源 上报来源 信息来源 受理渠道 渠道 上报方式 source",
    "reported_at": "上报时间 上报日期 时间 日期 发生时间 受理时间 登记时间 来电时间 创建时间 reported_at time date",
    "lon": "经度 东经 lon lng long longitude 经度坐标",
    "lat": "纬度 北纬 lat latitude 纬度坐标",
    "x": "x x坐标 横坐标 东坐标",
    "y": "y y坐标 纵坐标 北坐标",
    "township": "乡镇 所属乡镇 乡镇名称 镇 乡镇街道 township",
    "village": "村 村庄 村居 村名 所在村 所属村 行政村 村社区 社区 village",
    "address": "地址 地点 位置 事发地点 发生地点 详细地址 address place",
    "reporter": "上报人 上报人姓名 报告人 联系人 姓名 来电人 反映人 诉求人 群众姓名 reporter name",
    "phone": "电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 来电号码 phone tel mobile",
}
FIELD_WORD = {
    "number": "编号",
    "description": "描述",
    "item": "事项",
    "source": "来源",
    "reported_at": "上报时间",
    "lon": "经度",
    "lat": "纬度",
    "x": "X 坐标",
    "y": "Y 坐标",
    "township": "乡镇",
    "village": "村",
    "address": "地址",
    "reporter": "上报人",
    "phone": "电话",
}


@dataclass(frozen=True)
class Columns:
    """at: field name → column index. heading: field name → heading as written. ignored: headings of no field."""

    at: dict[str, int]
    heading: dict[str, str]
    ignored: list[str]

    @property
    def position(self) -> tuple[int, int] | None:
        """Columns of the two coordinates; which is east is told by their values, not by their names."""
        for first, second in (("lon", "lat"), ("x", "y")):
            if first in self.at and second in self.at:
                return self.at[first], self.at[second]
        return None

    @property
    def pair(self) -> tuple[str, str]:
        """The two fields that hold the position."""
        return ("lon", "lat") if "lon" in self.at and "lat" in self.at else ("x", "y")

    def missing(self) -> list[str]:
        """Words for the fields without which no event can be made."""
        lacking = [FIELD_WORD[f] for f in ("description", "item", "reported_at") if f not in self.at]
        if self.position is None and "village" not in self.at and "address" not in self.at:
            lacking.append("经度和纬度（或村）")
        return lacking


def match_headings(headings: Sequence[str]) -> Columns:
    """The first column of each field wins; the rest are named as ignored, never silently dropped."""
    field_of = {_plain(word): field for field, words in SYNONYMS.items() for word in words.split()}
    at: dict[str, int] = {}
    ignored = []
    for index, heading in enumerate(headings):
        field = field_of.get(_plain(heading))
        if field is None or field in at:
            if heading:
                ignored.append(heading)
        else:
            at[field] = index
    return Columns(at, {field: headings[i] for field, i in at.items()}, ignored)


def _plain(heading: str) -> str:
    """Full-width letters narrowed, brackets with what they hold, spaces, stars and colons gone, lower case."""
    text = unicodedata.normalize("NFKC", heading).lower()
    return re.sub(r"\(.*?\)|【.*?】|[\s*:：/、·-]", "", text)
