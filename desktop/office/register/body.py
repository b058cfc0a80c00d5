"""The fields of the form, laid out as the design has them for a pane of 500 px; wider panes give them more room."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.dispatch.inspector_words import masked_name, masked_phone
from desktop.office.register.clock_line import ClockLine
from desktop.office.register.hints import HintStrip
from desktop.office.register.photo_strip import PhotoStrip
from desktop.office.register.pick_box import PickBox
from desktop.office.register.pin_map import PinMap
from desktop.office.register.placing import Placing, grids_of
from desktop.panels.field import Field
from desktop.panels.yielding_line import YieldingLine
from desktop.theme import Theme
from gis.county.divisions import Level
from gis.events.states import SOURCE_WORD, Source
from gis.snapshot import Snapshot
from gis.workflow.report import TITLE_LENGTH, Report, matters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIDE_PX, GAP_PX, TEXT_PX, CONTROL_PX = 16, 8, 66, 28
MUST = "必填"
MOST_PX = 760  # of the fields; wider lines are no easier to fill
CLOSEST_M, FAREST_M = 0.8, 5.0  # metres a pixel, between which a grid is shown


class SteadyBox(QComboBox):
    """A box of choices that the wheel does not change by the way."""

    def wheelEvent(self, event) -> None:
        event.ignore()


class PlainText(QPlainTextEdit):
    """A text that Tab leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(TEXT_PX)

    def sizeHint(self) -> QSize:
        return QSize(200, TEXT_PX)


class FormBody(QWidget):
    """`edited(field)` when a hand changed something. What was filled in by the program says nothing."""

    edited = Signal(str)

    def __init__(
        self,
        theme: Theme,
        find_item: Callable[[str], Sequence[int]],
        find_village: Callable[[str], Sequence[int]],
    ) -> None:
        """find_item(query): rows in Items; find_village(query): rows in Divisions; best first."""
        super().__init__()
        self.theme = theme
        self.snapshot: Snapshot | None = None
        self.placing = Placing()
        self.limit_class: int | None = None
        self.reported_at = 0
        self._villages: list[int] = []
        self._quiet = self.wide = False
        self._make(find_item, find_village)
        self._lay_out(theme)
        self._listen()

    def _make(self, find_item: Callable, find_village: Callable) -> None:
        theme = self.theme
        self.source = SteadyBox()
        for source, word in SOURCE_WORD.items():
            self.source.addItem(word, int(source))
        self.reporter, self.phone, self.title = YieldingLine(), YieldingLine(), YieldingLine()
        self.title.setMaxLength(TITLE_LENGTH)
        self.item = PickBox(theme, find_item, "名称、拼音或首字母")
        self.matter = SteadyBox()
        self.text = PlainText()
        self.village = PickBox(theme, lambda query: self._village_places(find_village(query)), "村名、拼音首字母或代码")
        self.grid = SteadyBox()
        self.worker = QLineEdit()
        self.worker.setReadOnly(True)
        self.worker.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map, self.photos, self.clock = PinMap(theme), PhotoStrip(theme), ClockLine(theme)
        self.screening, self.twins, self.flags = HintStrip(theme), HintStrip(theme), HintStrip(theme)
        names = {"source": self.source, "reporter": self.reporter, "phone": self.phone, "item": self.item,
                 "matter": self.matter, "title": self.title, "text": self.text, "village": self.village,
                 "grid": self.grid, "map": self.map, "clock": self.clock, "photos": self.photos}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(f"register-{name}")

    def _lay_out(self, theme: Theme) -> None:
        self.fields = {
            "source": Field(theme, "来源", self.source),
            "reporter": Field(theme, "上报人", self.reporter),
            "phone": Field(theme, "电话", self.phone),
            "item": Field(theme, "类别", self.item, MUST),
            "matter": Field(theme, "事项", self.matter, MUST),
            "title": Field(theme, "事由", self.title, MUST),
            "text": Field(theme, "描述", self.text),
            "division": Field(theme, "村居", self.village, MUST),
            "grid": Field(theme, "网格", self.grid),
            "worker": Field(theme, "网格员", self.worker),
        }
        for name, field in self.fields.items():
            field.control.setProperty("dense", True)
            if name != "text":
                field.control.setFixedHeight(CONTROL_PX)
        left = QVBoxLayout()
        left.setSpacing(GAP_PX)
        left.addLayout(self._line(("source", 119), ("reporter", 134), ("phone", 194)))
        left.addLayout(self._line(("item", 254), ("matter", 203)))
        for part in (self.fields["title"], self.fields["text"], self.screening, self.twins):
            left.addWidget(part)
        left.addLayout(self._line(("division", 258), ("grid", 86), ("worker", 103)))
        left.addWidget(self.map, 1)
        for below in (self.flags, self.photos, self.clock):
            left.addWidget(below)
        left.addStretch(0)
        self._left, self._both = left, QHBoxLayout(self)
        self._both.setContentsMargins(SIDE_PX, 8, SIDE_PX, 8)
        self._both.setSpacing(SIDE_PX)
        self._part = QWidget()
        self._part.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._part.setMaximumWidth(MOST_PX)
        self._both.addWidget(self._part, 1)
        self._both.addStretch(0)

    def set_wide(self, wide: bool) -> None:
        """In a wide place the map stands beside the fields; else between them."""
        if wide == self.wide:
            return
        self.wide = wide
        if wide:
            self._left.removeWidget(self.map)
            self._both.insertWidget(1, self.map, 1)
        else:
            self._both.removeWidget(self.map)
            self._left.insertWidget(self._left.indexOf(self.flags), self.map, 1)
        self._left.setStretch(self._left.count() - 1, int(wide))
        self.text.setMaximumHeight(2 * TEXT_PX if wide else TEXT_PX)
        self.text.setMinimumHeight(2 * TEXT_PX if wide else TEXT_PX)

    def order_keys(self) -> None:
        """Tab goes through the fields as they are read."""
        chain = [
            self.source, self.reporter, self.phone, self.item, self.matter, self.title, self.text, self.village,
            self.grid, self.map, self.photos.add, self.clock,
        ]  # fmt: skip
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _line(self, *parts: tuple[str, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, share in parts:
            self.fields[name].setMinimumWidth(60)
            row.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        return row

    def _listen(self) -> None:
        self.source.activated.connect(lambda _: self._told("source"))
        self.reporter.textEdited.connect(lambda _: self._told("reporter"))
        self.phone.textEdited.connect(lambda _: self._told("phone"))
        self.title.textEdited.connect(lambda _: self._told("title"))
        self.text.textChanged.connect(lambda: self._told("text"))
        self.item.picked.connect(self._item_picked)
        self.matter.activated.connect(lambda _: self._told("matter"))
        self.village.picked.connect(self._village_picked)
        self.grid.activated.connect(lambda place: self.choose_grid(int(self.grid.itemData(place))))

    def _told(self, field: str) -> None:
        if not self._quiet:
            self.edited.emit(field)

    # --- the county

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Offer the county's items and villages."""
        before, self.snapshot = self.snapshot, snapshot
        self.map.set_snapshot(snapshot)
        if before is not None and before.items is snapshot.items and before.divisions is snapshot.divisions:
            return
        items, d = snapshot.items, snapshot.divisions
        words = [f"{items.category_names[int(items.category[r])]} / {items.name[r]}" for r in range(len(items))]
        self.item.set_choices(range(len(items)), words)
        self._villages = d.rows_of(Level.VILLAGE).tolist()
        towns = [d.short_name[int(d.parent[row])] for row in self._villages]
        names = [d.short_name[row] for row in self._villages]
        twice = {name for name in names if names.count(name) > 1}
        words = [f"{n}（{t}）" if n in twice else n for n, t in zip(names, towns, strict=True)]
        codes = [d.code[row] for row in self._villages]
        self.village.set_choices(self._villages, words, codes, towns)

    def renew(self, snapshot: Snapshot) -> None:
        """The same county with other rows: what was chosen is found again by its code or id."""
        before, placing = self.snapshot, self.placing
        assert before is not None
        item = int(before.items.id[self.item.key]) if self.item.key >= 0 else 0
        matter = self.matter.currentText()
        row_of = {code: row for row, code in enumerate(snapshot.divisions.code)}

        def now(row: int) -> int:
            return row_of.get(before.divisions.code[row], -1) if row >= 0 else -1

        placing.village, placing.grid = now(placing.village), now(placing.grid)
        placing.nearby = [(now(row), metres) for row, metres in placing.nearby if now(row) >= 0]
        if placing.grid < 0:
            self.placing = Placing()
        self.set_snapshot(snapshot)
        self.item.choose(next((row for row, key in enumerate(snapshot.items.id.tolist()) if key == item), -1))
        self.offer_matters(self.item.key, matter)
        self.show_place()

    def _village_places(self, rows: Sequence[int]) -> list[int]:
        place_of = {row: place for place, row in enumerate(self._villages)}
        return [place_of[row] for row in rows if row in place_of]

    # --- choices that follow each other

    def choose_item(self, item: int) -> None:
        """Take an item as a hand would (the screening's offer)."""
        self.item.choose(item)
        self._item_picked(item)

    def _item_picked(self, item: int) -> None:
        self.limit_class = None
        self.offer_matters(item)
        self._told("item")

    def offer_matters(self, item: int, chosen: str = "") -> None:
        """The lines of the list of duties under an item, in the place as far as it is known; the likeliest by the words
        of the report is chosen unless one is given."""
        assert self.snapshot is not None
        duties = self.snapshot.duties
        self.matter.clear()
        if item < 0:
            return
        rows = matters_of(self.snapshot, item, self.placing.grid)
        words = list(dict.fromkeys(duties.matter[row] for row in rows))
        for row in rows:
            if duties.matter[row] in words and self.matter.findText(duties.matter[row]) < 0:
                self.matter.addItem(duties.matter[row], row)
        if not words:
            self.matter.addItem(f"{self.snapshot.items.name[item]}（权责清单未列）", -1)
        best = chosen if chosen in words else likeliest(words, f"{self.title.text()}{self.text.toPlainText()}")
        self.matter.setCurrentIndex(max(self.matter.findText(best), 0))

    def _village_picked(self, village: int) -> None:
        assert self.snapshot is not None
        if village < 0:
            self.placing = Placing()
        else:
            self.placing.choose_village(self.snapshot.divisions, village)
            if self.placing.grid >= 0 and self.placing.pin is None:
                self.placing.choose_grid(self.snapshot.divisions, self.placing.grid)
        self.show_place(fly=True)
        self._told("village")

    def choose_grid(self, grid: int) -> None:
        """Take a grid as a hand would (the box, or the answer to the question which grid)."""
        assert self.snapshot is not None
        self.placing.choose_grid(self.snapshot.divisions, grid)
        self.show_place()
        self._told("grid")

    def show_place(self, fly: bool = False) -> None:
        """Bring village, grid, worker and map up to date with the placing."""
        assert self.snapshot is not None
        d, staff, placing = self.snapshot.divisions, self.snapshot.staff, self.placing
        self.village.choose(placing.village)
        self.grid.clear()
        for row in grids_of(d, placing.village) if placing.village >= 0 else ():
            self.grid.addItem(d.short_name[row] if d.level[row] == Level.GRID else "未分网格", row)
        self.grid.setCurrentIndex(self.grid.findData(placing.grid))
        worker = int(d.worker[placing.grid]) if placing.grid >= 0 else 0
        found = np.flatnonzero(staff.id == worker).tolist() if worker else []
        name = masked_name(staff.name[found[0]]) if found else ""
        self.worker.setText(name or ("未配" if placing.grid >= 0 else ""))
        self.offer_matters(self.item.key, self.matter.currentText())
        self._show_map(fly)

    def _show_map(self, fly: bool) -> None:
        assert self.snapshot is not None
        d, placing = self.snapshot.divisions, self.placing
        focus = placing.grid if placing.grid >= 0 else placing.village
        self.map.set_focus_row(focus)
        wrong = bool(placing.faults(d).get("grid"))
        self.map.set_pin(placing.pin, placing.words(d), wrong)
        if placing.pin is not None:
            left, bottom, right, top = d.bounds[placing.grid].tolist()
            scale = max((right - left) / max(self.map.width(), 1), (top - bottom) / max(self.map.height(), 1)) * 1.6
            self.map.show_place(*placing.pin, min(max(scale, CLOSEST_M), FAREST_M))
        elif focus >= 0 and fly:
            self.map.show_bounds(tuple(d.bounds[focus].tolist()))

    # --- the report as it stands

    def report(self) -> Report:
        """What is filled in."""
        lon, lat = self.placing.degrees()
        chosen = self.matter.currentData()
        return Report(
            Source(int(self.source.currentData())),
            self.reporter.text().strip(),
            self.phone.text().strip(),
            self.item.key,
            self.matter.currentText() if chosen is not None and chosen >= 0 else "",
            self.limit_class,
            self.title.text().strip(),
            self.text.toPlainText().strip(),
            self.placing.grid,
            lon,
            lat,
            self.reported_at,
        )

    def fill(self, one: Report, masked: bool = False) -> None:
        """Show a report (place aside: the placing is set by whoever knows it). masked: the person is somebody else's to
        see."""
        self._quiet = True
        self.source.setCurrentIndex(self.source.findData(int(one.source)))
        self.reporter.setText(masked_name(one.reporter) if masked else one.reporter)
        self.phone.setText(masked_phone(one.phone) if masked else one.phone)
        self.title.setText(one.title)
        self.text.setPlainText(one.text)
        self.item.choose(one.item)
        self.limit_class, self.reported_at = one.limit_class, one.reported_at
        self.offer_matters(one.item, one.matter)
        self._quiet = False

    def set_fixed(self, fixed: bool) -> None:
        """A report that came as it is: person, words and source stand; class and place can be put right."""
        for control in (self.reporter, self.phone, self.title, self.text):
            control.setReadOnly(fixed)
            control.setFocusPolicy(Qt.FocusPolicy.ClickFocus if fixed else Qt.FocusPolicy.StrongFocus)
        self.source.setEnabled(not fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for field in self.fields.values():
            field.set_theme(theme)
        parts = (self.item, self.village, self.map, self.photos, self.clock, self.screening, self.twins, self.flags)
        for part in parts:
            part.set_theme(theme)


def likeliest(words: Sequence[str], text: str) -> str:
    """The word most of whose characters stand in a text, the first of the list among equals."""

    def shared(word: str) -> float:
        return sum(character in text for character in word) / len(word)

    return max(words, key=shared, default="") if text else (words[0] if words else "")


def without_place(one: Report) -> Report:
    """The report without grid and pin."""
    return replace(one, division=-1, lon=None, lat=None)
