"""A piece of the map on paper: the map's own painter at print resolution, framed, with scale bar and north arrow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desktop.map.headup_status import length_label, round_length
from desktop.map.rendering import ALL_LAYERS, Kit, RenderRequest, RenderResult, render
from desktop.map.scene import Scene
from desktop.printing.faces import Face
from desktop.printing.marks import INK, RULE, Box, Mark, Picture, Shape, Text, centred
from desktop.theme import Theme, load_theme
from gis.events.states import State
from gis.foundation.viewport import Bounds, Viewport

SCREEN_DPI = 96  # what the map's lettering is made for
PRINT_DPI = 240
PX_A_MM = SCREEN_DPI / 25.4
SMALL = Face("sans", 7.5)
NO_ROWS = np.empty(0, np.int32)


@dataclass(frozen=True)
class MapArea:
    """A rectangle of paper, mm, that shows a view of the county."""

    width: float
    height: float
    view: Viewport

    @property
    def m_per_mm(self) -> float:
        return self.view.m_per_px * PX_A_MM

    def to_mm(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Where metres lie, mm from the upper left corner of the area."""
        x, y = self.view.to_screen(x_m, y_m)
        return float(x) / PX_A_MM, float(y) / PX_A_MM

    def line(self, xy: np.ndarray) -> tuple[tuple[float, float], ...]:
        """float64 (n, 2) metres as points of the area."""
        x, y = self.view.to_screen(xy[:, 0], xy[:, 1])
        return tuple(zip((x / PX_A_MM).tolist(), (y / PX_A_MM).tolist(), strict=True))


def area_around(x_m: float, y_m: float, width: float, height: float, m_per_mm: float) -> MapArea:
    """An area whose middle is a point."""
    view = Viewport(x_m, y_m, m_per_mm / PX_A_MM, width * PX_A_MM, height * PX_A_MM)
    return MapArea(width, height, view)


def area_of(bounds: Bounds, width: float, height: float, margin: float = 5.0) -> MapArea:
    """The closest area that shows all of `bounds` (EPSG:4547 metres)."""
    view = Viewport.fit(bounds, width * PX_A_MM, height * PX_A_MM, margin * PX_A_MM)
    return MapArea(width, height, view)


class Cartographer:
    """Paints pieces of one county; keeps what it prepared, so that a batch of sheets prepares it once. One thread's."""

    def __init__(self, scene: Scene, theme: Theme | None = None, dpi: float = PRINT_DPI) -> None:
        self.scene = scene
        self.theme = theme or load_theme("day")
        self._ratio = dpi / SCREEN_DPI
        self._kit = Kit.of(self.theme, self._ratio)

    def paint(
        self,
        area: MapArea,
        rows: np.ndarray = NO_ROWS,
        states: np.ndarray | None = None,
        layers: frozenset[str] = ALL_LAYERS,
        focus: int = -1,
        density: bool = False,
    ) -> RenderResult:
        """The map of an area. rows: int32 events to show; states: uint8 State of all events."""
        count = len(self.scene.snapshot.events)
        shown = states if states is not None else np.full(count, State.NORMAL, np.uint8)
        request = RenderRequest(
            self.scene, area.view, self._ratio, self.theme, rows, shown, layers, focus=focus, density=density
        )
        return render(request, self._kit)

    def marks(self, area: MapArea, found: RenderResult) -> list[Mark]:
        """The picture with its frame, scale bar and north arrow; 0, 0 is its upper left corner."""
        return [
            Picture(0, 0, area.width, area.height, found.picture.copy()),
            *scale_bar(area, 3, area.height - 3.2),
            *north_arrow(area.width - 6, 4),
            frame(area),
        ]


def frame(area: MapArea) -> Box:
    """The neat line around a map."""
    return Box(0, 0, area.width, area.height, "", RULE, 0.25)


def scale_bar(area: MapArea, x: float, y: float, most: float = 0.0) -> list[Mark]:
    """A bar of a round length, at most a quarter of the area (or `most` mm), on a light ground; x, y its foot left."""
    most = most or min(area.width / 4, 40)
    metres = round_length(most * area.m_per_mm)
    length = metres / area.m_per_mm
    half = length / 2
    words = length_label(metres)
    ground = Shape(x - 1.4, y - 5.4, _rectangle(length + 2.8 + 8, 6.8), "", 0, "#FFFFFF", True, opacity=0.85)
    return [
        ground,
        Box(x, y - 1.2, half, 1.2, INK, INK, 0.15),
        Box(x + half, y - 1.2, half, 1.2, "#FFFFFF", INK, 0.15),
        Text(x, y - 2, "0", SMALL),
        centred(words, SMALL, x + length, y - 2),
    ]


def north_arrow(x: float, y: float, height: float = 8.0) -> list[Mark]:
    """Grid north, its tip at x, y."""
    half = height * 0.28
    left = ((0.0, 0.0), (-half, height), (0.0, height * 0.76))
    right = ((0.0, 0.0), (half, height), (0.0, height * 0.76))
    ground = Shape(x - 4, y - 1, _rectangle(8, height + 5.5), "", 0, "#FFFFFF", True, opacity=0.85)
    return [
        ground,
        Shape(x, y, left, INK, 0.15, INK, True),
        Shape(x, y, right, INK, 0.15, "#FFFFFF", True),
        centred("北", SMALL, x, y + height + 3.2),
    ]


def pin(x: float, y: float) -> list[Mark]:
    """A ring that points out a place without hiding it."""
    return [
        Shape(x, y, _circle(4.2), "#FFFFFF", 1.3, closed=True),
        Shape(x, y, _circle(4.2), "#1160D8", 0.7, closed=True),
    ]


def _circle(r: float, steps: int = 48) -> tuple[tuple[float, float], ...]:
    turn = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return tuple(zip((r * np.cos(turn)).tolist(), (r * np.sin(turn)).tolist(), strict=True))


def _rectangle(width: float, height: float) -> tuple[tuple[float, float], ...]:
    return (0.0, 0.0), (width, 0.0), (width, height), (0.0, height)
