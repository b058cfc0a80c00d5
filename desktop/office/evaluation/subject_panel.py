"""Beside the table: one subject in full. Rank and score with how it comes about, every rate with its thread and counts,
the trend of the chosen rate, signs worth a look, and what wrong assignment does to it."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.models.scorecard import ScorecardModel
from desktop.office.evaluation.chart import TrendChart
from desktop.office.evaluation.composition import Composition
from desktop.office.evaluation.rate_row import RateRow
from desktop.office.evaluation.sign_line import SignLine
from desktop.panels.sections import Hairline, SectionHead
from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.evaluation.evaluate import COUNTY
from gis.evaluation.fairness import Effect
from gis.foundation.numbers import MISSING

WIDTH_PX, NARROW_PX, WIDE_PX, HEAD_PX = 336, 292, 440, 76


class SubjectHead(QWidget):
    """Name and where it lies; rank of how many, score, list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.name, self.note, self.standing, self.points = "", "", "", ""
        self.setFixedHeight(HEAD_PX)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_words(self, name: str, note: str, standing: str, points: str) -> None:
        self.name, self.note, self.standing, self.points = name, note, standing, points
        self.setAccessibleName(" ".join(word for word in (name, note, standing, points) if word))
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        right = float(self.width() - 16)
        if self.points:
            runs = [
                Run(self.points, self.theme.font("figure"), ui["text"], 3),
                Run("分", pixel_font(12), ui["text_tertiary"]),
            ]
            right = paint_runs_right(painter, right, 38, runs) - 12
        paint_runs(painter, 16, 28, [fitted(Run(self.name, self.theme.font("title"), ui["text"]), right - 16)])
        under = " · ".join(word for word in (self.standing, self.note) if word)
        paint_runs(painter, 16, 52, [fitted(Run(under, pixel_font(12), ui["text_secondary"]), right - 16)])


class Words(QWidget):
    """A paragraph of small grey words that wraps."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.words = theme, ""

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def say(self, words: str) -> None:
        self.words = words
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        self._fit()
        self.update()

    def resizeEvent(self, _event) -> None:
        self._fit()

    def _paragraph(self) -> Paragraph:
        return Paragraph(self.words, pixel_font(12), max(40, self.width() - 32), 19)

    def _fit(self) -> None:
        self.setFixedHeight(round(self._paragraph().height) + 8 if self.words else 0)

    def paintEvent(self, _event) -> None:
        self._paragraph().paint(QPainter(self), 16, 0, self.theme.ui["text_secondary"])


class SubjectPanel(QScrollArea):
    """`figure_opened(rate place, subject)`, `sign_opened(Sign)`."""

    figure_opened = Signal(int, int)
    sign_opened = Signal(object)

    def __init__(self, theme: Theme, card: ScorecardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.card = theme, card
        self.subject, self.place = COUNTY, 0
        self.effects: dict[int, Effect] = {}
        self.body = QWidget()
        self.setWidget(self.body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head, self.terms = SubjectHead(theme), Composition(theme)
        self.effect, self.chart = Words(theme), TrendChart(theme)
        words = {"terms": "得分构成", "effect": "错派影响", "rates": "各项比率", "signs": "待核实迹象"}
        self.heads = {key: SectionHead(theme, word) for key, word in words.items()}
        self.rows: list[RateRow] = []
        self.signs: list[SignLine] = []
        self.hairlines = [Hairline(theme) for _ in range(4)]
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, 600)

    def set_width(self, page_px: int) -> None:
        """As wide as a page of this width affords."""
        self.setFixedWidth(NARROW_PX if page_px < 1500 else WIDTH_PX if page_px < 2600 else WIDE_PX)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._add(column, self.hairlines[0], self.heads["signs"])
        self.signs_column = QVBoxLayout()
        self.signs_column.setSpacing(0)
        column.addLayout(self.signs_column)
        column.addWidget(self.chart)
        column.addSpacing(8)
        self._add(column, self.hairlines[1], self.heads["rates"])
        self.rates_column = QVBoxLayout()
        self.rates_column.setSpacing(0)
        column.addLayout(self.rates_column)
        self._add(column, self.hairlines[2], self.heads["terms"], self.terms)
        self._add(column, self.hairlines[3], self.heads["effect"], self.effect)
        column.addStretch(1)

    @staticmethod
    def _add(column: QVBoxLayout, *parts: QWidget) -> None:
        for part in parts:
            column.addWidget(part)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        parts: list[Any] = [self.head, self.terms, self.effect, self.chart, *self.heads.values(), *self.hairlines]
        for part in (*parts, *self.rows, *self.signs):
            part.set_theme(theme)
        self.body.update()
        self.viewport().update()

    def set_effects(self, effects: tuple[Effect, ...]) -> None:
        """What wrong assignment does, by subject."""
        self.effects = {effect.subject: effect for effect in effects}

    def show_subject(self, subject: int) -> None:
        found = self.card.found
        if found is None:
            return
        self.subject = subject
        self._show_head()
        self._show_rates()
        self._show_signs()
        self.terms.show_scores(self.card.scores, subject)
        scored = bool(self.terms.terms)
        self.heads["terms"].setVisible(scored)
        self.hairlines[2].setVisible(scored)
        if scored and self.card.scores is not None:
            card = self.card.scores.card
            self.heads["terms"].set_figure(f"{card.basis} {self._basis():,} 件")
        self._show_effect()
        self.show_trend(self.place)

    def show_trend(self, place: int) -> None:
        """Turn the chart to a rate."""
        found = self.card.found
        if found is None:
            return
        self.place = min(place, len(found.table.rates) - 1)
        self.chart.show_rate(found, self.place, self.subject)
        for row in self.rows:
            row.set_chosen(row.place == self.place)

    def _basis(self) -> int:
        found, scores = self.card.found, self.card.scores
        assert found is not None and scores is not None
        return int(found.present.counts[scores.card.basis][self.subject])

    def _show_head(self) -> None:
        card, subject = self.card, self.subject
        assert card.found is not None
        standing, points = "", ""
        if subject == COUNTY:
            standing = f"{len(card.found.subjects):,} 个{card.found.subjects.word}"
        elif card.scores is not None:
            rank, ranked = int(card.scores.rank[subject]), int((card.scores.rank > 0).sum())
            standing = f"第 {rank} 名 / {ranked:,}" if rank else "件数不足，不排名"
            listed = card.first_text(subject, "list")
            standing += f" · {listed}" if listed else ""
            value = card.scores.score[subject]
            points = MISSING if np.isnan(value) else f"{value:.2f}"
        self.head.show_words(card.name(subject), card.note(subject), standing, points)

    def _show_rates(self) -> None:
        found = self.card.found
        assert found is not None
        count = len(found.table.rates)
        while len(self.rows) < count:
            row = RateRow(self.theme, self.body)
            row.clicked.connect(lambda _=False, own=row: self._opened(own.place))
            self.rates_column.addWidget(row)
            self.rows.append(row)
        for place, row in enumerate(self.rows):
            row.setVisible(place < count)
            if place < count:
                row.show_rate(found, place, self.subject, self.card.cell(self.subject, place))
        self.heads["rates"].set_figure("分子/分母")

    def _opened(self, place: int) -> None:
        self.show_trend(place)
        self.figure_opened.emit(place, self.subject)

    def _show_signs(self) -> None:
        found = self.card.found
        assert found is not None
        own = [s for s in found.signs if self.subject in (COUNTY, s.subject)]
        shown = own[:12]
        while len(self.signs) < len(shown):
            line = SignLine(self.theme, self.body)
            line.clicked.connect(lambda _=False, mine=line: self.sign_opened.emit(mine.sign))
            self.signs_column.addWidget(line)
            self.signs.append(line)
        for i, line in enumerate(self.signs):
            line.setVisible(i < len(shown))
            if i < len(shown):
                line.show_sign(shown[i], found.subjects.name[shown[i].subject] if self.subject == COUNTY else "")
        for part in (self.hairlines[0], self.heads["signs"]):
            part.setVisible(bool(shown))
        self.heads["signs"].set_figure(
            f"{len(own):,} 条，只提示不扣分" if len(own) <= 12 else f"前 12 条，共 {len(own):,} 条"
        )

    def _show_effect(self) -> None:
        words, effect = "", self.effects.get(self.subject)
        if self.subject == COUNTY and self.effects:
            moved = sum(e.rank_plain != e.rank_fair for e in self.effects.values())
            words = f"扣除错派耽搁的时间后，{len(self.effects):,} 个得分有变化，其中 {moved:,} 个名次有变化。"
        elif effect is not None:
            words = f"扣除错派耽搁的时间：得分 {effect.score_plain:.2f} → {effect.score_fair:.2f}"
            if effect.rank_plain != effect.rank_fair:
                words += f"，名次 {effect.rank_plain or MISSING} → {effect.rank_fair or MISSING}"
            words += "。"
        self.effect.say(words)
        for part in (self.heads["effect"], self.hairlines[3]):
            part.setVisible(bool(words))

    def paintEvent(self, event) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), self.theme.ui["surface_panel"])
