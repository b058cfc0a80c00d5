"""What is wrong with a row, by kind, so that rows of one kind can be mended together; and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Kinds of trouble, in the order in which they are shown."""

    VILLAGE = "village"
    TIME = "time"
    SWAPPED = "swapped"
    POSITION = "position"
    ITEM = "item"
    SOURCE = "source"
    PHONE = "phone"
    TEXT = "text"
    DUPLICATE = "duplicate"


TROUBLE_WORD = {
    Trouble.VILLAGE: "村名对不上",
    Trouble.TIME: "时间无法识别",
    Trouble.SWAPPED: "经纬度颠倒",
    Trouble.POSITION: "坐标有问题",
    Trouble.ITEM: "事项对不上",
    Trouble.SOURCE: "来源对不上",
    Trouble.PHONE: "电话位数不对",
    Trouble.TEXT: "描述缺失或乱码",
    Trouble.DUPLICATE: "重复",
}
TROUBLE_OF = {
    "reported_at": Trouble.TIME, "item": Trouble.ITEM, "source": Trouble.SOURCE, "position": Trouble.POSITION,
    "village": Trouble.VILLAGE, "phone": Trouble.PHONE, "description": Trouble.TEXT,
}  # fmt: skip


@dataclass(frozen=True)
class Mend:
    """One way to mend a row. words: 小留庄 (改为 is said before it), or a whole sentence when `plain`. values: field →
    new text. sure: so likely that it may be taken for all rows at once. drop: the row is not imported at all."""

    words: str
    values: tuple[tuple[str, str], ...] = ()
    sure: bool = False
    plain: bool = False
    drop: bool = False

    @property
    def saying(self) -> str:
        """改为 小留庄; 去掉坐标，放在村里."""
        return self.words if self.plain else f"改为 {self.words}"


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one field of a row. field: as gis.intake.headings names it, or position. text: what stands
    there. reason: in a Chinese sentence."""

    trouble: Trouble
    field: str
    text: str
    reason: str
    mends: tuple[Mend, ...] = ()
