"""The whole county at a glance: a tile a rate, with its counts, its thread over the periods and its change."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.office.evaluation.chart import paint_thread, series
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs
from desktop.theme import Theme, pixel_font
from gis.evaluation.evaluate import COUNTY, Evaluation
from gis.foundation.numbers import rate

HEIGHT_PX, LEAST_PX = 84, 152
FIRST = ("reply_rate", "done_rate", "satisfaction_rate", "close_rate", "close_on_time_rate", "disposal_on_time_rate")


def signed(change: float, decimals: int) -> str:
    """A change of a share in points, with its sign; no sign on what rounds to nothing."""
    points = round(change * 100, decimals)
    return f"{points:+.{decimals}f}" if points else f"{0:.{decimals}f}"


class RateTile(PaintedButton):
    """Word; figure with one decimal; counts in grey; the thread at right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.found: Evaluation | None = None
        self.place, self.last = 0, False

    def show_rate(self, found: Evaluation, place: int) -> None:
        self.found, self.place = found, place
        counted = found.present.rates[place]
        parts = f"{int(counted.part[COUNTY]):,}/{int(counted.whole[COUNTY]):,}"
        self.setObjectName(f"tile-{counted.rate.key}")
        self.setAccessibleName(f"全县{counted.rate.name} {rate(float(counted.value[COUNTY]))} {parts}")
        made = counted.rate
        self.setToolTip(
            f"{made.name} = {made.numerator.text} ÷ {made.denominator.text}\n{self._moved()}\n单击打开这些事件"
        )
        self.setEnabled(bool(counted.whole[COUNTY]))
        self.update()

    def _moved(self) -> str:
        assert self.found is not None
        key = self.found.table.rates[self.place].key
        change = float(self.found.moved(key)[COUNTY])
        if np.isnan(change):
            return "没有上期可比"
        words = "" if self.found.moved_truly(key)[COUNTY] else "（属正常波动）"
        return f"比上期 {signed(change, 2)} 个百分点{words}"

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), ui["surface_hover"])
        if not self.last:
            painter.fillRect(self.width() - 1, 16, 1, self.height() - 32, ui["line"])
        if self.found is None:
            return
        counted = self.found.present.rates[self.place]
        room = self.width() - 32
        paint_runs(painter, 16, 20, [fitted(Run(counted.rate.name, pixel_font(12), ui["text_secondary"]), room)])
        words = rate(float(counted.value[COUNTY]))
        figure = [Run(words.removesuffix("%"), self._theme.font("figure"), ui["text"], 1)]
        if words.endswith("%"):
            figure.append(Run("%", pixel_font(13), ui["text_tertiary"]))
        end = paint_runs(painter, 16, 43, figure)
        parts = f"{int(counted.part[COUNTY]):,} / {int(counted.whole[COUNTY]):,}"
        paint_runs(painter, 16, 66, [fitted(Run(parts, pixel_font(11), ui["text_tertiary"]), room)])
        left = max(end + 14, self.width() - 16 - 64)
        if self.width() - 16 - left >= 28:
            paint_thread(painter, self._theme, QRectF(left, 34, self.width() - 18 - left, 18), self._series())
        self._paint_change(painter, 16 + room)
        self.paint_ring(painter, 6, 3)

    def _series(self) -> list[float]:
        assert self.found is not None
        return series(self.found, self.place, COUNTY)

    def _paint_change(self, painter: QPainter, right: float) -> None:
        """The change against the period before, in ink only where it is more than chance."""
        assert self.found is not None
        key = self.found.table.rates[self.place].key
        change = float(self.found.moved(key)[COUNTY])
        if np.isnan(change):
            return
        truly = bool(self.found.moved_truly(key)[COUNTY])
        painter.setFont(pixel_font(11, 600 if truly else 400))
        painter.setPen(self._theme.ui["text" if truly else "text_tertiary"])
        box = QRectF(right - 60, 57, 60, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, signed(change, 1))


class CountyTiles(QWidget):
    """As many tiles as fit; `figure_opened(rate place)`."""

    figure_opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.found: Evaluation | None = None
        self.tiles: list[RateTile] = []
        self.setFixedHeight(HEIGHT_PX)
        self.setAccessibleName("全县")

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT_PX)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for tile in self.tiles:
            tile.set_theme(theme)
        self.update()

    def set_evaluation(self, found: Evaluation) -> None:
        self.found = found
        self._lay_out()

    def resizeEvent(self, _event) -> None:
        self._lay_out()

    def _places(self) -> list[int]:
        """The rates the county is known by first, then the rest of its table; those with wrong assignment taken out
        last."""
        assert self.found is not None
        rates = self.found.table.rates
        order = {key: i for i, key in enumerate(FIRST)}
        return sorted(range(len(rates)), key=lambda i: (order.get(rates[i].key, 99), "扣错派" in rates[i].name, i))

    def _lay_out(self) -> None:
        if self.found is None:
            return
        places = self._places()
        count = max(1, min(len(places), self.width() // LEAST_PX))
        while len(self.tiles) < count:
            tile = RateTile(self.theme, self)
            tile.clicked.connect(lambda _=False, own=tile: self.figure_opened.emit(own.place))
            self.tiles.append(tile)
        for i, tile in enumerate(self.tiles):
            tile.setVisible(i < count)
            if i < count:
                left, right = round(i * self.width() / count), round((i + 1) * self.width() / count)
                tile.setGeometry(left, 0, right - left, HEIGHT_PX - 1)
                tile.last = i == count - 1
                tile.show_rate(self.found, places[i])

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, self.height() - 1, self.width(), 1, ui["line"])
        if self.found is None:
            painter.setPen(ui["text_tertiary"])
            painter.setFont(self.theme.font("body"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "")
