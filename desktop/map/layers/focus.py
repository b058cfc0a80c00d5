"""The chosen division: accent outline and a light wash, above the ground and below labels and events."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter

from desktop.map.frame import Frame
from desktop.map.painting import saved
from desktop.map.strokes import cosmetic_pen

WASH = 0.10
LINE_PX = 2.0


def paint(painter: QPainter, frame: Frame, row: int) -> None:
    """Outline and wash one division row; nothing for the county or none."""
    if row <= 0:
        return
    accent = frame.theme.ui["accent"]
    wash = QColor(accent)
    wash.setAlphaF(0 if _fills(frame, row) else WASH)
    with saved(painter):
        frame.to_metres(painter)
        painter.setPen(cosmetic_pen(accent, LINE_PX))
        painter.setBrush(wash)
        for group in frame.scene.outline_of(row).at(frame.device_m).within(frame.local_bounds(LINE_PX)):
            frame.check()
            painter.drawPath(group.path)


def _fills(frame: Frame, row: int) -> bool:
    """Whether the picture lies deep inside the division: a wash over everything would tell nothing."""
    left, bottom, right, top = frame.view.bounds
    box = frame.scene.divisions.bounds[row]
    return bool(box[0] < left and box[1] < bottom and box[2] > right and box[3] > top)
