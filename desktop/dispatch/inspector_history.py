"""经过: the life of an event as a timeline, newest first, folded to one line until it is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dispatch.inspector_sections import Section
from desktop.dispatch.inspector_words import DOT, masked_name
from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.deadlines.words import moment
from gis.events.states import ACT_WORD, Act
from gis.records import HistoryLine

HEAD_PX = 30
LINE_PX = 18
TEXT_X = 18
TEXT_PX = 314 - TEXT_X


class HistorySection(QWidget):
    """Head 经过 5 · 今天 13:24 立案, and the timeline under it when open. `folded` when it changes its height."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._head = _Head(theme, self)
        self._head.clicked.connect(lambda: self.set_open(not self._open))
        self._lines = Timeline(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._lines)
        self._lines.hide()

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def timeline(self) -> Timeline:
        return self._lines

    def set_theme(self, theme: Theme) -> None:
        self._head.set_theme(theme)
        self._lines.set_theme(theme)

    def set_history(self, history: Sequence[HistoryLine] | None, now: int) -> None:
        """None while it is read; the head is there all the time, so the card does not jump."""
        self._head.set_history(history, now)
        self._lines.set_history(history or (), now)
        self._lines.setVisible(self._open and bool(history))

    def set_open(self, is_open: bool) -> None:
        self._open = is_open
        self._head.set_open(is_open)
        self._lines.setVisible(is_open and self._lines.height() > 0)
        self.toggled.emit(is_open)


class _Head(PaintedButton):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._words, self._last, self._open = "经过", "", False
        self.setFixedHeight(HEAD_PX)

    def set_history(self, history: Sequence[HistoryLine] | None, now: int) -> None:
        if history is None:
            self._words, self._last = "经过", "读取中…"
        elif not history:
            self._words, self._last = "经过", "还没有记录"
        else:
            newest = max(reversed(history), key=lambda line: line.at)  # of acts at one instant the last
            self._words = f"经过 {len(history)}"
            self._last = f"{moment(newest.at, now)} {ACT_WORD[Act(newest.act)]} {newest.unit}".strip()
        self.setAccessibleName(f"{self._words}，最近 {self._last}")
        self.setToolTip("展开或收起全部经过")
        self.update()

    def set_open(self, is_open: bool) -> None:
        self._open = is_open
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui, y = self._theme.ui, self.height() / 2
        colour = ui["text" if self.underMouse() else "text_secondary"]
        left = paint_runs(painter, 0, y, [Run(self._words, pixel_font(12, 600), colour)])
        paint_icon(painter, "chevron-up" if self._open else "chevron-down", colour, QPointF(self.width() - 8, y), 14)
        last = fitted(Run(self._last, pixel_font(12), ui["text_tertiary"]), self.width() - left - 34)
        paint_runs_right(painter, self.width() - 22, y, [last])
        self.paint_ring(painter)
        painter.end()


class Timeline(Section):
    """Dots on a hairline; act in bold, who and when in grey, the note below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, text_px: int = TEXT_PX) -> None:
        """text_px: how wide notes are set."""
        super().__init__(theme, parent)
        self._lines: list[HistoryLine] = []
        self._now = 0
        self._text_px = text_px
        self.setFixedHeight(0)

    def set_text_width(self, text_px: int) -> None:
        """Set the notes anew for another width."""
        if text_px != self._text_px:
            self._text_px = text_px
            self.set_history(self._lines[::-1], self._now)

    def set_history(self, history: Sequence[HistoryLine], now: int) -> None:
        self._lines = sorted(reversed(history), key=lambda line: -line.at)  # acts of one instant: the last on top
        self._now = now
        self.setFixedHeight(sum(self._tall(line) for line in self._lines))
        self.setAccessibleName("；".join(f"{moment(x.at, now)} {_act(x)} {x.note}" for x in self._lines))
        self.update()

    def _note(self, line: HistoryLine) -> Paragraph | None:
        return Paragraph(line.note, pixel_font(12), self._text_px, LINE_PX, 4) if line.note else None

    def _tall(self, line: HistoryLine) -> int:
        note = self._note(line)
        return LINE_PX + round(note.height if note else 0) + 8

    def paint_section(self, painter: QPainter) -> None:
        ui, top = self._theme.ui, 0.0
        for index, line in enumerate(self._lines):
            tall = self._tall(line)
            middle = top + LINE_PX / 2
            if index + 1 < len(self._lines):
                painter.fillRect(QRectF(5.5, middle + 6, 1, tall - 12), ui["line_strong"])
            painter.setPen(ui["text_tertiary"])
            painter.setBrush(ui["text" if index == 0 else "surface_raised"])
            painter.drawEllipse(QPointF(6, middle), 3, 3)
            stamp = Run(moment(line.at, self._now), pixel_font(11), ui["text_tertiary"])
            right = paint_runs_right(painter, self.width(), middle, [stamp])
            act = Run(_act(line), pixel_font(12, 600), ui["text"], 6)
            end = paint_runs(painter, TEXT_X, middle, [act]) + 6
            paint_runs(
                painter, end, middle, [fitted(Run(_who(line), pixel_font(12), ui["text_secondary"]), right - end - 6)]
            )
            note = self._note(line)
            if note is not None:
                note.paint(painter, TEXT_X, top + LINE_PX, ui["text_secondary"])
            top += tall


def _act(line: HistoryLine) -> str:
    return ACT_WORD[Act(line.act)]


def _who(line: HistoryLine) -> str:
    """Unit and person; villagers and grid workers are masked, those who decide are named."""
    actor = masked_name(line.actor) if line.act in (Act.REPORT, Act.RATE) else line.actor
    return DOT.join(part for part in (line.unit, actor) if part)
