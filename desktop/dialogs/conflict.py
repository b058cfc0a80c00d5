"""Someone was first: who, when and what they did, and what can be done now. The user's own act is not lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded
from desktop.theme import Theme, pixel_font
from gis.deadlines.words import moment
from gis.foundation.errors import Conflict, EarlierChange

ROW_PX = 52
MOST_ROWS = 5
WIDTH_PX = 460


class ConflictDialog(QDialog):
    """`retry_clicked`: do it again on the latest state; `given_up`: leave it as the others made it."""

    retry_clicked = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, conflict: Conflict, label: str, now: int, parent: QWidget | None = None) -> None:
        """`label`: the user's own act in words (将 2 件指派给 交通运输局)."""
        super().__init__(parent)
        self.setWindowTitle("与他人的操作冲突")
        self.setFixedWidth(WIDTH_PX)
        title = QLabel(_title(conflict))
        title.setFont(theme.font("title"))
        title.setWordWrap(True)
        mine = QLabel(f"您的操作“{label}”没有写入，也没有丢失。看过最新情况后，可以重试或放弃。")
        mine.setProperty("tone", "secondary")
        mine.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(EarlierList(theme, conflict.earlier, now))
        column.addWidget(mine)
        column.addLayout(self._foot())
        self._drop.setFocus()  # an Enter meant for what came before must not override a colleague

    def _foot(self) -> QHBoxLayout:
        self._drop = drop = QPushButton("放弃我的操作")
        drop.setToolTip("保留对方的结果")
        drop.clicked.connect(self.reject)
        self._retry = QPushButton("按最新情况重试")
        self._retry.setObjectName("conflict-retry")
        self._retry.setProperty("kind", "primary")
        self._retry.clicked.connect(self._again)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(drop)
        row.addWidget(self._retry)
        return row

    @property
    def retry_button(self) -> QPushButton:
        return self._retry

    def _again(self) -> None:
        self.accept()
        self.retry_clicked.emit()

    def reject(self) -> None:
        super().reject()
        self.given_up.emit()


class EarlierList(QWidget):
    """One line a change: who, at which station, what, when."""

    def __init__(self, theme: Theme, earlier: Sequence[EarlierChange], now: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._now = theme, now
        self._shown = list(earlier[-MOST_ROWS:])[::-1]
        self._more = len(earlier) - len(self._shown)
        self.setFixedHeight(ROW_PX * max(len(self._shown), 1) + (26 if self._more else 0))
        self.setAccessibleName("；".join(self._spoken(one) for one in self._shown) or "对方的操作没有留下记录")

    def _spoken(self, one: EarlierChange) -> str:
        return f"{moment(one.at, self._now)} {one.actor}（{one.station}）{one.label}"

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui, top = self._theme.ui, 0.0
        rounded(painter, QRectF(self.rect()), 8, ui["surface_sunk"])
        if not self._shown:
            words = Run("对方的操作没有留下记录", pixel_font(13), ui["text_secondary"])
            paint_runs(painter, 14, ROW_PX / 2, [words])
        for index, one in enumerate(self._shown):
            if index:
                painter.fillRect(QRectF(14, top, self.width() - 28, 1), ui["line"])
            stamp = Run(moment(one.at, self._now), pixel_font(12), ui["text_tertiary"])
            right = paint_runs_right(painter, self.width() - 14, top + 17, [stamp])
            who = [
                Run(one.actor or "未署名", pixel_font(13, 600), ui["text"], 8),
                Run(one.station, pixel_font(12), ui["text_tertiary"]),
            ]
            paint_runs(painter, 14, top + 17, [who[0], fitted(who[1], right - 26 - who[0].width)])
            label = Run(one.label, pixel_font(12), ui["text_secondary"])
            paint_runs(painter, 14, top + 36, [fitted(label, self.width() - 28)])
            top += ROW_PX
        if self._more:
            words = Run(f"此前还有 {self._more} 次改动，见事件经过", pixel_font(12), ui["text_tertiary"])
            paint_runs(painter, 14, top + 10, [words])
        painter.end()


def _title(conflict: Conflict) -> str:
    """张建国 已先改了这 2 件; several people: 已有人先改了这 2 件."""
    count = len(conflict.keys)
    what = "这件" if count == 1 else f"其中 {count:,} 件"
    actors = {one.actor for one in conflict.earlier if one.actor}
    return f"{actors.pop()} 先改了{what}" if len(actors) == 1 else f"已有人先改了{what}"
