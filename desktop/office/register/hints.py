"""Strips under the fields that say something and offer to act: screening, duplicates, which grid, flags, drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.panels.link_button import LinkButton
from desktop.panels.text_runs import Run, fitted, paint_runs, rounded, runs_width
from desktop.theme import Theme, pixel_font

ROW_PX = 26


@dataclass(frozen=True)
class Hint:
    """One line. strong: said first, heavier. words: after it, quiet. asks: it must be answered (a mark stands before
    it). actions: (words, call) offered at the right. tip: more of it. name: for tests, objectName of the first link."""

    strong: str
    words: str = ""
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    asks: bool = False
    icon: str = "info"
    tip: str = ""
    name: str = field(default="")


class HintStrip(QWidget):
    """Lines on a sunk ground; hidden without any."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.hints: list[Hint] = []
        self.links: list[list[LinkButton]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for link in (link for row in self.links for link in row):
            link.set_theme(theme)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ROW_PX * len(self.hints))

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show these lines; links keep the keyboard where the same line stays."""
        if [(h.strong, h.words, h.tip) for h in hints] == [(h.strong, h.words, h.tip) for h in self.hints]:
            self.hints = list(hints)
            return
        for link in (link for row in self.links for link in row):
            link.hide()
            link.deleteLater()
        self.hints, self.links = list(hints), []
        for line, hint in enumerate(self.hints):
            row = []
            for place, (words, _call) in enumerate(hint.actions):
                link = LinkButton(self.theme, words, self)
                link.clicked.connect(lambda _=False, at=line, n=place: self.hints[at].actions[n][1]())
                if hint.name:
                    link.setObjectName(f"{hint.name}-{place}")
                link.show()
                row.append(link)
            self.links.append(row)
        self.setAccessibleName("；".join(f"{h.strong} {h.words}".strip() for h in self.hints))
        self.setToolTip("\n".join(h.tip for h in self.hints if h.tip))
        self.setVisible(bool(self.hints))
        self.updateGeometry()
        self._arrange()
        self.update()

    def resizeEvent(self, _event) -> None:
        self._arrange()

    def _arrange(self) -> None:
        for line, row in enumerate(self.links):
            right = self.width() - 6
            for link in reversed(row):
                wide = link.sizeHint().width()
                link.setGeometry(right - wide, line * ROW_PX + 1, wide, 24)
                right -= wide + 2

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(painter, QRectF(self.rect()), 6, ui["surface_sunk"])
        for line, hint in enumerate(self.hints):
            middle = (line + 0.5) * ROW_PX
            tone = self.theme.check["warning"] if hint.asks else ui["text_secondary"]
            paint_icon(painter, "warning" if hint.asks else hint.icon, tone, QPointF(15, middle), 14)
            right = min((link.x() for link in self.links[line]), default=self.width() - 6)
            strong = fitted(Run(hint.strong, pixel_font(12, 600), ui["text"], 8), right - 30)
            room = right - 28 - runs_width([strong]) - 16
            quiet = [fitted(Run(hint.words, pixel_font(12), ui["text_secondary"]), room)] if hint.words else []
            paint_runs(painter, 28, middle, [strong, *quiet])
        painter.end()
