"""What another table would do to the period in sight: scores and ranks before and after, the greatest change first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.evaluation.evaluate import Evaluation
from gis.foundation.numbers import MISSING

WIDTH_PX, LINE_PX = 320, 44
HINT = "改动后按「试算」，在这里看本期谁的得分和名次会变。试算不写入县库。"


@dataclass(frozen=True)
class Shift:
    """One subject under either table. Ranks: 0 not ranked; scores: NaN without."""

    name: str
    rank: int
    rank_then: int
    score: float
    score_then: float


def shifts(before: Evaluation, after: Evaluation) -> list[Shift]:
    """Subjects whose score or rank differs, the greatest change of rank first."""
    if before.scores is None or after.scores is None:
        return []
    made = []
    for i, name in enumerate(after.subjects.name):
        old, new = float(before.scores.score[i]), float(after.scores.score[i])
        ranks = int(before.scores.rank[i]), int(after.scores.rank[i])
        same = old == new or (np.isnan(old) and np.isnan(new))
        if not same or ranks[0] != ranks[1]:
            made.append(Shift(name, ranks[0], ranks[1], old, new))
    return sorted(made, key=lambda s: (-abs(s.rank - s.rank_then), -abs(np.nan_to_num(s.score_then - s.score))))


class TrialView(QWidget):
    """A pane of lines; says what it is for until there is something to show."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.title, self.words = theme, "试算", HINT
        self.lines: list[Shift] = []
        self.setFixedWidth(WIDTH_PX)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, 400)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def clear(self) -> None:
        self._show("试算", HINT, [])

    def wait(self, what: str) -> None:
        self._show(f"试算 · {what}", "正在计算…", [])

    def show_change(self, before: Evaluation, after: Evaluation) -> None:
        """What the trial brought."""
        found = shifts(before, after)
        moved = sum(s.rank != s.rank_then for s in found)
        if after.scores is None:
            words = "考核表没有为此设记分卡，不影响得分和名次。"
        elif not found:
            words = "得分和名次都没有变化。"
        else:
            words = f"{len(found):,} 个得分有变化，其中 {moved:,} 个名次有变化。"
        self._show(f"试算 · {after.period.name}", words, found)

    def _show(self, title: str, words: str, lines: list[Shift]) -> None:
        self.title, self.words, self.lines = title, words, lines
        told = "；".join(f"{s.name} 名次 {s.rank or MISSING} → {s.rank_then or MISSING}" for s in lines)
        self.setAccessibleName(f"{title}，{words}{told}")
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        paint_runs(painter, 16, 22, [fitted(Run(self.title, pixel_font(13, 600), ui["text"]), self.width() - 32)])
        paragraph = Paragraph(self.words, pixel_font(12), self.width() - 32, 19)
        paragraph.paint(painter, 16, 40, ui["text_secondary"])
        top = 40 + paragraph.height + 12
        room = int((self.height() - top - 24) // LINE_PX)
        for i, shift in enumerate(self.lines[:room]):
            self._line(painter, top + i * LINE_PX, shift)
        if len(self.lines) > room:
            rest = Run(f"其余 {len(self.lines) - room:,} 个", pixel_font(12), ui["text_tertiary"])
            paint_runs(painter, 16, top + room * LINE_PX + 12, [rest])

    def _line(self, painter: QPainter, top: float, shift: Shift) -> None:
        ui = self.theme.ui
        painter.fillRect(16, round(top), self.width() - 32, 1, ui["line"])
        moved = shift.rank != shift.rank_then
        ranks = f"{shift.rank or MISSING} → {shift.rank_then or MISSING}"
        tone = "text" if moved else "text_tertiary"
        left = paint_runs_right(
            painter, self.width() - 16, top + 15, [Run(ranks, pixel_font(13, 600 if moved else 400), ui[tone])]
        )
        paint_runs(painter, 16, top + 15, [fitted(Run(shift.name, pixel_font(13), ui["text"]), left - 28)])
        scores = " → ".join(MISSING if np.isnan(v) else f"{v:.2f}" for v in (shift.score, shift.score_then))
        paint_runs(painter, 16, top + 33, [Run(f"得分 {scores}", pixel_font(11), ui["text_tertiary"])])
        painter.setPen(Qt.PenStyle.NoPen)
