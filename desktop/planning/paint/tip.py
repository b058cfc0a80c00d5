"""The dark tip at the pointer: what a gesture would change, and how it would become valid; why it cannot be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.panels.text_runs import Run, paint_runs, rounded, runs_width, wrapped
from desktop.theme import Theme, pixel_font
from gis.boundaries.editing.preview import Preview
from gis.boundaries.snapping import Snap

PAD, LINE_PX, GAP = 12.0, 20.0, 18.0
FARTHER = 62.0  # past a pill that stands in the way
WIDEST_PX = 300.0


def tip_lines(preview: Preview, snap: Snap | None) -> list[str]:
    """The first line says what changes hands, the others what is wrong or how to be valid."""
    if not preview.possible:
        return [each for each in (preview.reason, preview.remedy) if each]
    lines = [_moved(preview)]
    figures = [f"{g.code[-3:]} {g.people} 人 · {g.events_per_month:.1f} 件/月" for g in preview.grids if not g.retired]
    if preview.hint:
        lines.append(preview.hint.rstrip("。"))
    elif 0 < len(figures) <= 2:
        lines.append("，".join(figures))
    if snap is not None:
        lines.append(f"已吸附：{snap.kind.value}")
    return lines


def _moved(preview: Preview) -> str:
    born = [g.code[-3:] for g in preview.grids if g.born]
    if born:
        return f"新编 {'、'.join(born)}：" + "、".join(f"{g.households} 户" for g in preview.grids if g.born)
    retired = [g.code[-3:] for g in preview.grids if g.retired]
    if retired:
        return f"{'、'.join(retired)} 作废，编号不再使用"
    if not preview.moved:
        return "没有农户改属"
    ways = Counter((source[-3:], target[-3:]) for _, source, target in preview.moved)
    return "；".join(f"{count} 户：{source} → {target}" for (source, target), count in ways.most_common(3))


def tip_rows(theme: Theme, lines: list[str]) -> list[list[Run]]:
    """The lines as they are set: wrapped, the first one the brightest."""
    first, rest = theme.ui["surface_panel"], theme.ui["line_strong"]
    if theme.night:
        first, rest = theme.ui["surface_app"], theme.ui["surface_sunk"]
    font = pixel_font(13)
    rows: list[list[Run]] = []
    for number, line in enumerate(lines):
        rows += [[Run(part, font, first if number == 0 else rest)] for part in wrapped(line, font, WIDEST_PX)]
    return rows


def tip_box(rows: list[list[Run]], pointer: QPointF, room: QRectF, taken: Sequence[QRectF] = ()) -> QRectF:
    """Where the tip stands: beside the pointer, inside the map, on no pill where that can be."""
    wide = max((runs_width(row) for row in rows), default=0.0) + 2 * PAD
    tall = len(rows) * LINE_PX + 2 * (PAD - 3)
    inside = room.adjusted(8, 8, -8, -8)
    places = [QRectF(round(x), round(y), wide, tall) for x, y in _corners(pointer, wide, tall)]
    fitting = [place for place in places if inside.contains(place)] or places[:1]
    free = [place for place in fitting if not any(place.intersects(each) for each in taken)]
    box = (free or fitting)[0]
    box.moveLeft(min(max(box.left(), inside.left()), inside.right() - wide))
    box.moveTop(min(max(box.top(), inside.top()), inside.bottom() - tall))
    return box


def _corners(at: QPointF, wide: float, tall: float) -> list[tuple[float, float]]:
    """Below left of the pointer first, as the hand comes from the lower right."""
    left, right, low, high = at.x() - wide - GAP, at.x() + GAP + 6, at.y() + GAP, at.y() - tall - GAP
    near = [(left, low), (right, low), (left, high), (right, high)]
    return near + [(x, y + (FARTHER if y > at.y() else -FARTHER)) for x, y in near]


def paint_tip(painter: QPainter, theme: Theme, box: QRectF, rows: list[list[Run]]) -> None:
    """A dark plate by day, a light one at night."""
    rounded(painter, box, 8, theme.ui["text"])
    for number, row in enumerate(rows):
        paint_runs(painter, box.left() + PAD, box.top() + PAD - 3 + (number + 0.5) * LINE_PX, row)
