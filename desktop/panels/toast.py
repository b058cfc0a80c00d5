"""The toast: one line at the bottom of the map that says what was done and offers to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.panels.floating import FloatingCard
from desktop.panels.text_runs import Run, fitted, paint_runs, runs_width
from desktop.panels.toast_buttons import ToastAction, ToastClose
from desktop.theme import Theme, pixel_font

WIDTH_PX, LEAST_PX, PAD_PX = 400, 320, 16
LINE_PX, BOTTOM_PX = 2, 60
TICK_MS = 50
HELD = -1  # the stopwatch stands while someone looks


class ToastKind(Enum):
    """What a toast reports; the mark at its left."""

    DONE = "check"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Message:
    """`text` and, in bold after it, `strong` (已将 2 件指派给 · 交通运输局). `action`: the word of the button, none if
    empty; `keys`: its keys."""

    text: str
    strong: str = ""
    kind: ToastKind = ToastKind.DONE
    action: str = ""
    keys: str = ""


class Toast(FloatingCard):
    """400 × 44, one at a time. Runs out in 8 s, and not while the mouse is over it; an error stays until closed."""

    undo_clicked = Signal()
    action_clicked = Signal()
    expired = Signal()

    def __init__(self, theme: Theme, parent: QWidget, elapsed_ms: Callable[[], int] | None = None) -> None:
        """`elapsed_ms`: a monotonic stopwatch; Qt's own unless given."""
        super().__init__(theme, parent)
        self.radius = int(theme.tokens["radius"]["float"])
        self._message = Message("")
        self._life_ms = int(theme.tokens["motion"]["toast_s"]) * 1000
        self._watch = QElapsedTimer()
        self._watch.start()
        self._elapsed_ms = elapsed_ms or self._watch.elapsed
        self._spent_ms, self._since_ms = 0, 0
        self._running = self._hovered = False
        self._area = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._action = ToastAction(theme, self)
        self._action.clicked.connect(self._acted)
        self._close = ToastClose(theme, self)
        self._close.clicked.connect(self.dismiss)
        self.resize(WIDTH_PX, theme.height("toast"))

    def ground(self) -> QColor:
        return self.theme.ui["surface_hover" if self.theme.night else "surface_raised"]

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._action.set_theme(theme)
        self._close.set_theme(theme)

    # --- saying things

    def done(self, text: str, strong: str = "", undo: bool = True, keys: str = "Ctrl Z") -> None:
        """✓ 已将 2 件指派给 交通运输局 · 撤销 Ctrl Z. keys: none where they undo something else."""
        self.say(Message(text, strong, action="撤销" if undo else "", keys=keys if undo else ""))

    def warn(self, text: str, action: str = "") -> None:
        self.say(Message(text, kind=ToastKind.WARNING, action=action))

    def fail(self, text: str, action: str = "重试") -> None:
        """What happened and what is safe (库被占用，已保留 3 件改动); stays until answered."""
        self.say(Message(text, kind=ToastKind.ERROR, action=action))

    def say(self, message: Message) -> None:
        """Show a message in place of whatever is shown."""
        self._message = message
        self._action.set_words(message.action, message.keys, message.action == "撤销")
        self._close.setVisible(message.kind is not ToastKind.DONE)
        spoken = f"{message.text.rstrip()} {message.strong}".strip()
        self.setAccessibleName(spoken)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._lay_out()
        self._spent_ms, self._since_ms = 0, self._elapsed_ms()
        self._running = message.kind is not ToastKind.ERROR
        self.rise()
        if self._running:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    @property
    def message(self) -> Message:
        return self._message

    @property
    def left(self) -> float:
        """The share of its life that is left, 1 to 0; an error's stays 1."""
        return 1.0 if not self._running else max(0.0, 1 - self._age_ms() / self._life_ms)

    def dismiss(self) -> None:
        self._timer.stop()
        self._running = False
        self.hide()

    def make_way(self) -> None:
        """A hand goes on with its work where this stands; only an error stays until it is closed."""
        if self._message.kind is not ToastKind.ERROR:
            self.dismiss()

    def tick(self) -> None:
        """Look at the stopwatch: move the line, or go."""
        if not self.isVisible():
            self._timer.stop()
            return
        if self._hovered or self._action.ringed:
            self._hold()
        else:
            self._go_on()
        if self.left <= 0:
            self.dismiss()
            self.expired.emit()
        else:
            self.update(0, self.height() - LINE_PX - 1, self.width(), LINE_PX + 1)

    def _hold(self) -> None:
        """Stop the stopwatch where it is."""
        if self._since_ms >= 0:
            self._spent_ms += self._elapsed_ms() - self._since_ms
            self._since_ms = HELD

    def _go_on(self) -> None:
        if self._since_ms < 0:
            self._since_ms = self._elapsed_ms()

    def _age_ms(self) -> int:
        return self._spent_ms + (self._elapsed_ms() - self._since_ms if self._since_ms >= 0 else 0)

    def enterEvent(self, event) -> None:
        self._hovered = True
        self._hold()
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:
        self._hovered = False
        self._go_on()
        super().leaveEvent(event)

    def _acted(self) -> None:
        undo = self._message.action == "撤销"
        self.dismiss()
        if undo:
            self.undo_clicked.emit()
        else:
            self.action_clicked.emit()

    # --- laying out and painting

    def place(self, width: int, height: int, taken_px: int = 0) -> None:
        """Stand at the bottom centre of a map of this size; `taken_px` of its right are covered by another card."""
        self._area = (width - taken_px if width - taken_px > LEAST_PX else width, height)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(self._wide(), self.theme.height("toast"))

    def _most(self) -> int:
        return max(self._area[0] - 24, 240) if self._area[0] else 640

    def _needed(self) -> float:
        needed = 44 + runs_width(self._runs()) + 24 + self._action.sizeHint().width() + PAD_PX
        return needed + (28 if self._message.kind is not ToastKind.DONE else 0)

    def _wide(self) -> int:
        """400 px, more only when the words need it, never more than the map has."""
        return int(min(max(WIDTH_PX, self._needed()), self._most()))

    def _lay_out(self) -> None:
        self._action.set_brief(False)
        self._action.set_brief(self._needed() > self._most())
        self.resize(self._wide(), self.theme.height("toast"))
        right = self.width() - 8
        if self._message.kind is not ToastKind.DONE:
            self._close.setGeometry(right - 26, 9, 26, 26)
            right -= 30
        hint = self._action.sizeHint()
        self._action.setGeometry(right - hint.width(), (self.height() - 28) // 2, hint.width(), 28)
        if self._area[0]:
            self.move((self._area[0] - self.width()) // 2, self._area[1] - self.height() - BOTTOM_PX)

    def _runs(self) -> list[Run]:
        ui = self.theme.ui
        runs = [Run(self._message.text.rstrip(), pixel_font(13), ui["text"], 5 if self._message.strong else 0)]
        if self._message.strong:
            runs.append(Run(self._message.strong, pixel_font(13, 600), ui["text"]))
        return runs

    def paint_card(self, painter: QPainter) -> None:
        y = self.height() / 2
        kind = self._message.kind
        checks = {ToastKind.WARNING: self.theme.check["warning"], ToastKind.ERROR: self.theme.check["invalid"]}
        paint_icon(painter, kind.value, checks.get(kind, self.theme.ui["text"]), QPointF(PAD_PX + 7, y), 18)
        runs = self._runs()
        room = (self._action.x() if self._message.action else self.width() - PAD_PX) - 44 - 8
        if runs_width(runs) > room:
            runs[0] = fitted(runs[0], room - sum(run.width for run in runs[1:]))
        paint_runs(painter, 41, y, runs)
        if self._running:
            self._paint_line(painter)

    def _paint_line(self, painter: QPainter) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        line = QRectF(0, self.height() - LINE_PX - 1, self.width() * self.left, LINE_PX)
        painter.setClipPath(shape)
        painter.fillRect(line, self.theme.ui["text_tertiary" if self.theme.night else "text_secondary"])
        painter.setClipping(False)
