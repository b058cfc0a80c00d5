"""The dark tip at the pointer: what a gesture would change, grid by grid, and how it would become valid; why it cannot
be made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from desktop.panels.text_runs import Run, paint_runs, rounded, runs_width, wrapped
from desktop.planning.paint.tip_table import TipTable, paint_table, table_of, tones
from desktop.theme import Theme, pixel_font
from gis.boundaries.editing.preview import Preview
from gis.boundaries.snapping import Snap

PAD, LINE_PX, BREAK_PX = 12.0, 20.0, 4.0
WIDEST_PX = 300.0
MOST_BORN = 2  # new grids named one by one; the table has their figures


@dataclass(frozen=True)
class TipWords:
    """lines: the first says what changes hands, the others what is wrong or how to be valid. table: touched grids."""

    lines: tuple[str, ...]
    table: TipTable


def words_of(preview: Preview, snap: Snap | None, villages: dict[str, str] | None = None) -> TipWords:
    """What the tip says of a gesture. villages: short names by code."""
    table = table_of(preview.grids, villages or {}) if preview.possible else TipTable()
    return TipWords(tuple(tip_lines(preview, snap)), table)


def tip_lines(preview: Preview, snap: Snap | None) -> list[str]:
    """The first line says what changes hands, the others what is wrong or how to be valid."""
    if not preview.possible:
        return [each for each in (preview.reason, preview.remedy) if each]
    lines = [_moved(preview)]
    if preview.hint:
        lines.append(preview.hint.rstrip("。"))
    if snap is not None:
        lines.append(f"已吸附：{snap.kind.value}")
    return lines


def _moved(preview: Preview) -> str:
    born = [g.code[-3:] for g in preview.grids if g.born]
    if born:
        if len(born) > MOST_BORN:
            return f"新编 {len(born)} 个网格：{min(born)}–{max(born)}"
        return f"新编 {'、'.join(born)}：" + "、".join(f"{g.households} 户" for g in preview.grids if g.born)
    retired = [g.code[-3:] for g in preview.grids if g.retired]
    if retired:
        return f"{'、'.join(retired)} 作废，编号不再使用"
    if not preview.moved:
        return "没有农户改属"
    ways = Counter((source[-3:], target[-3:]) for _, source, target in preview.moved)
    return "；".join(f"{count} 户：{source} → {target}" for (source, target), count in ways.most_common(3))


class TipFace:
    """The words as they are set in one theme."""

    def __init__(self, theme: Theme, words: TipWords) -> None:
        self.theme, self.words = theme, words
        first, rest = tones(theme)
        font = pixel_font(13)
        widest = max(WIDEST_PX, words.table.width)
        self._rows: list[Run] = []
        for number, line in enumerate(words.lines):
            self._rows += [Run(part, font, first if number == 0 else rest) for part in wrapped(line, font, widest)]
        wide = max([words.table.width, *(runs_width([row]) for row in self._rows)], default=0.0)
        tall = len(self._rows) * LINE_PX + words.table.height + (BREAK_PX if words.table.rows else 0)
        self.size = QSizeF(wide + 2 * PAD, tall + 2 * (PAD - 3))

    def paint(self, painter: QPainter, box: QRectF) -> None:
        """A dark plate by day, a light one at night."""
        rounded(painter, box, 8, self.theme.ui["text"])
        top = box.top() + PAD - 3
        for number, row in enumerate(self._rows):
            paint_runs(painter, box.left() + PAD, top + (number + 0.5) * LINE_PX, [row])
        if self.words.table.rows:
            below = top + len(self._rows) * LINE_PX + BREAK_PX
            paint_table(painter, self.theme, self.words.table, QPointF(box.left() + PAD, below))
