"""时限说明: how a deadline came about, stretch by stretch, on a card beside the inspector."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.dialogs.deadline_ledger_words import LedgerLine, clock_head, ledger_lines
from desktop.panels.card_button import IconButton
from desktop.panels.floating import FloatingCard
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.deadlines.ledger import Ledger

WIDTH_PX, PAD_PX, HEAD_PX = 420, 16, 46
ROW_PX, CLOCK_PX, NOTE_PX = 28, 52, 22
GAP_PX = 12
Clocks = Sequence[tuple[str, Ledger]]


class DeadlineLedger(FloatingCard):
    """A card over the window; goes with Escape, its cross, or a click elsewhere."""

    closed = Signal()

    def __init__(self, theme: Theme, ledger: Ledger | Clocks, window: QWidget, now: int = 0) -> None:
        """`ledger`: one clock, or (回复 / 办结, ledger) of each."""
        super().__init__(theme, window)
        clocks = [("办结", ledger)] if isinstance(ledger, Ledger) else list(ledger)
        self.setAccessibleName("时限说明")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close = IconButton(theme, "close", "关闭（Esc）", self)
        self._close.clicked.connect(self.close_card)
        self._table = LedgerTable(theme, clocks, now)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._table)
        self._table.setAutoFillBackground(False)
        self._window = window
        self._before = window.window().focusWidget()

    @property
    def table(self) -> LedgerTable:
        return self._table

    def open_near(self, card: QWidget) -> None:
        """Show at the left of another card of the same window, or at its right where there is no room."""
        window = self._window
        corner = window.mapFromGlobal(card.mapToGlobal(QPoint(0, 0)))
        height = min(HEAD_PX + self._table.height() + PAD_PX, window.height() - 24)
        left = corner.x() - WIDTH_PX - GAP_PX
        if left < GAP_PX:
            left = min(corner.x() + card.width() + GAP_PX, window.width() - WIDTH_PX - GAP_PX)
        top = max(min(corner.y(), window.height() - height - GAP_PX), GAP_PX)
        self.setGeometry(max(left, GAP_PX), top, WIDTH_PX, height)
        self.rise()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._application().installEventFilter(self)

    def close_card(self) -> None:
        if self.isHidden():
            return
        self._application().removeEventFilter(self)
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.shadow.deleteLater()
        self.deleteLater()

    @staticmethod
    def _application() -> QCoreApplication:
        application = QCoreApplication.instance()
        assert application is not None
        return application

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            at = event.globalPosition().toPoint()
            if not self.rect().contains(self.mapFromGlobal(at)):
                self.close_card()
        return False

    def keyPressEvent(self, event) -> None:
        bar = self._scroll.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        elif event.key() == Qt.Key.Key_Down:
            bar.setValue(bar.value() + ROW_PX)
        elif event.key() == Qt.Key.Key_Up:
            bar.setValue(bar.value() - ROW_PX)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, HEAD_PX + self._table.height() + PAD_PX)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._close.move(self.width() - 38, 9)
        self._scroll.setGeometry(1, HEAD_PX, self.width() - 2, self.height() - HEAD_PX - PAD_PX // 2)

    def paint_card(self, painter: QPainter) -> None:
        paint_runs(painter, PAD_PX, 24, [Run("时限说明", self.theme.font("title"), self.theme.ui["text"])])


class LedgerTable(QWidget):
    """For each clock its due instant and rule, then the stretches: when, why, what they used up."""

    def __init__(self, theme: Theme, clocks: Clocks, now: int) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self._clocks = [(clock_head(word, ledger, now), ledger_lines(ledger)) for word, ledger in clocks]
        tall = sum(
            CLOCK_PX + NOTE_PX * len(head.notes) + ROW_PX * max(len(lines), 1) + GAP_PX for head, lines in self._clocks
        )
        self.setFixedSize(WIDTH_PX - 12, tall)
        spoken = [
            f"{head.due}，{head.rule}：" + "；".join([*head.notes, *(line.spoken for line in lines)])
            for head, lines in self._clocks
        ]
        self.setAccessibleName("。".join(spoken))

    @property
    def lines(self) -> list[LedgerLine]:
        return [line for _, lines in self._clocks for line in lines]

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui, top = self._theme.ui, 0.0
        for head, lines in self._clocks:
            due = [
                Run(head.word, pixel_font(12), ui["text_secondary"], 8),
                Run(head.due, pixel_font(13, 600), ui["text"]),
            ]
            paint_runs(painter, PAD_PX, top + 12, due)
            rule = Run(head.rule, pixel_font(12), ui["text_tertiary"])
            paint_runs(painter, PAD_PX, top + 33, [fitted(rule, self.width() - 2 * PAD_PX)])
            top += CLOCK_PX
            for note in head.notes:
                told = Run(note, pixel_font(12, 600), ui["text"])
                paint_runs(painter, PAD_PX, top + NOTE_PX / 2 - 4, [fitted(told, self.width() - 2 * PAD_PX)])
                top += NOTE_PX
            for line in lines:
                self._line(painter, top, line)
                top += ROW_PX
            if not lines:
                words = Run("没有需要逐段说明的时间", pixel_font(12), ui["text_tertiary"])
                paint_runs(painter, PAD_PX, top + ROW_PX / 2, [words])
                top += ROW_PX
            top += GAP_PX
        painter.end()

    def _line(self, painter: QPainter, top: float, line: LedgerLine) -> None:
        ui, y = self._theme.ui, top + ROW_PX / 2
        painter.fillRect(QRectF(PAD_PX, top, self.width() - PAD_PX - 4, 1), ui["line"])
        small = pixel_font(12)
        tone = ui["text" if line.counted else "text_tertiary"]
        used = Run(line.used, pixel_font(12, 600 if line.counted else 400), tone)
        right = paint_runs_right(painter, self.width() - 4, y, [used])
        paint_runs(painter, PAD_PX, y, [fitted(Run(line.when, small, tone), 200)])
        paint_runs(painter, PAD_PX + 212, y, [fitted(Run(line.why, small, tone), right - PAD_PX - 220)])
