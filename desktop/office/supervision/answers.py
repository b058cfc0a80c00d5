"""What the probe can be asked of the page: what is listed, what can be done, where things are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.office.supervision.page import SupervisionPage


def answers(page: SupervisionPage) -> dict[str, Callable[..., Any]]:
    """Points are [x, y] in screen pixels of the device."""

    def entry_point(at: int) -> list[float]:
        return _middle(page.list.viewport(), page.list.visualRect(page.entries.index(at)).center(), page)

    def event_point(at: int) -> list[float]:
        return _middle(page.events.viewport(), page.events.visualRect(page.matters.index(at)).center(), page)

    return {
        "supervision.ready": lambda: page.docket is not None and not page.standing.busy,
        "supervision.tab": lambda: page.tab,
        "supervision.entries": lambda: [[e.key, e.mark, e.title, e.more, e.right] for e in page.entries.entries],
        "supervision.entry": lambda: page.entry.key if page.entry is not None else "",
        "supervision.entry_point": entry_point,
        "supervision.events": lambda: [page.matters.words(at)[0] for at in range(len(page.matters.rows))],
        "supervision.event_point": event_point,
        "supervision.stops": lambda: [stop.what for stop in page.thread_.stops],
        "supervision.letter": lambda: page.paper.sheet.letter.number if page.paper.sheet.letter else "",
        "supervision.why_not": lambda: page.form.said.text(),
    }


def _middle(widget: Any, at: Any, page: SupervisionPage) -> list[float]:
    globally, ratio = widget.mapToGlobal(at), page.devicePixelRatioF()
    return [globally.x() * ratio, globally.y() * ratio]
