"""The keyboard's drag: choose a unit by name, pinyin or initials, see what would follow, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dispatch.dragging_words import due_briefly
from desktop.dispatch.foresight import ForesightLines
from desktop.dispatch.unit_picker_list import ROW_PX, PickLine, UnitList
from desktop.panels.empty import EmptyLine
from desktop.panels.floating import FloatingCard
from desktop.panels.text_runs import Run, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.snapshot import Snapshot
from gis.workflow.fit import Fit, Foresight, UnitFit

WIDTH_PX, PAD_PX = 460, 16
HEAD_PX, INPUT_PX, HINT_PX = 48, 32, 34
FORESIGHT_PX = 198
MOST_ROWS, LEAST_ROWS = 8, 3
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_ROWS, Qt.Key.Key_PageUp: -MOST_ROWS}


class UnitPicker(FloatingCard):
    """A card over the window, never a window of its own. Goes when it loses the keyboard."""

    unit_chosen = Signal(int)  # row in Units
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        snapshot: Snapshot,
        fits: Sequence[UnitFit],
        foresee: Callable[[int], Foresight],
        find: Callable[[str], Sequence[int]],
        now: int,
        window: QWidget,
        title: str = "",
        instead: str = "",
    ) -> None:
        """`foresee(unit row)`, `find(query)` gives rows in Units, best first. title: in place of 指派 n 件给…. instead:
        a sentence in place of the foresight, where choosing assigns nothing."""
        super().__init__(theme, window)
        self._title, self._instead = title, instead
        self.setAccessibleName("选择单位")
        self._snapshot, self._fits = snapshot, {fit.unit: fit for fit in fits}
        self._ask, self._find, self._now = foresee, find, now
        self._foreseen: dict[int, Foresight] = {}
        self._count = 0
        self._before = window.window().focusWidget()
        self._input = QLineEdit(self)
        self._input.setPlaceholderText("单位名称、拼音或首字母")
        self._input.setAccessibleName("查找单位")
        self._input.setClearButtonEnabled(True)
        self._input.textChanged.connect(self._filter)
        self._input.installEventFilter(self)
        self._list = UnitList(theme, self)
        self._list.chosen.connect(self._choose)
        self._list.current_changed.connect(lambda _unit: self.update())
        self._none = EmptyLine(theme, self)
        self._none.action_clicked.connect(self._input.clear)
        self._none.hide()
        self._filter("")

    # --- opening and closing

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of a window and take the keyboard."""
        rows = (window.height() - HEAD_PX - INPUT_PX - FORESIGHT_PX - HINT_PX - 60) // ROW_PX
        listed = max(LEAST_ROWS, min(MOST_ROWS, rows)) * ROW_PX
        height = HEAD_PX + INPUT_PX + 8 + listed + FORESIGHT_PX + HINT_PX
        self.resize(WIDTH_PX, height)
        self.move((window.width() - WIDTH_PX) // 2, max((window.height() - height) // 3, 12))
        self.rise()
        self._input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_picker(self) -> None:
        if self.isHidden():
            return
        self._input.removeEventFilter(self)
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.shadow.deleteLater()
        self.deleteLater()

    # --- what it holds

    @property
    def input(self) -> QLineEdit:
        return self._input

    @property
    def units(self) -> list[int]:
        """Rows in Units as listed, best first."""
        return self._list.units

    @property
    def current(self) -> int:
        """The row in Units that Enter would choose, -1 none."""
        return self._list.current

    def _filter(self, query: str) -> None:
        query = query.strip()
        found = [int(unit) for unit in self._find(query)] if query else list(range(len(self._snapshot.units)))
        known = [self._fits[unit] for unit in found if unit in self._fits]
        lines = [self._line(fit) for fit in sorted(known, key=lambda fit: fit.fit)]
        self._list.set_lines(lines)
        self._none.setVisible(not lines)
        self._none.set_words(f"没有叫“{query}”的单位", "查看全部")
        self._list.setVisible(bool(lines))
        self.update()

    def _line(self, fit: UnitFit) -> PickLine:
        due = "" if fit.fit == Fit.MISFIT else due_briefly(self._foresee(fit.unit), self._now)
        return PickLine(self._snapshot.units.name[fit.unit], fit, due)

    def _foresee(self, unit: int) -> Foresight:
        if unit not in self._foreseen:
            self._foreseen[unit] = self._ask(unit)
        self._count = len(self._foreseen[unit].rows)
        return self._foreseen[unit]

    def _choose(self, unit: int) -> None:
        self.close_picker()
        self.unit_chosen.emit(unit)

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._input:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        elif event.type() == QEvent.Type.FocusOut and not self._input.hasFocus():
            self.close_picker()
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key in STEPS:
            self._list.step(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current >= 0:
                self._choose(self.current)
        elif key == Qt.Key.Key_Escape:
            self.close_picker()
        else:
            return False
        return True

    # --- laying out and painting

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, 560)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.width() - 2 * PAD_PX
        self._input.setGeometry(PAD_PX, HEAD_PX, wide, INPUT_PX)
        top = HEAD_PX + INPUT_PX + 8
        listed = QRect(1, top, self.width() - 2, self.height() - top - FORESIGHT_PX - HINT_PX)
        self._list.setGeometry(listed)
        self._none.setGeometry(listed.left(), listed.top(), listed.width(), 44)

    def paint_card(self, painter: QPainter) -> None:
        ui, current = self.theme.ui, self.current
        foresight = self._foresee(current) if current >= 0 else None
        count = f"{self._count:,} 件" if self._count else ""
        title = self._title or f"指派 {count}给…"
        paint_runs(painter, PAD_PX, 26, [Run(title, self.theme.font("title"), ui["text"])])
        top = self.height() - FORESIGHT_PX - HINT_PX
        painter.fillRect(1, top, self.width() - 2, 1, ui["line"])
        if self._instead:
            paint_runs(painter, PAD_PX, top + 24, [Run(self._instead, pixel_font(12), ui["text_secondary"])])
        elif foresight is not None:
            name = self._snapshot.units.name[current]
            lines = ForesightLines(self.theme, foresight, name, self._now, "按 Enter 后")
            lines.paint(painter, QRect(0, top + 2, self.width(), FORESIGHT_PX))
            self.setAccessibleDescription(lines.spoken())
        y = self.height() - HINT_PX
        painter.fillRect(1, y, self.width() - 2, 1, ui["line"])
        verb = "选定" if self._instead else "指派"
        hint = Run(f"↑ ↓ 选择 · Enter {verb} · Esc 关闭", pixel_font(11), ui["text_tertiary"])
        paint_runs_right(painter, self.width() - PAD_PX, y + HINT_PX / 2, [hint])
