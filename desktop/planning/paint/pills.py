"""Count pills: a white one for a grid at rest, a large one in a check colour for a grid that is touched."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from desktop.icons import paint_icon
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded, runs_width
from desktop.theme import Theme, pixel_font
from gis.boundaries.editing.preview import LEAST, MOST

SMALL_H, LARGE = 24.0, QSizeF(178, 46)
EDGE = 3.0
MOST_KEPT = 400


@dataclass(frozen=True)
class Pill:
    """What a pill says. serial: 008, with its village where that is another. was: households in force, -1 for a grid
    that is new. fits: in the rule. large: touched. quiet: a note instead of 原 n 户 (新编, 并入 007)."""

    serial: str
    households: int
    was: int
    fits: bool
    large: bool
    note: str = ""


class Pills:
    """Pills as pictures, drawn once each."""

    def __init__(self) -> None:
        self._theme: tuple[str, float] = ("", 0.0)
        self._kept: dict[Pill, QPixmap] = {}

    def paint(self, painter: QPainter, theme: Theme, pill: Pill, at: QPointF) -> QRectF:
        """Stamp a pill around a point; the room it takes."""
        ratio = painter.device().devicePixelRatioF()
        if self._theme != (theme.name, ratio):
            self._theme, self._kept = (theme.name, ratio), {}
        picture = self._kept.get(pill)
        if picture is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            picture = self._kept[pill] = _drawn(theme, pill, ratio)
        wide, tall = picture.width() / ratio, picture.height() / ratio
        left, top = round(at.x() - wide / 2), round(at.y() - tall / 2)
        painter.drawPixmap(QPointF(left, top), picture)
        return QRectF(left, top, wide, tall)


def words_of(pill: Pill) -> str:
    """The second line of a large pill."""
    if pill.note:
        return pill.note
    return "新网格" if pill.was < 0 else f"原 {pill.was} 户"


def _drawn(theme: Theme, pill: Pill, ratio: float) -> QPixmap:
    size = LARGE if pill.large else QSizeF(runs_width(_small_runs(theme, pill)) + 22, SMALL_H)
    picture = QPixmap(round((size.width() + 2 * EDGE) * ratio), round((size.height() + 2 * EDGE) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(EDGE, EDGE, size.width(), size.height())
    (_large if pill.large else _small)(painter, theme, pill, box)
    painter.end()
    return picture


def _small_runs(theme: Theme, pill: Pill) -> list[Run]:
    tone = theme.ui["text"] if pill.fits else theme.check["invalid"]
    return [
        Run(pill.serial, pixel_font(12), theme.ui["text_secondary"], 4),
        Run(f"{pill.households} 户", pixel_font(12, 600), tone),
    ]


def _small(painter: QPainter, theme: Theme, pill: Pill, box: QRectF) -> None:
    rounded(painter, box, SMALL_H / 2, theme.ui["surface_raised"], theme.ui["line_strong"])
    paint_runs(painter, box.left() + 11, box.center().y(), _small_runs(theme, pill))


def _large(painter: QPainter, theme: Theme, pill: Pill, box: QRectF) -> None:
    fill = theme.check["valid" if pill.fits else "invalid"]
    ink = theme.ui["on_accent"]
    painter.setPen(QPen(theme.map["symbol_casing"], 2))
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 10, 10)
    middle = box.center().y()
    paint_icon(painter, "check" if pill.fits else "close", ink, QPointF(box.left() + 24, middle), 20)
    edge = paint_runs_right(painter, box.right() - 13, middle, [Run(str(pill.households), pixel_font(27, 600), ink)])
    name = f"网格 {pill.serial}" if pill.serial.isdigit() else pill.serial
    room = edge - box.left() - 41 - 4
    paint_runs(painter, box.left() + 41, middle - 8.5, [fitted(Run(name, pixel_font(12), ink), room)])
    paint_runs(painter, box.left() + 41, middle + 8.5, [Run(words_of(pill), pixel_font(12), ink)])


def rule_words(households: int) -> str:
    """多 2 户, 少 1 户, or nothing for a grid within the rule."""
    if households > MOST:
        return f"多 {households - MOST} 户"
    return f"少 {LEAST - households} 户" if households < LEAST else ""
