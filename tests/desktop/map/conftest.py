"""A canvas on the small county, shown and painted, and hands to move it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from desktop.map.canvas import MapCanvas
from desktop.theme import load_theme
from gis.deadlines.bands import states
from tests.small_county import NOW, make_snapshot


@pytest.fixture(scope="session")
def county():
    return make_snapshot()


@pytest.fixture(scope="session")
def county_states(county):
    return states(county.events, NOW)


@pytest.fixture
def canvas(qtbot, county, county_states):
    widget = MapCanvas(load_theme("day"))
    qtbot.addWidget(widget)
    widget.setProperty("reduceMotion", True)
    widget.resize(1000, 700)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_snapshot(county)
    widget.set_events(np.flatnonzero(county_states < 5).astype(np.int32), county_states.copy())
    settle(qtbot, widget)
    yield widget
    widget.shut_down()


def settle(qtbot, widget: MapCanvas) -> None:
    """Until the picture shown is the one asked for."""
    qtbot.waitUntil(lambda: widget.settled and widget.picture is not None, timeout=5000)


def at(widget: MapCanvas, x_m: float, y_m: float) -> QPoint:
    """The pixel of a point in metres."""
    x, y = widget.viewport.to_screen(x_m, y_m)
    return QPoint(round(x), round(y))


def spot(widget: MapCanvas, many: bool) -> tuple[QPoint, np.ndarray]:
    """A pixel on a cluster (many) or on a single symbol, clear of everything else, and its event rows."""
    clusters = widget.picture.clusters
    sizes = np.diff(clusters.starts)
    x, y = widget.viewport.to_screen(clusters.x, clusters.y)
    clear = (x > 220) & (x < widget.width() - 80) & (y > 80) & (y < widget.height() - 160)
    for number in np.flatnonzero(clear & ((sizes > 1) if many else (sizes == 1))):
        away = np.hypot(x - x[number], y - y[number])
        if np.sort(away)[1] > 60:
            return QPoint(round(x[number]), round(y[number])), clusters.members(int(number))
    raise AssertionError("no such symbol in view")
