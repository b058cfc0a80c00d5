"""The search box of the top bar (Ctrl K): asks while one types, lists places and text hits, remembers queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.icons import paint_icon
from desktop.panels.search_lines import Kind, Line, lines_of, recent_lines
from desktop.panels.search_popup import SearchPopup
from desktop.theme import Theme

if TYPE_CHECKING:
    from gis.county.places import Place

RECENT_KEPT = 8
HINT = "搜索事件、村、网格、人员"


class SearchBox(QLineEdit):
    """`query_changed` while typing, answered by `set_results`; `place_chosen` or `text_search` ends it."""

    query_changed = Signal(str)
    place_chosen = Signal(object)
    text_search = Signal(str)
    recent_changed = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.recent: list[str] = []
        self.popup: SearchPopup | None = None
        self.setProperty("kind", "search")
        self.setAccessibleName("搜索")
        self.setAccessibleDescription(f"{HINT}；可用拼音、首字母、编号、编码或坐标")
        self.setPlaceholderText(HINT)
        self.setToolTip("搜索：名称、拼音或首字母（xlz）、编码、事件编号、坐标（Ctrl K）")
        self.setFixedHeight(theme.height("control"))
        self.setTextMargins(22, 0, 44, 0)
        self.textEdited.connect(self._edited)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)

    def begin(self) -> None:
        """Take the keyboard and select what is there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._offer_recent()

    def set_results(self, places: Sequence[Place], text_hits: int) -> None:
        """Show what the query found: places (gis.county.places), best first, and how many events hold the words."""
        if self.hasFocus() and self.text().strip():
            self._show(lines_of(places, self.text().strip(), text_hits))

    def set_recent(self, queries: Sequence[str]) -> None:
        self.recent = [q for q in queries if q][:RECENT_KEPT]

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        if self.popup is not None:
            self.popup.set_theme(theme)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, popup = event.key(), self.popup
        shown = popup is not None and popup.isVisible()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if shown and popup is not None:
                popup.step(1 if key == Qt.Key.Key_Down else -1)
                self.setAccessibleDescription(popup.spoken())
            else:
                self._edited(self.text())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            line = popup.chosen() if shown and popup is not None else None
            if line is not None:
                self._choose(line)
            elif self.text().strip():
                self._choose(Line(Kind.TEXT, self.text().strip(), value=self.text().strip()))
        elif key == Qt.Key.Key_Escape:
            self._escape(shown)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._offer_recent()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._hide()

    def moveEvent(self, event) -> None:
        super().moveEvent(event)
        self._place()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, "search", ui["text_secondary"], QPointF(19, self.height() / 2), 18)
        if self.hasFocus() or self.width() < 220:
            return
        chip = QRectF(self.width() - 51.5, self.height() / 2 - 9.5, 39, 19)
        painter.setPen(QPen(ui["line_strong"], 1))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setFont(self.theme.font("caption"))
        painter.setPen(ui["text_tertiary"])
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "Ctrl K")

    def _edited(self, text: str) -> None:
        if text.strip():
            self.query_changed.emit(text.strip())
        else:
            self.query_changed.emit("")
            self._offer_recent()

    def _offer_recent(self) -> None:
        if self.text().strip():
            self._edited(self.text())
        elif self.recent:
            self._show(recent_lines(self.recent))
        else:
            self._hide()

    def _show(self, lines: list[Line]) -> None:
        if self.popup is None or self.popup.parentWidget() is not self.window():
            self.popup = SearchPopup(self.theme, self.window())
            self.popup.picked.connect(self._choose)
        self.popup.show_lines(lines, self.text().strip())
        self._place()
        self.popup.rise()

    def _place(self) -> None:
        if self.popup is None:
            return
        at = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        width = max(self.width(), 420)
        left = min(at.x(), self.window().width() - width - 8)
        self.popup.setGeometry(max(left, 8), at.y(), width, self.popup.wanted_height())

    def _hide(self) -> None:
        if self.popup is not None:
            self.popup.hide()

    def _escape(self, shown: bool) -> None:
        if shown:
            self._hide()
        elif self.text():
            self.clear()
            self.query_changed.emit("")
        else:
            self.clearFocus()

    def _choose(self, line: Line) -> None:
        if line.kind is Kind.RECENT:
            self.setText(str(line.value))
            self._edited(self.text())
            return
        self._remember(self.text().strip())
        self._hide()
        self.clear()  # what was typed is done; a text filter says itself in the filter panel
        if line.kind is Kind.TEXT:
            self.text_search.emit(str(line.value))
        elif line.kind is Kind.PLACE:
            self.place_chosen.emit(line.value)

    def _remember(self, query: str) -> None:
        if query:
            self.recent = [query, *(q for q in self.recent if q != query)][:RECENT_KEPT]
            self.recent_changed.emit(self.recent)
