"""Opens an event from a page of the office: in the dispatcher's desk where the person has it, else in the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.workplaces import offered
from gis.county.places import Place

if TYPE_CHECKING:
    from desktop.window import Window


def open_event(window: Window, row: int, rows: np.ndarray, words: str) -> None:
    """Show an event row, among the rows it was listed with; `words` name that list above the queue."""
    events = window.bridge.snapshot.events
    if "dispatch" in {each.key for each in offered(window.role)}:
        if window.workplaces.turn_to("dispatch"):
            window.wiring.show_given(rows, words, row)
        return
    place = Place("event", row, events.number(row), "", float(events.x[row]), float(events.y[row]))
    if not window.workplaces.turn_to("office") or not window.workplaces.present.open_in("inbox", place):
        window.tell("您的账号没有能打开这件事的页面")
