"""The filter panel: states with live counts, categories, sources, the tree of divisions, and what restricts now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.panels.division_tree import DivisionTree
from desktop.panels.facet_row import FacetRow
from desktop.panels.filter_menu import FilterMenu, toggled, with_part
from desktop.panels.filter_words import words_of
from desktop.panels.sections import SIDE_PX, Hairline, QuietMenuButton, SectionHead
from desktop.theme import Theme
from gis.county.divisions import Level
from gis.events.query import Counts, Filter
from gis.events.states import STATE_LIFE_ORDER, STATE_WORD, State
from gis.foundation.clock import Clock, SystemClock, day_number, day_start
from gis.snapshot import Snapshot

WIDTH_PX, LEAST_PX, MOST_PX = 264, 216, 400


class FilterSummary(QWidget):
    """The strip that says what restricts now, with 清除; hidden when nothing does."""

    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(40)
        self.words, self.full = QLabel(self), ""
        self.clear = QPushButton("清除", self)
        self.clear.setProperty("kind", "link")
        self.clear.setToolTip("去掉所有筛选条件（Ctrl Shift X）")
        self.clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE_PX, 0, SIDE_PX - 6, 0)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        row.addWidget(self.clear)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.words.setFont(theme.font("small"))
        self.clear.setFont(theme.font("small"))
        self.words.setProperty("tone", "secondary")
        self.update()

    def show_words(self, parts: list[str]) -> None:
        self.full = "只看 " + " · ".join(parts)
        self.words.setToolTip(self.full)
        self._fit()
        self.setVisible(bool(parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * SIDE_PX - self.clear.sizeHint().width()
        self.words.setText(self.words.fontMetrics().elidedText(self.full, Qt.TextElideMode.ElideRight, max(room, 40)))

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.ui["surface_sunk"])
        painter.fillRect(0, 0, self.width(), 1, self.theme.ui["line"])


class FilterPanel(QWidget):
    """264 px wide. `filter_changed(Filter)` after every act; `division_activated(row)` when the tree is clicked."""

    filter_changed = Signal(object)
    division_activated = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None, clock: Clock | None = None) -> None:
        super().__init__(parent)
        self.clock: Clock = clock or SystemClock()
        self.theme = theme
        self.snapshot: Snapshot | None = None
        self._filter = Filter()
        self.setMinimumWidth(LEAST_PX)
        self.setMaximumWidth(MOST_PX)
        self.setAccessibleName("筛选")
        self.state_head, self.category_head = SectionHead(theme, "状态", self), SectionHead(theme, "类别", self)
        self.tree_head, self.tree = SectionHead(theme, "区划", self), DivisionTree(theme, self)
        self.states = {state: self._state_row(state) for state in STATE_LIFE_ORDER}
        self.categories: list[FacetRow] = []
        self.sources = QuietMenuButton(theme, "全部来源", self.category_head)
        self.sources.setToolTip("按来源、时限类别、责任单位筛选")
        self.more = FilterMenu(self, lambda: self._filter, self._change)
        self.sources.setMenu(self.more.menu)
        self.summary = FilterSummary(theme, self)
        self.lines = [Hairline(theme, self) for _ in range(2)]
        self._lay_out()
        self._connect()
        self._show()

    def _state_row(self, state: State) -> FacetRow:
        return FacetRow(self.theme, STATE_WORD[state], state, "今日" if state is State.CLOSED else "", self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.state_head)
        for row in self.states.values():
            column.addWidget(row)
        column.addSpacing(8)
        column.addWidget(self.lines[0])
        column.addWidget(self.category_head)
        self.category_column = QVBoxLayout()
        self.category_column.setSpacing(0)
        column.addLayout(self.category_column)
        column.addSpacing(8)
        column.addWidget(self.lines[1])
        column.addWidget(self.tree_head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.summary)

    def _connect(self) -> None:
        for state, row in self.states.items():
            row.chosen.connect(lambda adding, state=state: self._toggle("states", state, adding))
        self.tree.activated_row.connect(self._division)
        self.summary.cleared.connect(self.clear)
        QShortcut(QKeySequence("Ctrl+Shift+X"), self, self.clear, context=Qt.ShortcutContext.WindowShortcut)

    @property
    def filter(self) -> Filter:
        return self._filter

    def set_filter(self, chosen: Filter) -> None:
        """Show a filter that came from elsewhere; says nothing."""
        self._filter = chosen
        self._show()

    def clear(self) -> None:
        """Take every restriction away."""
        if self._filter != Filter():
            self._change(Filter())

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Take a county: names of categories, units and divisions. A changed snapshot of the same county is cheap."""
        fresh = self.snapshot is None or snapshot.divisions is not self.snapshot.divisions
        same_names = self.snapshot is not None and snapshot.items is self.snapshot.items
        same_units = self.snapshot is not None and snapshot.units is self.snapshot.units
        self.snapshot = snapshot
        if not same_names:
            self._name_categories(list(snapshot.items.category_names))
        if not same_units:
            self.more.set_snapshot(snapshot)
        if fresh:
            level = snapshot.divisions.level
            villages, grids = int((level == Level.VILLAGE).sum()), int((level == Level.GRID).sum())
            self.tree_head.set_figure(f"{villages:,} 村居 · {grids:,} 网格")
            self.tree.set_snapshot(snapshot)
        self._show()

    def set_counts(self, counts: Counts) -> None:
        """Show live counts; the figures change in place."""
        opened = int(counts.by_state[: State.CLOSED].sum())
        self.state_head.set_figure(f"在办 {opened:,}")
        for state, row in self.states.items():
            row.set_count(int(counts.by_state[state]))
        for row, count in zip(self.categories, counts.by_category, strict=False):
            row.set_count(int(count))
        self.tree.set_counts(counts)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        rows: list[Any] = [*self.states.values(), *self.categories, *self.lines]
        for part in (*rows, self.state_head, self.category_head, self.tree_head, self.tree, self.sources, self.summary):
            part.set_theme(theme)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sources()

    def paintEvent(self, _event) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.ui["surface_panel"])

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, 600)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PolishRequest:
            self._place_sources()
        return super().event(event)

    def _place_sources(self) -> None:
        size = self.sources.sizeHint()
        width = min(size.width(), 170)
        self.sources.setGeometry(self.width() - SIDE_PX - width + 3, 6, width, size.height())

    def _name_categories(self, names: list[str]) -> None:
        for row in self.categories:
            self.category_column.removeWidget(row)
            row.deleteLater()
        self.categories = [FacetRow(self.theme, name, parent=self) for name in names]
        for i, row in enumerate(self.categories):
            row.chosen.connect(lambda adding, i=i: self._toggle("categories", i, adding))
            self.category_column.addWidget(row)

    def _toggle(self, kind: str, value: int, adding: bool) -> None:
        held = getattr(self._filter, kind)
        alone = frozenset() if held == {value} else frozenset({value})
        chosen = with_part(self._filter, kind, toggled(held, value) if adding else alone)
        if kind == "states":  # the figure beside 已办结 is today's, so its click shows just those
            midnight = day_start(day_number(self.clock.now()))
            chosen = replace(chosen, closed_since=midnight if State.CLOSED in chosen.states else 0)
        self._change(chosen)

    def _division(self, row: int) -> None:
        self.division_activated.emit(row)
        chosen = 0 if row == self._filter.division else row
        if chosen != self._filter.division:
            self._change(replace(self._filter, division=chosen))

    def _change(self, chosen: Filter) -> None:
        self._filter = chosen
        self._show()
        self.filter_changed.emit(chosen)

    def _show(self) -> None:
        for state, row in self.states.items():
            row.setChecked(state in self._filter.states and len(self._filter.states) < len(State))
        for i, row in enumerate(self.categories):
            row.setChecked(i in self._filter.categories)
        self.more.mark(self._filter)
        self.sources.setText(self.more.summary(self._filter))
        self.sources.set_marked(self.sources.text() != "全部来源")
        self._place_sources()
        self.tree.choose(self._filter.division)
        self.summary.show_words(words_of(self._filter, self.snapshot, self.clock.now()))
