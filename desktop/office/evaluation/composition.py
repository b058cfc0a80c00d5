"""How a score comes about: each term of the card with its weight, its value as a grey bar, and the points it brings."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded
from desktop.theme import Theme, pixel_font
from gis.evaluation.scoring import Scores
from gis.foundation.numbers import MISSING, rate

TERM_PX = 38


class Composition(QWidget):
    """Terms of one subject; nothing where the kind is not scored."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.terms: list[tuple[str, float, float, float]] = []  # text, value, weight, points
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_scores(self, scores: Scores | None, subject: int) -> None:
        self.terms = []
        if scores is not None and subject >= 0:
            values = scores.terms[:, subject]
            total = sum(t.weight for t, v in zip(scores.card.terms, values, strict=True) if not np.isnan(v))
            for term, value in zip(scores.card.terms, values, strict=True):
                points = 100 * term.weight * value / total if total and not np.isnan(value) else float("nan")
                self.terms.append((term.value.text, float(value), term.weight, points))
        told = "；".join(
            f"{text} {rate(v)}，{MISSING if np.isnan(p) else f'{p:.2f} 分'}" for text, v, _, p in self.terms
        )
        self.setAccessibleName(f"得分构成：{told}")
        self.setVisible(bool(self.terms))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(288, TERM_PX * len(self.terms) + 6)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.width() - 16
        for i, (text, value, weight, points) in enumerate(self.terms):
            y = i * TERM_PX + 13
            words = MISSING if np.isnan(points) else f"{points:.2f}"
            runs = [
                Run(words, pixel_font(13, 500), ui["text" if words != MISSING else "text_tertiary"], 3),
                Run(f"/ {weight:g}", pixel_font(11), ui["text_tertiary"]),
            ]
            left = paint_runs_right(painter, right, y, runs)
            paint_runs(painter, 16, y, [fitted(Run(text, pixel_font(12), ui["text_secondary"]), left - 28)])
            track = QRectF(16, y + 12, self.width() - 32, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            rounded(painter, track, 2, ui["line"])
            if not np.isnan(value):
                rounded(
                    painter, QRectF(track.left(), track.top(), max(4, track.width() * value), 4), 2, ui["line_control"]
                )
