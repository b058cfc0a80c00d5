"""The village on the table: its name and code, the plan, three figures."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs, rounded, runs_width
from desktop.theme import Theme, pixel_font

SIDE_PX = 16
OTHERS_PX = 24  # the line that says who else is here


@dataclass(frozen=True)
class VillageWords:
    """What stands at the top left. state: 草稿 …, empty for none. others: who else is at
    this village, details: where they are, a line each."""

    name: str
    place: str
    plan: str
    state: str
    figures: tuple[tuple[str, str], ...]
    others: str = ""
    details: str = ""


class PlanLine(PaintedButton):
    """The plan that is on the table, and a way to the others."""

    def sizeHint(self) -> QSize:
        return QSize(200, 22)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        tone = ui["accent_text" if self.underMouse() else "text_secondary"]
        run, room = Run(self.text(), pixel_font(12), tone), self.width() - SIDE_PX - 34
        if runs_width([run]) > room:
            run = Run(self.text().removeprefix("方案："), pixel_font(12), tone)
        run = fitted(run, room)
        end = paint_runs(painter, SIDE_PX, self.height() / 2, [run])
        paint_icon(painter, "chevron-down", tone, QRectF(end + 2, 0, 16, self.height()).center(), 12)
        self.paint_ring(painter, 4)
        painter.end()


class VillageHead(QWidget):
    """`plans_asked`: the line of the plan was pressed; `village_asked`: another village is wanted."""

    plans_asked = Signal()
    village_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.words = VillageWords("", "", "", "", ())
        self.line = PlanLine(theme, self)
        self.line.setObjectName("plan-line")
        self.line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.line.setToolTip("方案：新建、切换、比较、审批")
        self.line.clicked.connect(self.plans_asked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.line.set_theme(theme)
        self.update()

    def set_words(self, words: VillageWords) -> None:
        if words != self.words:
            self.words = words
            self.line.setText(words.plan)
            self.line.setAccessibleName(words.plan)
            self.setToolTip(words.details)
            self.setAccessibleName(
                "，".join(
                    [
                        words.name,
                        words.place,
                        *([words.others] if words.others else []),
                        *(f"{v} {w}" for v, w in words.figures),
                    ]
                )
            )
            self.updateGeometry()
            self.resizeEvent(None)
            self.update()

    @property
    def _down(self) -> int:
        """How much lower the plan and the figures stand for the line of who else is here."""
        return OTHERS_PX if self.words.others else 0

    def sizeHint(self) -> QSize:
        return QSize(300, 144 + self._down)

    def resizeEvent(self, _event) -> None:
        self.line.setGeometry(0, 55 + self._down, self.width(), 22)

    def mouseReleaseEvent(self, event) -> None:
        if event.position().y() < 54 and event.button() == Qt.MouseButton.LeftButton:
            self.village_asked.emit()

    def paintEvent(self, _event) -> None:
        painter, ui, words = QPainter(self), self.theme.ui, self.words
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = float(self.width() - SIDE_PX)
        if words.state:
            run = Run(words.state, pixel_font(12), ui["text_secondary"])
            wide = runs_width([run]) + 16
            rounded(painter, QRectF(right - wide, 15, wide, 22), 4, ui["surface_app"])
            paint_runs(painter, right - wide + 8, 26, [run])
            right -= wide + 8
        paint_runs(
            painter, SIDE_PX, 26, [fitted(Run(words.name, self.theme.font("title"), ui["text"]), right - SIDE_PX)]
        )
        paint_runs(painter, SIDE_PX, 47, [Run(words.place, pixel_font(12), ui["text_secondary"])])
        if words.others:
            tone = self.theme.check["warning"] if self.theme.night else self.theme.check["warning"].darker(130)
            others = Run(words.others, pixel_font(12, 600), tone)
            paint_runs(painter, SIDE_PX, 67, [fitted(others, self.width() - 2 * SIDE_PX)])
        column = min((self.width() - 2 * SIDE_PX) / 3, 89)
        for number, (value, word) in enumerate(words.figures):
            left = SIDE_PX + number * column
            paint_runs(painter, left, 102 + self._down, [Run(value, self.theme.font("figure"), ui["text"])])
            paint_runs(painter, left, 124 + self._down, [Run(word, pixel_font(12), ui["text_secondary"])])
        painter.end()
