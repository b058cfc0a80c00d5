"""What stands on the planner's map besides its tools: the legend, the line of hints with the map's credit, zoom."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen

from desktop.map.headup import EDGE, HeadUp
from desktop.map.headup_breadcrumb import Breadcrumb
from desktop.map.headup_buttons import ButtonPlate
from desktop.map.headup_locator import Locator
from desktop.map.headup_status import HEIGHT, Status
from desktop.map.plate import Plate
from desktop.planning.paint.houses import MOVED_R, RING_R
from desktop.planning.paint.stage import faded
from desktop.theme import pixel_font
from gis.foundation.crs import to_degrees
from gis.foundation.viewport import Viewport
from gis.snapshot import Snapshot

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

GAP, KEY_PAD = 14.0, 6.0
POINTER_MS = 60
FIT = 2  # which of the buttons shows the whole
Piece = tuple[str, str]  # "key" or "words", text


def pieces_of(hint: str) -> list[Piece]:
    """[Shift]沿路 → a key cap and its words."""
    return [
        ("key" if part.startswith("[") else "words", part.strip("[] ")) for part in re.findall(r"\[.+?\]|[^\[]+", hint)
    ]


class HintLine(Status):
    """What the tool in hand does and which keys change it; the system of coordinates and the credit of the outline."""

    metres = True

    def pieces(self) -> list[Piece]:
        return [piece for piece in pieces_of(self._hint) if piece[1]]

    def tail(self) -> str:
        """Where the pointer is, and the credit, which must stand wherever the outline is shown."""
        snapshot = self._canvas.snapshot
        if snapshot is None:
            return ""
        return " · ".join(part for part in (self._where_words(), self._credit(snapshot)) if part)

    def _where_words(self) -> str:
        if self._pointer is None:
            return "EPSG:4547"
        x, y = self._pointer
        if self.metres:
            return f"E {x:,.1f} N {y:,.1f}"
        lon, lat = to_degrees(x, y)
        return f"{lon:.5f}°E {lat:.5f}°N"

    def _widths(self) -> tuple[list[float], float]:
        metrics = QFontMetricsF(pixel_font(12))
        wide = [
            metrics.horizontalAdvance(text) + (2 * KEY_PAD + 5 if kind == "key" else GAP)
            for kind, text in self._shown()
        ]
        return wide, metrics.horizontalAdvance(_steady(self.tail()))

    def _shown(self) -> list[Piece]:
        """As many hints as there is room for, a key never without its words; the credit goes before them."""
        metrics = QFontMetricsF(pixel_font(12))
        left = self.most_px - 22 - metrics.horizontalAdvance(_steady(self.tail()))
        pieces, kept = self.pieces(), []
        while pieces:
            count = 2 if pieces[0][0] == "key" and len(pieces) > 1 else 1
            group, pieces = pieces[:count], pieces[count:]
            left -= sum(metrics.horizontalAdvance(t) + (2 * KEY_PAD + 5 if k == "key" else GAP) for k, t in group)
            if left < 0:
                break
            kept += group
        return kept

    @property
    def size_wanted(self) -> QSize:
        wide, tail = self._widths()
        return QSize(round(min(sum(wide) + tail + 22, self.most_px)), HEIGHT)

    def paint_face(self, painter: QPainter) -> None:
        ground = QColor(self.theme.ui["surface_raised"])
        ground.setAlphaF(0.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.body, 8, 8)
        painter.setFont(pixel_font(12))
        wide, tail = self._widths()
        at = 10.0
        for (kind, text), width in zip(self._shown(), wide, strict=False):
            if kind == "key":
                self._key(painter, QRectF(at, 5.5, width - 5, 19), text)
            else:
                painter.setPen(self.theme.ui["text"])
                painter.drawText(QRectF(at, 0, width, HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
            at += width
        self._where = QRectF(at, 0, tail + 6, HEIGHT)

    def paint_live(self, painter: QPainter) -> None:
        """The tail moves with the pointer while the hints stand."""
        painter.setFont(pixel_font(12))
        painter.setPen(self.theme.ui["text_secondary"])
        painter.drawText(self._where, Qt.AlignmentFlag.AlignVCenter, self.tail())

    def set_pointer(self, pointer: tuple[float, float] | None) -> None:
        before, self._pointer = self._pointer, pointer
        if (pointer is None) != (before is None):
            self.relay()
        elif pointer != before:
            self.update(self._where.toAlignedRect())

    def _key(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setPen(QPen(self.theme.ui["line_strong"], 1))
        painter.setBrush(self.theme.ui["surface_raised"])
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(self.theme.ui["text_secondary"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click switches between metres and degrees."""
        self.metres = not self.metres
        self.relay()
        event.accept()


def _steady(words: str) -> str:
    """Figures keep one width while the pointer moves."""
    return re.sub(r"\d", "8", words)


class Legend(Plate):
    """新边界, 现行边界, 改属农户."""

    shadow = 0
    entries = ("新边界", "现行边界", "改属农户")

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self.setAccessibleName("图例：" + "、".join(self.entries))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_compared(self, compared: bool) -> None:
        """Two plans are on the map, or one and the county in force."""
        entries = ("本方案", "对比方案", "归属不同的农户") if compared else Legend.entries
        if entries != self.entries:
            self.entries = entries
            self.setAccessibleName("图例：" + "、".join(entries))
            self.repaint_face()

    @property
    def size_wanted(self) -> QSize:
        metrics = QFontMetricsF(pixel_font(12))
        signs = (26, 26, 14)
        wide = sum(sign + 6 + metrics.horizontalAdvance(w) for sign, w in zip(signs, self.entries, strict=True))
        return QSize(round(wide + 20 + 2 * GAP), 34)

    def paint_face(self, painter: QPainter) -> None:
        ground = QColor(self.theme.ui["surface_raised"])
        ground.setAlphaF(0.92)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.body, 8, 8)
        font, middle, at = pixel_font(12), self.body.center().y(), 10.0
        metrics = QFontMetricsF(font)
        accent, quiet = self.theme.ui["accent"], self.theme.ui["text_secondary"]
        for number, word in enumerate(self.entries):
            sign = 14.0 if number == 2 else 26.0
            if number < 2:
                pen = QPen(accent if number == 0 else quiet, 3 if number == 0 else 2)
                if number == 1:
                    pen.setDashPattern([3.5, 2.5])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawLine(QPointF(at, middle), QPointF(at + sign, middle))
            else:
                centre = QPointF(at + 7, middle)
                painter.setPen(QPen(accent, 1.4))
                painter.setBrush(faded(accent, 0.16))
                painter.drawEllipse(centre, RING_R - 1.5, RING_R - 1.5)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(accent)
                painter.drawEllipse(centre, MOVED_R - 0.4, MOVED_R - 0.4)
            painter.setFont(font)
            painter.setPen(self.theme.ui["text"])
            wide = metrics.horizontalAdvance(word)
            painter.drawText(
                QRectF(at + sign + 6, 0, wide + 4, self.body.height()), Qt.AlignmentFlag.AlignVCenter, word
            )
            at += sign + 6 + wide + GAP


class PlanPlates(HeadUp):
    """The plates of the planner's map: no breadcrumb and no inset, for the village is named at the left."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        canvas.headup = self
        self.breadcrumb, self.locator = Breadcrumb(canvas), Locator(canvas)
        self.status: HintLine = HintLine(canvas)
        self.buttons, self.legend = ButtonPlate(canvas), Legend(canvas)
        self._plates = (self.status, self.buttons, self.legend)
        self.legend_shown = True
        self.fit: Callable[[], None] = canvas.fit_county
        button = self.buttons.buttons[FIT]
        button.clicked.disconnect()
        button.clicked.connect(lambda: self.fit())
        button.setToolTip("看全村 (Ctrl+Home)")
        button.setAccessibleName("看全村")
        self._scale, self.frozen = 0.0, False
        self._where: tuple[float, float] | None = None
        self._telling = QTimer(canvas, singleShot=True, interval=POINTER_MS)
        self._telling.timeout.connect(self._tell)
        canvas.pointer_moved.connect(self._note)
        self.breadcrumb.hide()
        self.locator.hide()
        self.set_snapshot(None)

    def _note(self, x_m: float, y_m: float) -> None:
        """The place of the pointer is told some times a second, not with every move."""
        self._where = (x_m, y_m)
        if not self._telling.isActive() and not self.frozen:
            self._telling.start()

    def _tell(self) -> None:
        if not self.frozen:
            self.status.set_pointer(self._where)

    def forget_pointer(self) -> None:
        self._where = None
        self.status.set_pointer(None)

    def set_snapshot(self, snapshot: Snapshot | None) -> None:
        for plate in self._plates:
            plate.setVisible(snapshot is not None)
            plate.repaint_face()
        self.lay_out()

    def set_focus(self, row: int) -> None:
        """The village is named at the left."""

    def follow(self, view: Viewport) -> None:
        """Nothing here depends on the view."""

    def count(self) -> None:
        """No events are counted here."""

    def show_legend(self, shown: bool, compared: bool = False) -> None:
        self.legend_shown = shown
        self.legend.set_compared(compared)
        self.lay_out()

    def lay_out(self) -> None:
        width, height = self._canvas.width(), self._canvas.height()
        wanted = self.buttons.size_wanted
        self.buttons.put(width - EDGE - wanted.width(), height - EDGE - wanted.height(), wanted)
        wide = self.legend.size_wanted
        self.legend.put(width - EDGE - wide.width(), EDGE, wide)
        room = self._canvas.snapshot is not None and self.legend_shown and width >= 400 + wide.width()
        self.legend.setVisible(room)
        self.lay_out_status()

    def lay_out_status(self) -> None:
        self.status.most_px = self._canvas.width() - EDGE - 64
        self.status.put(EDGE, self._canvas.height() - EDGE - HEIGHT, self.status.size_wanted)
