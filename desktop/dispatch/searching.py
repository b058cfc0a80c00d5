"""The search box of the top bar: places by name, pinyin, code or coordinates; events by number or words; units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from gis.county.divisions import Level

if TYPE_CHECKING:
    from desktop.dispatch.wiring import DispatchWiring
    from gis.county.places import Place, PlaceIndex

LIMIT = 12


class Searching(QObject):
    """Builds the place index on a worker once the county is live, and answers each key stroke from memory."""

    def __init__(self, wiring: DispatchWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.bridge, self.desk = wiring, wiring.bridge, wiring.desk
        self.box = wiring.window.top_bar.search
        self._index: PlaceIndex | None = None
        self._query = ""
        self.bridge.connected.connect(self._build)
        self.bridge.replaced.connect(self._forget)
        self.bridge.changed.connect(self._renew)
        self.box.query_changed.connect(self._ask)
        self.box.place_chosen.connect(self._go)
        self.box.text_search.connect(self._search_text)
        settings = wiring.window.settings
        self.box.set_recent(_texts(settings.value("desk/recent_searches")))
        self.box.recent_changed.connect(lambda queries: settings.setValue("desk/recent_searches", queries))

    def _forget(self) -> None:
        self._index = None

    def _renew(self, _committed: object) -> None:
        if self._index is not None:
            self._index.renew(self.bridge.snapshot)

    def _build(self) -> None:
        from gis.county.places import PlaceIndex

        snapshot = self.bridge.snapshot
        self.bridge.ask(lambda: PlaceIndex(snapshot), self._built, lane="index")

    def _built(self, index: PlaceIndex) -> None:
        self._index = index
        if self._query:
            self._ask(self._query)

    def _ask(self, query: str) -> None:
        self._query = query
        if not query.strip() or self.bridge.workspace is None:
            self.box.set_results([], 0)
            return
        places = self._index.find(query, LIMIT) if self._index is not None else []
        self.box.set_results(places, self.bridge.county.text_hits(query))

    def find_units(self, query: str) -> list[int]:
        """Rows in Units that answer to a name, pinyin or initials; all of them without a query."""
        if self._index is not None:
            return [int(row) for row in self._index.find_units(query)]
        names = self.bridge.snapshot.units.name
        return [row for row, name in enumerate(names) if query in name]

    def find_villages(self, query: str) -> list[int]:
        """Rows in Divisions of the villages that answer to a name, pinyin, initials or code."""
        if self._index is not None:
            return self._index.find_villages(query)
        divisions = self.bridge.snapshot.divisions
        return [row for row in divisions.rows_of(Level.VILLAGE).tolist() if query in divisions.name[row]]

    def _go(self, place: Place) -> None:
        stack = self.wiring.window.workplaces
        if stack.key != "dispatch" and (stack.present.go_to(place) or not stack.turn_to("dispatch")):
            return
        canvas = self.desk.canvas
        if place.kind == "event":
            self.wiring.selection.set(np.array([place.row], np.int32))
            self.wiring.locate(place.row)
        elif place.kind in ("county", "township", "village", "grid"):
            self.wiring.choose_division(place.row)
        elif place.kind == "unit":
            self.wiring.choose_unit(place.row)
        else:
            canvas.go_to(place.x, place.y, None)
        canvas.setFocus()

    def _search_text(self, query: str) -> None:
        if not self.wiring.window.workplaces.turn_to("dispatch"):
            return
        self.wiring.search_text(query)


def _texts(kept: object) -> list[str]:
    """A list from the settings; an INI file gives one entry back as bare text."""
    return [kept] if isinstance(kept, str) else [str(each) for each in kept] if isinstance(kept, list) else []
