"""Sheets of paper: size and margins in millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize


@dataclass(frozen=True)
class Paper:
    """Everything in mm. The text lies within the margins; header and footer lie in the margins, `head` and `foot` mm
    from the edge of the paper."""

    name: str
    width: float
    height: float
    left: float = 20.0
    top: float = 22.0
    right: float = 20.0
    bottom: float = 20.0
    head: float = 13.0
    foot: float = 11.0

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom

    @property
    def page_layout(self) -> QPageLayout:
        """For Qt's writers: the bare sheet, upright as it is told, because we keep our own margins."""
        upright = self.width <= self.height
        size = QSizeF(min(self.width, self.height), max(self.width, self.height))
        turned = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
        return QPageLayout(QPageSize(size, QPageSize.Unit.Millimeter, self.name), turned, QMarginsF(0, 0, 0, 0))


A4 = Paper("A4", 210, 297, top=20, bottom=18)
A4_WIDE = Paper("A4", 297, 210, 14, 20, 14, 16, 12, 9)
A3_WIDE = replace(A4_WIDE, name="A3", width=420, height=297)
OFFICIAL = Paper("A4", 210, 297, 28, 37, 26, 35, 14, 11)  # GB/T 9704-2012, 5.2.1: 天头 37, 订口 28, 版心 156 × 225
