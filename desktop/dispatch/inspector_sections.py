"""Sections of the inspector from top to middle: title, clock, five steps, place. Each paints plain values."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.dispatch.inspector_words import ClockFace, Phase, Place, Step
from desktop.icons import paint_icon
from desktop.panels.link_button import LinkButton
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, rounded, runs_width
from desktop.theme import Theme, pixel_font
from gis.events.states import State

BODY_PX = 314  # width of the content of the card
TITLE_LINES = 4


class Section(QWidget):
    """A painted strip of the inspector."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_section(painter)
        painter.end()

    def paint_section(self, painter: QPainter) -> None:
        raise NotImplementedError


class TitleSection(Section):
    """What was reported, then class · source · reporter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._title, self._line = "", ""

    def set_words(self, title: str, line: str) -> None:
        self._title, self._line = title, line
        self.setAccessibleName(f"{title}，{line}")
        self.setToolTip(title if len(title) > 60 else "")
        self.setFixedHeight(round(self._paragraph().height) + 22)
        self.update()

    def _paragraph(self) -> Paragraph:
        return Paragraph(self._title, pixel_font(15, 600), BODY_PX, 22, TITLE_LINES)

    def paint_section(self, painter: QPainter) -> None:
        ui, paragraph = self._theme.ui, self._paragraph()
        paragraph.paint(painter, 0, 0, ui["text"])
        line = Run(self._line, pixel_font(12), ui["text_secondary"])
        paint_runs(painter, 0, paragraph.height + 11, [fitted(line, self.width())])


class ClockSection(Section):
    """48 分 后到办结时限 · 今天 15:20, how much of the limit is used, the rule, and the link that explains it."""

    ledger_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._face = ClockFace("", "", 0.0, State.NORMAL)
        self._rule = ""
        self._link = LinkButton(theme, "时限说明", self)
        self._link.setToolTip("逐段说明这个时限怎样算出")
        self._link.clicked.connect(self.ledger_clicked)
        self.setFixedHeight(72)

    @property
    def face(self) -> ClockFace:
        return self._face

    @property
    def link(self) -> LinkButton:
        return self._link

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._link.set_theme(theme)

    def set_clock(self, face: ClockFace, rule: str | None = None) -> None:
        if rule is not None:
            self._rule = rule
        elif face == self._face:
            return
        self._face = face
        self.setAccessibleName(f"{face.big} {face.after}，{self._rule}")
        self.update()

    def resizeEvent(self, _event) -> None:
        hint = self._link.sizeHint()
        self._link.setGeometry(self.width() - hint.width() + 4, 49, hint.width(), hint.height())

    def paint_section(self, painter: QPainter) -> None:
        ui, face = self._theme.ui, self._face
        big = Run(face.big, self._theme.font("clock"), ui["text"], 8)
        paint_runs(painter, 0, 25.5, [big])
        after = Run(face.after, pixel_font(12), ui["text_secondary"])
        paint_runs(painter, runs_width([big]) + 8, 27, [fitted(after, self.width() - runs_width([big]) - 8)])
        rounded(painter, QRectF(0, 43, self.width(), 4), 2, ui["line"])
        if face.share > 0:
            fill = self._theme.state[face.state].fill
            rounded(painter, QRectF(0, 43, max(self.width() * face.share, 4), 4), 2, fill)
        rule = Run(self._rule, pixel_font(12), ui["text_tertiary"])
        paint_runs(painter, 0, 61.5, [fitted(rule, self._link.x() - 8)])


class StepsSection(Section):
    """上报 受理 指派 处置 反馈: done in ink, the current one in accent, what lies ahead in grey."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._steps: list[Step] = []
        self.setFixedHeight(68)

    @property
    def steps(self) -> list[Step]:
        return self._steps

    def set_steps(self, steps: list[Step]) -> None:
        self._steps = steps
        self.setAccessibleName("，".join(f"{step.word} {step.when}" for step in steps))
        self.update()

    def paint_section(self, painter: QPainter) -> None:
        ui = self._theme.ui
        colours = {Phase.DONE: ui["text"], Phase.CURRENT: ui["accent"], Phase.AHEAD: ui["line_strong"]}
        pitch = (self.width() + 4) / 5
        for index, step in enumerate(self._steps):
            left = index * pitch
            rounded(painter, QRectF(left, 12, pitch - 4, 3), 1.5, colours[step.phase])
            current = step.phase is Phase.CURRENT
            word = Run(step.word, pixel_font(12, 600 if current else 400), ui["text" if current else "text_secondary"])
            paint_runs(painter, left, 29.5, [word])
            paint_runs(painter, left, 47, [Run(step.when, pixel_font(11), ui["text_tertiary"])])
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), ui["line"])


class PlaceSection(PaintedButton):
    """Pin, place and below it code and grid worker; a click shows it on the map."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._place = Place("", "", "")
        self.setFixedHeight(48)

    def set_place(self, place: Place) -> None:
        self._place = place
        self.setAccessibleName(f"位置 {place.words}，{place.code}，{place.worker}，在地图上定位")
        self.setToolTip(f"{place.words}\n在地图上定位")
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui = self._theme.ui
        paint_icon(painter, "pin", ui["text_secondary"], QPointF(8, 16), 18)
        words = Run(self._place.words, pixel_font(12), ui["accent_text" if self.underMouse() else "text"])
        paint_runs(painter, 24, 15, [fitted(words, self.width() - 24)])
        below = Run(f"{self._place.code} · {self._place.worker}", pixel_font(12), ui["text_tertiary"])
        paint_runs(painter, 24, 33, [fitted(below, self.width() - 24)])
        self.paint_ring(painter)
        painter.end()
