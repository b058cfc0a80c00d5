"""One tile of the board: a unit's name, on-time rate, load and trouble; during a drag, how it fits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.dispatch.tile_paint import TileFace, paint_tile
from desktop.panels.painted_button import PaintedButton
from desktop.theme import Theme
from gis.events.states import STATE_WORD, State
from gis.workflow.fit import FIT_WORD, UnitFit

MARGIN_PX = 1  # the accent border of a target reaches one pixel past the tile


@dataclass(frozen=True)
class TileValues:
    """What a tile shows at rest. `states`: open events in State order; `on_time`: share 0–1 or NaN."""

    unit: int  # row in Units
    name: str
    full_name: str
    states: tuple[int, ...]
    capacity: int
    on_time: float

    @property
    def open(self) -> int:
        return sum(n for i, n in enumerate(self.states) if i != State.CLOSED)

    @property
    def load(self) -> float:
        """Open events as a share of capacity."""
        return self.open / self.capacity if self.capacity else 0.0


def rate_word(on_time: float) -> str:
    """95.1%, or — where nothing was closed."""
    return "—" if math.isnan(on_time) else f"{on_time:.1%}"


class Tile(PaintedButton):
    """A painted button; `unit` is its row in Units. Never moves or resizes while a drag is on."""

    def __init__(self, theme: Theme, values: TileValues, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._values = values
        self._fit: UnitFit | None = None
        self._due = ""
        self._target = False
        self.setCheckable(True)
        self._describe()

    @property
    def unit(self) -> int:
        return self._values.unit

    @property
    def values(self) -> TileValues:
        return self._values

    @property
    def fit(self) -> UnitFit | None:
        return self._fit

    @property
    def is_target(self) -> bool:
        return self._target

    def set_values(self, values: TileValues) -> None:
        if values != self._values:
            self._values = values
            self._describe()
            self.update()

    def set_fit(self, fit: UnitFit | None, due: str = "") -> None:
        """Become a drop target (推荐, 可, 不符), or with None a plain tile again."""
        self._fit, self._due = fit, due
        self._target = False
        self._describe()
        self.update()

    def set_target(self, lit: bool) -> None:
        if lit != self._target:
            self._target = lit
            self.update()

    def nextCheckState(self) -> None:
        """Whether the tile is chosen is decided by the filter it stands for, not by the click itself."""

    def sizeHint(self) -> QSize:
        return QSize(182 + 2 * MARGIN_PX, self._theme.height("tile") + 2 * MARGIN_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        paint_tile(painter, self._theme, box, self._face())
        painter.end()

    def _face(self) -> TileFace:
        values = self._values
        return TileFace(
            name=values.name,
            rate=rate_word(values.on_time),
            states=values.states,
            open=values.open,
            capacity=values.capacity,
            fit=self._fit,
            due=self._due,
            target=self._target,
            chosen=self.isChecked(),
            hovered=self.underMouse() and self._fit is None,
            pressed=self.isDown(),
            focused=self.ringed,
        )

    def _describe(self) -> None:
        values = self._values
        counts = "，".join(
            f"{STATE_WORD[State(i)]} {n:,}" for i, n in enumerate(values.states) if n and i != State.CLOSED
        )
        words = f"{values.name}，在办 {values.open:,}，承载 {values.capacity:,}，按期率 {rate_word(values.on_time)}"
        if self._fit is not None:
            fit = self._fit
            load = f"在办 {fit.load:,} 变为 {fit.load_after:,}，承载 {fit.capacity:,}"
            words = f"{values.name}，{FIT_WORD[fit.fit]}，{fit.reason}，{load}"
            self.setAccessibleName(f"{words}，时限 {self._due}" if self._due else words)
            self.setToolTip("")
            return
        self.setAccessibleName(f"{words}，{counts}" if counts else words)
        self.setToolTip(
            f"{values.full_name}\n在办 {values.open:,} 件 / 承载 {values.capacity:,} 件（{values.load:.0%}）\n"
            f"{counts or '没有在办事件'}\n近 90 天按期率 {rate_word(values.on_time)}\n"
            "点按只看该单位的事件，再点一次取消"
        )
