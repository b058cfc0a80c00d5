"""Before a file is chosen: a place to drop one, and the files whose bad rows still wait."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.office.register.hints import Hint, HintStrip
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.text_runs import Run, paint_runs, runs_width
from desktop.theme import Theme, pixel_font
from gis.deadlines.words import moment
from gis.intake.batch import Batch

SIDE_PX, DROP_PX, MOST = 14, 148, 12


class DropZone(QWidget):
    """The dashed field; `chosen` when its button is pressed."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.hot = theme, False
        self.button = CardButton(theme, ButtonKind.PRIMARY, "选择文件…", self)
        self.button.setObjectName("import-choose")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self.chosen)
        self.setFixedHeight(DROP_PX)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.button.set_theme(theme)
        self.update()

    def set_hot(self, hot: bool) -> None:
        """A file is held over it."""
        self.hot = hot
        self.update()

    def resizeEvent(self, _event) -> None:
        wide = self.button.sizeHint().width()
        self.button.setGeometry((self.width() - wide) // 2, self.height() - 48, wide, 32)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(ui["accent_tint"] if self.hot else ui["surface_sunk"])
        painter.setPen(QPen(ui["accent"] if self.hot else ui["line_control"], 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 8, 8)
        middle = self.width() / 2
        paint_icon(painter, "upload", ui["text_secondary"], QPointF(middle, 30), 20)
        for y, words, size, tone in (
            (58, "把 CSV、Excel 或 GeoJSON 拖到这里", 13, "text"),
            (78, "编码和坐标系自动判断并说明依据；坏行不丢，逐组修复", 12, "text_secondary"),
        ):
            run = [Run(words, pixel_font(size), ui[tone])]
            paint_runs(painter, middle - runs_width(run) / 2, y, run)
        painter.end()


class StartPage(QWidget):
    """`chosen` to pick a file; `opened(key)` and `thrown(key)` of a kept batch; `cancelled` while one is read."""

    chosen = Signal()
    opened = Signal(str)
    thrown = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.drop = DropZone(theme)
        self.drop.chosen.connect(self.chosen)
        self.question = HintStrip(theme)
        self.words, self.bar = QLabel(), QProgressBar()
        self.words.setProperty("tone", "secondary")
        self.bar.setTextVisible(False)
        self.stop = CardButton(theme, ButtonKind.PLAIN, "取消", self)
        self.stop.setObjectName("import-cancel")
        self.stop.clicked.connect(self.cancelled)
        self.head = QLabel("待修复的文件")
        self.list = HintStrip(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE_PX, SIDE_PX, SIDE_PX, SIDE_PX)
        column.setSpacing(10)
        for part in (self.drop, self.question, self.words, self.bar):
            column.addWidget(part)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.head)
        column.addWidget(self.list)
        column.addStretch(1)
        self.set_theme(theme)
        self.set_progress("", 0.0)
        self.set_kept([], 0)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.head.setFont(theme.font("strong"))
        for part in (self.drop, self.question, self.list, self.stop):
            part.set_theme(theme)

    def set_progress(self, words: str, share: float) -> None:
        """What is under way; empty words: nothing."""
        self.words.setText(words)
        self.bar.setValue(round(share * 100))
        for part in (self.words, self.bar, self.stop):
            part.setVisible(bool(words))
        self.drop.setVisible(not words)

    def set_kept(self, kept: Sequence[Batch], now: int) -> None:
        """Files of before, the newest first."""
        self.head.setVisible(bool(kept))
        self.list.set_hints([self._line(place, batch, now) for place, batch in enumerate(kept[:MOST])])

    def _line(self, place: int, batch: Batch, now: int) -> Hint:
        key = batch.key
        words = f"待修复 {len(batch.bad)} 行 · {moment(batch.at, now)}"
        actions = (("接着修", lambda: self.opened.emit(key)), ("扔掉", lambda: self.thrown.emit(key)))
        return Hint(batch.file, words, actions, icon="list", name=f"import-kept{place}")
