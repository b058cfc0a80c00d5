"""Every grid under the hand as a row of the tip: households, people, events a month, area, compactness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from desktop.icons import paint_icon
from desktop.panels.text_runs import Run, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.boundaries.editing.preview import GridPreview

MOST_ROWS = 4  # of grids
ROW_PX, HEAD_PX, MARK_R = 20.0, 18.0, 7.0
HEADS = ("户", "人", "件/月", "公顷", "紧凑")
EDGES = (36.0, 78.0, 124.0, 174.0, 214.0)  # right edges of the columns, px after the names
NAME_PX = 30.0  # least width of a name after its mark


@dataclass(frozen=True)
class TipRow:
    """name: 008, or with its village where several are touched. figures: as HEADS."""

    name: str
    fits: bool
    figures: tuple[str, ...]


@dataclass(frozen=True)
class TipTable:
    """The rows that are shown, and how many grids more are touched."""

    rows: tuple[TipRow, ...] = ()
    more: int = 0
    more_misfits: int = 0

    @property
    def height(self) -> float:
        if not self.rows:
            return 0.0
        return HEAD_PX + ROW_PX * (len(self.rows) + bool(self.more))

    @property
    def name_px(self) -> float:
        metrics = QFontMetricsF(pixel_font(12, 600))
        return max([NAME_PX, *(metrics.horizontalAdvance(row.name) + 8 for row in self.rows)])

    @property
    def width(self) -> float:
        return 2 * MARK_R + 6 + self.name_px + EDGES[-1] if self.rows else 0.0


def table_of(grids: Sequence[GridPreview], villages: dict[str, str]) -> TipTable:
    """The touched grids, those outside 5–60 first, then those that change most. villages: short names by code, used
    where the grids are not all of one."""
    going = [grid for grid in grids if not grid.retired]
    several = len({grid.code[:12] for grid in going}) > 1
    kept = sorted(going, key=lambda g: (g.fits, -abs(g.households - g.was) if not g.born else -g.households, g.code))
    count = len(kept) if len(kept) == MOST_ROWS + 1 else MOST_ROWS  # one more takes no more room than to say so
    shown, rest = sorted(kept[:count], key=lambda g: g.code), kept[count:]
    rows = tuple(TipRow(_name(grid.code, several, villages), _fits(grid), _figures(grid)) for grid in shown)
    return TipTable(rows, len(rest), sum(not grid.fits for grid in rest))


def _fits(grid: GridPreview) -> bool:
    """A village that is not divided yet is no grid too large."""
    return grid.fits or len(grid.code) < 15


def _name(code: str, several: bool, villages: dict[str, str]) -> str:
    village, serial = villages.get(code[:12], ""), code[12:]
    if not serial:
        return village or "全村"
    return f"{village} {serial}" if several and village else serial


def _figures(grid: GridPreview) -> tuple[str, ...]:
    return (
        str(grid.households), f"{grid.people:,}", f"{grid.events_per_month:.1f}", f"{grid.area_m2 / 10_000:.2f}",
        f"{grid.compactness:.2f}",
    )  # fmt: skip


def paint_table(painter: QPainter, theme: Theme, table: TipTable, at: QPointF) -> None:
    """From the top left corner; on the tip's own ground."""
    bright, dim = tones(theme)
    small, figure, strong = pixel_font(11), pixel_font(12), pixel_font(12, 600)
    left = at.x() + 2 * MARK_R + 6
    after = left + table.name_px
    for word, edge in zip(HEADS, EDGES, strict=True):
        paint_runs_right(painter, after + edge, at.y() + HEAD_PX / 2, [Run(word, small, dim)])
    paint_runs(painter, at.x(), at.y() + HEAD_PX / 2, [Run("网格", small, dim)])
    middle = at.y() + HEAD_PX + ROW_PX / 2
    for row in table.rows:
        centre = QPointF(at.x() + MARK_R, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.check["valid" if row.fits else "invalid"])
        painter.drawEllipse(centre, MARK_R, MARK_R)
        paint_icon(painter, "check" if row.fits else "close", theme.ui["on_accent"], centre, 10)
        paint_runs(painter, left, middle, [Run(row.name, strong, bright)])
        for number, (words, edge) in enumerate(zip(row.figures, EDGES, strict=True)):
            font, tone = (strong, bright) if number == 0 else (figure, dim)
            paint_runs_right(painter, after + edge, middle, [Run(words, font, tone)])
        middle += ROW_PX
    if table.more:
        words = f"等 {table.more} 个网格" + (f"，{table.more_misfits} 个不合格" if table.more_misfits else "，都合格")
        paint_runs(painter, left, middle, [Run(words, figure, dim)])


def tones(theme: Theme) -> tuple[QColor, QColor]:
    """(bright, dim) ink on the tip, which is dark by day and light at night."""
    if theme.night:
        return theme.ui["surface_app"], theme.ui["surface_sunk"]
    return theme.ui["surface_panel"], theme.ui["line_strong"]
