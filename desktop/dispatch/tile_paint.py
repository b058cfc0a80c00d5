"""How a tile looks: at rest 在办 98/80 ◆ 6 ▲ 14, during a drag 推荐, 可 or 不符 with 84 → 87/100 and the date due."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.panels.load_bar import paint_load_bar
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded, runs_width
from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.events.states import State
from gis.workflow.fit import Fit, UnitFit

PAD_PX = 12
NAME_Y, BAR_Y, FOOT_Y = 21.0, 38.0, 61.5
BAR_PX = 6.0
NARROW_PX = 136.0  # of the foot, under which its words would meet
SYMBOL_R = 5.0
MISFIT_BAR_OPACITY = 0.28


@dataclass(frozen=True)
class TileFace:
    """Everything the painting of one tile depends on."""

    name: str
    rate: str
    states: tuple[int, ...]
    open: int
    capacity: int
    fit: UnitFit | None = None
    due: str = ""
    target: bool = False
    chosen: bool = False
    hovered: bool = False
    pressed: bool = False
    focused: bool = False

    @property
    def misfit(self) -> bool:
        return self.fit is not None and self.fit.fit == Fit.MISFIT

    @property
    def recommended(self) -> bool:
        return self.fit is not None and self.fit.fit == Fit.RECOMMENDED


def paint_tile(painter: QPainter, theme: Theme, box: QRectF, face: TileFace) -> None:
    """Paint one tile into `box` (182 × 76)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, theme, box, face)
    left, right = box.left() + PAD_PX, box.right() - PAD_PX
    _name_and_rate(painter, theme, left, right, box.top() + NAME_Y, face)
    bar = QRectF(left, box.top() + BAR_Y, right - left, BAR_PX)
    opacity = MISFIT_BAR_OPACITY if face.misfit else 1.0
    paint_load_bar(painter, theme, bar, face.states, face.capacity, opacity)
    foot = box.top() + FOOT_Y
    if face.fit is None:
        _rest_foot(painter, theme, left, right, foot, face)
    elif face.misfit:
        _misfit_foot(painter, theme, left, right, foot, face)
    else:
        _fit_foot(painter, theme, left, right, foot, face)


def _name_and_rate(painter: QPainter, theme: Theme, left: float, right: float, y: float, face: TileFace) -> None:
    """The name whole if it can be: on a narrow board a long one is set a step smaller and takes the rate's decimal."""
    faint, weight = face.misfit and not face.target, 400 if face.misfit else 600
    rate = Run(face.rate, pixel_font(12), theme.ui["text_tertiary" if faint else "text_secondary"])
    name = Run(face.name, pixel_font(13, weight), theme.ui["text_tertiary" if faint else "text"])
    if name.width > right - left - rate.width - 6:
        name = replace(name, font=pixel_font(12, weight))
    if name.width > right - left - rate.width - 6 and face.rate.endswith("%"):
        rate = replace(rate, text=f"{round(float(face.rate[:-1]))}%")
    edge = paint_runs_right(painter, right, y, [rate])
    paint_runs(painter, left, y, [fitted(name, edge - left - 2)])


def _ground(painter: QPainter, theme: Theme, box: QRectF, face: TileFace) -> None:
    radius = theme.tokens["radius"]["tile"]
    ui = theme.ui
    strong = (face.target and not face.misfit) or face.chosen or face.focused
    if face.recommended or face.chosen or (face.target and not face.misfit):
        fill: QColor | None = ui["accent_tint"]
    elif face.misfit:
        fill = ui["surface_hover"] if face.target else None
    else:
        fill = ui["surface_hover"] if face.hovered or face.pressed else ui["surface_raised"]
    if strong:
        _ring(painter, box, radius, fill, ui["accent"])
    elif face.misfit and face.target:
        _ring(painter, box, radius, fill, ui["line_control"])
    else:
        line = ui["accent"] if face.recommended else ui["line_strong"] if face.hovered else ui["line"]
        rounded(painter, box, radius, fill, line)


def _ring(painter: QPainter, box: QRectF, radius: float, fill: QColor | None, colour: QColor) -> None:
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRoundedRect(box, radius, radius)


def _rest_foot(painter: QPainter, theme: Theme, left: float, right: float, y: float, face: TileFace) -> None:
    small, bold = pixel_font(12), pixel_font(12, 600)
    ui = theme.ui
    open_colour = ui["text"] if face.open else ui["text_tertiary"]
    runs = [
        Run("在办", small, ui["text_secondary"], 4),
        Run(f"{face.open:,}", bold if face.open else small, open_colour),
        Run(f"/{face.capacity:,}", small, ui["text_tertiary"]),
    ]
    narrow = right - left < NARROW_PX  # the head of the board says 在办 too
    paint_runs(painter, left, y, runs[1:] if narrow else runs)
    paint_troubles(painter, theme, right, y, face.states[State.OVERDUE], face.states[State.NEAR], small, bold)


def paint_troubles(
    painter: QPainter, theme: Theme, right: float, y: float, overdue: int, near: int, small: QFont, bold: QFont
) -> float:
    """◆ 6  ▲ 14, ending at `right`; zeros stay grey. Returns where it begins."""
    ui = theme.ui
    for state, count, font in ((State.NEAR, near, small), (State.OVERDUE, overdue, bold)):
        colour = theme.state[state].text if count else ui["text_tertiary"]
        number = Run(f"{count:,}", font if count else small, colour)
        right = paint_runs_right(painter, right, y, [number]) - 5 - SYMBOL_R
        if count:
            paint_symbol(painter, theme, state, QPointF(right, y), SYMBOL_R, casing=False)
        else:
            _grey_symbol(painter, theme, state, QPointF(right, y))
        right -= SYMBOL_R + 9
    return right + 9


def _grey_symbol(painter: QPainter, theme: Theme, state: State, centre: QPointF) -> None:
    shape = theme.tokens["symbol"]["diamond" if state is State.OVERDUE else "triangle"]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ui["line_strong"])
    painter.drawPolygon([centre + QPointF(x, y) * SYMBOL_R for x, y in shape["points"]])
    if state is State.OVERDUE:
        painter.setBrush(theme.ui["surface_raised"])
        painter.drawRect(QRectF(centre.x() - 0.6, centre.y() - 2.9, 1.2, 3.4))
        painter.drawRect(QRectF(centre.x() - 0.6, centre.y() + 1.4, 1.2, 1.2))


def _fit_foot(painter: QPainter, theme: Theme, left: float, right: float, y: float, face: TileFace) -> None:
    assert face.fit is not None
    small, bold = pixel_font(12), pixel_font(12, 600)
    ui = theme.ui
    runs = [
        Run(f"{face.fit.load:,}", small, ui["text_secondary"], 3),
        Run("→", small, ui["text_secondary"], 3),
        Run(f"{face.fit.load_after:,}", bold, ui["text"]),
        Run(f"/{face.fit.capacity:,}", small, ui["text_tertiary"]),
    ]
    word = Run("推荐", bold, ui["accent_text"], 4) if face.recommended else Run("可", bold, ui["text"], 4)
    due = Run(face.due, small, ui["text_secondary"])
    verdict = [word, due] if face.due else [word]
    edge = paint_runs_right(painter, right, y, verdict)
    while runs and runs_width(runs) > edge - left - 4:
        runs.pop()
    paint_runs(painter, left, y, runs)


def _misfit_foot(painter: QPainter, theme: Theme, left: float, right: float, y: float, face: TileFace) -> None:
    assert face.fit is not None
    colour = theme.ui["text" if face.target else "text_tertiary"]
    word = Run("不符", pixel_font(12, 600 if face.target else 400), colour, 8)
    reason = Run(face.fit.reason, pixel_font(12), colour)
    paint_runs(painter, left, y, [word, fitted(reason, right - left - word.width)])
