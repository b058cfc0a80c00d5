"""The fields of the form: what is chosen, how one choice follows another, and the report they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal

from desktop.dispatch.inspector_words import masked_name, masked_phone
from desktop.office.register.form_layout import FormLayout
from desktop.office.register.placing import Placing, grids_of
from desktop.theme import Theme
from gis.county.divisions import Level
from gis.events.states import Source
from gis.snapshot import Snapshot
from gis.workflow.report import Report, matters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CLOSEST_M, FAREST_M = 0.8, 5.0  # metres a pixel, between which a grid is shown


class FormBody(FormLayout):
    """`edited(field)` when a hand changed something. What was filled in by the program says nothing."""

    edited = Signal(str)

    def __init__(
        self,
        theme: Theme,
        find_item: Callable[[str], Sequence[int]],
        find_village: Callable[[str], Sequence[int]],
    ) -> None:
        """find_item(query): rows in Items; find_village(query): rows in Divisions; best first."""
        super().__init__(theme, find_item, lambda query: self._village_places(find_village(query)))
        self._villages: list[int] = []
        self.snapshot: Snapshot | None = None
        self.placing = Placing()
        self.limit_class: int | None = None
        self.reported_at = 0
        self._quiet = False
        self._listen()

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
        self.text.style().unpolish(self.text)  # a text has no :read-only of its own in style sheets
        self.text.style().polish(self.text)


def likeliest(words: Sequence[str], text: str) -> str:
    """The word most of whose characters stand in a text, the first of the list among equals."""

    def shared(word: str) -> float:
        return sum(character in text for character in word) / len(word)

    return max(words, key=shared, default="") if text else (words[0] if words else "")
