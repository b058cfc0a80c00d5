"""The inspector's summary of several events: by state, by class, and the units that the duty list suggests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.dispatch.inspector_sections import BODY_PX, Section
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right
from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.deadlines.words import due_full
from gis.events.states import STATE_WORD, State
from gis.snapshot import Snapshot

LINE_PX, HEAD_PX, GAP_PX = 24, 26, 8
MOST_LINES = 5


@dataclass(frozen=True)
class ManyFace:
    """Counts of a selection, biggest first (states in order of severity). `common`: the unit suggested for every one
    of them, -1 if they differ. `first_due`: the earliest close limit among the open ones, 0 none."""

    count: int
    states: tuple[tuple[State, int], ...]
    classes: tuple[tuple[str, int], ...]
    units: tuple[tuple[str, int], ...]
    common: int
    first_due: int


def many_face(rows: np.ndarray, snapshot: Snapshot, states: np.ndarray) -> ManyFace:
    """Sum up rows; `states` is the State of every event."""
    events = snapshot.events
    by_state = np.bincount(states[rows], minlength=len(State))
    by_class = np.bincount(events.limit_class[rows], minlength=len(LimitClass))
    suggested, counts = np.unique(events.suggested[rows], return_counts=True)
    due = events.close_due[rows][states[rows] != State.CLOSED]
    due = due[due > 0]
    units = sorted(zip(suggested.tolist(), counts.tolist(), strict=True), key=lambda pair: -pair[1])
    return ManyFace(
        len(rows),
        tuple((state, int(by_state[state])) for state in State if by_state[state]),
        tuple(
            sorted(((LIMIT_CLASS_WORD[c], int(by_class[c])) for c in LimitClass if by_class[c]), key=lambda p: -p[1])
        ),
        tuple((snapshot.units.name[u] if u >= 0 else "无建议单位", n) for u, n in units),
        int(suggested[0]) if len(suggested) == 1 else -1,
        int(due.min()) if len(due) else 0,
    )


class ManySection(Section):
    """Three short lists: 状态, 时限类别, 建议单位."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._face: ManyFace | None = None
        self._now = 0

    @property
    def face(self) -> ManyFace | None:
        return self._face

    def set_face(self, face: ManyFace, now: int) -> None:
        self._face, self._now = face, now
        parts = [f"{STATE_WORD[s]} {n:,}" for s, n in face.states] + [f"{w} {n:,}" for w, n in face.units]
        self.setAccessibleName(f"已选 {face.count:,} 件，" + "，".join(parts))
        lines = len(face.states) + sum(min(len(part), MOST_LINES) for part in (face.classes, face.units))
        extra = sum(len(part) > MOST_LINES for part in (face.classes, face.units))
        self.setFixedHeight(3 * (HEAD_PX + GAP_PX) + LINE_PX * (lines + extra + (1 if face.first_due else 0)))
        self.update()

    def paint_section(self, painter: QPainter) -> None:
        face = self._face
        if face is None:
            return
        top = self._head(painter, 0, "状态")
        for state, count in face.states:
            paint_symbol(painter, self._theme, state, QPointF(7, top + LINE_PX / 2), 5, casing=False)
            top = self._line(painter, top, STATE_WORD[state], count, face.count, 22)
        if face.first_due:
            ui = self._theme.ui
            word = Run("最早到期", pixel_font(12), ui["text_secondary"])
            paint_runs(painter, 22, top + LINE_PX / 2, [word])
            due = Run(due_full(face.first_due, self._now), pixel_font(12, 600), ui["text"])
            paint_runs_right(painter, BODY_PX, top + LINE_PX / 2, [due])
            top += LINE_PX
        top = self._list(painter, top + GAP_PX, "时限类别", face.classes, face.count)
        self._list(painter, top + GAP_PX, "建议单位", face.units, face.count)

    def _head(self, painter: QPainter, top: float, word: str) -> float:
        ui = self._theme.ui
        paint_runs(painter, 0, top + HEAD_PX / 2, [Run(word, pixel_font(12, 600), ui["text_secondary"])])
        painter.fillRect(QRectF(0, top + HEAD_PX - 1, BODY_PX, 1), ui["line"])
        return top + HEAD_PX

    def _list(self, painter: QPainter, top: float, head: str, lines: tuple[tuple[str, int], ...], total: int) -> float:
        top = self._head(painter, top, head)
        for word, count in lines[:MOST_LINES]:
            top = self._line(painter, top, word, count, total, 0)
        if len(lines) > MOST_LINES:
            rest = lines[MOST_LINES:]
            top = self._line(painter, top, f"其他 {len(rest)} 项", sum(n for _, n in rest), total, 0)
        return top

    def _line(self, painter: QPainter, top: float, word: str, count: int, total: int, left: float) -> float:
        ui, y = self._theme.ui, top + LINE_PX / 2
        number = Run(f"{count:,}", pixel_font(12, 600), ui["text"])
        right = paint_runs_right(painter, BODY_PX, y, [number])
        words = fitted(Run(word, pixel_font(12), ui["text"]), right - left - 80)
        end = paint_runs(painter, left, y, [words]) + 12
        room = max(right - 12 - end, 0)
        painter.fillRect(QRectF(right - 12 - room * count / total, y - 1, room * count / total, 2), ui["line_strong"])
        return top + LINE_PX
