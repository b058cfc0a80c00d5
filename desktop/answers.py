"""What the probe can be asked of the desk: where things are, what is shown. Read-only, for tests and measuring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gis.events.states import State

if TYPE_CHECKING:
    from desktop.window import Window


def answers(window: Window) -> dict[str, Callable[..., Any]]:
    """Word → callable; points are [x, y] in screen pixels of the device."""
    desk, bridge = window.desk, window.bridge
    events = lambda: bridge.snapshot.events  # noqa: E731 - the snapshot is another after each change

    def row(number: str) -> int:
        found = [int(r) for r in events().numbered(number) if events().number(int(r)) == number]
        return found[0] if found else -1

    def event_point(number: str) -> list[float]:
        at = row(number)
        x, y = desk.canvas.viewport.to_screen(float(events().x[at]), float(events().y[at]))
        return _screen(desk.canvas, QPoint(round(x), round(y)))

    def clusters() -> list[list[float]]:
        """x, y (screen px) and events of every cluster that lies free on the map."""
        canvas = desk.canvas
        assert canvas.picture is not None
        found = canvas.picture.clusters
        x, y = canvas.viewport.to_screen(found.x, found.y)
        inner = canvas.rect().adjusted(40, 90, -90, -150)
        points = zip(x.tolist(), y.tolist(), found.total.tolist(), strict=True)
        return [
            [*_screen(canvas, QPoint(round(a), round(b))), n]
            for a, b, n in points
            if inner.contains(round(a), round(b))
        ]

    def tile_point(name: str) -> list[float]:
        unit = list(bridge.snapshot.units.name).index(name)
        tile = desk.board.grid.tile_of(unit)
        if tile is None or not tile.isVisible():
            raise LookupError(f"no tile of {name} in sight")
        return _middle(tile)

    def queue_point(position: int) -> list[float]:
        view = desk.queue.view
        return _screen(view.viewport(), view.viewport().mapFromGlobal(view.global_centre(position)))

    def menu_point(words: str) -> list[float]:
        """A line of a menu that is open."""
        for menu in (w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()):
            for action in menu.actions():
                if action.text().replace("&", "").startswith(words):
                    return _screen(menu, menu.actionGeometry(action).center())
        raise LookupError(f"no line {words} in an open menu")

    return {
        "marks": lambda: window.marks,
        "live": lambda: "live" in window.marks,
        "settled": lambda: desk.canvas.settled and window.jobs.idle,
        "seq": lambda: bridge.snapshot.seq if bridge.workspace else -1,
        "selected": lambda: [events().number(int(r)) for r in window.wiring.selection.rows],
        "shown": lambda: len(bridge.rows),
        "filter": lambda: {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(bridge.filter).items()},
        "counts": lambda: bridge.counts().by_state.tolist(),
        "queue": lambda: [events().number(int(r)) for r in desk.queue.model.rows[:200]],
        "queue_tab": lambda: desk.queue.tab,
        "queue_point": queue_point,
        "state_point": lambda state: _middle(desk.filters.states[State(state)]),
        "search_open": lambda: window.top_bar.search.popup is not None and window.top_bar.search.popup.isVisible(),
        "event_point": event_point,
        "menu_point": menu_point,
        "clusters": clusters,
        "tool": lambda: desk.canvas.tool_name,
        "event_state": lambda number: int(bridge.states[row(number)]),
        "event_unit": lambda number: _unit(bridge.snapshot, row(number)),
        "tile_point": tile_point,
        "dragging": lambda: window.wiring.assigning.drag.active,
        "target": lambda: window.wiring.assigning.drag.target,
        "toast": lambda: window.toast.message.text + window.toast.message.strong if window.toast.isVisible() else "",
        "door": lambda: window.doorkeeper.state.value,
        "person": lambda: bridge.person.login if bridge.person else "",
        "sign_in_says": lambda: window.doorkeeper.page.message.text(),
        "workplace": lambda: window.workplaces.key,
        "of": lambda word, *args: window.workplaces.answer(word, *args),
        "undo": lambda: bridge.county.undo_words(),
        "redo": lambda: bridge.county.redo_words(),
        "view": lambda: asdict(desk.canvas.viewport),
        "welcome": lambda: window.stack.currentWidget() is window.welcome,
        "title": window.windowTitle,
    }


def _unit(snapshot, row: int) -> str:
    unit = int(snapshot.events.unit[row])
    return snapshot.units.name[unit] if unit >= 0 else ""


def _middle(widget: QWidget) -> list[float]:
    return _screen(widget, QRect(QPoint(0, 0), widget.size()).center())


def _screen(widget: QWidget, at: QPoint) -> list[float]:
    globally, ratio = widget.mapToGlobal(at), widget.devicePixelRatioF()
    return [globally.x() * ratio, globally.y() * ratio]
