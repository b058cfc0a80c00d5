"""One frozen request in, one finished picture out: the whole map as a pure function of what is asked.

The picture has two sheets: `base` (ground and borders) and `picture` (base with events and labels on it), so that a
filter or a tick repaints only what changed. Runs in any thread; what it keeps between calls lives in a Kit that
belongs to that thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import perf_counter, thread_time

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.map.frame import Cancelled, Frame
from desktop.map.layers import borders, density, events, focus, ground, households, labels, raster
from desktop.map.lettering import Lettering
from desktop.map.painting import painting
from desktop.map.papers import Papers
from desktop.map.scene import Scene
from desktop.map.sprites import Sprites
from desktop.theme import Theme
from gis.basemap.source import TileSource
from gis.events.clusters import Clusters, radius_px
from gis.foundation.viewport import Viewport

SHEETS = frozenset({"ground", "raster", "borders", "households", "household-points"})  # below what moves
ALL_LAYERS = SHEETS | {"labels", "events"}
CELL_PX = 118.0
FADED = 0.38
SPRITE_EDGE_PX = 11.0  # what a sprite needs beyond its radius: casing and bead


@dataclass(frozen=True)
class RenderRequest:
    """What to paint. `view` is the whole extent in device-independent pixels (the canvas asks for more than it
    shows). rows: int32 visible event rows; states: uint8 of all events. `serial` tells requests apart."""

    scene: Scene
    view: Viewport
    ratio: float
    theme: Theme
    rows: np.ndarray
    states: np.ndarray
    layers: frozenset[str] = ALL_LAYERS
    density: bool = False
    faded: bool = False
    focus: int = -1
    serial: int = 0
    tiles: TileSource | None = None
    tiles_serial: int = 0  # rises when tiles arrive

    @property
    def base_key(self) -> tuple:
        """What the base sheet depends on."""
        sheets = self.layers & SHEETS
        return self.scene.geometry, self.view, self.ratio, self.theme.name, sheets, id(self.tiles), self.tiles_serial


@dataclass
class RenderResult:
    """A finished picture. `clusters` are in metres; `cluster_of` (int32, by event row, -1 not shown) finds the one that
    holds an event. `ms` is the time of each part, `total` that of all, `cpu` what it took of a processor."""

    request: RenderRequest
    base: QImage
    picture: QImage
    clusters: Clusters
    cluster_of: np.ndarray
    labels: list[labels.Label]
    ms: dict[str, float] = field(default_factory=dict)

    @cached_property
    def label_boxes(self) -> np.ndarray:
        """float64 (k, 4) left, top, right, bottom of the labels, px of the picture."""
        boxes = [(r.left(), r.top(), r.right(), r.bottom()) for r in (label.rect for label in self.labels)]
        return np.array(boxes, float).reshape(-1, 4)

    @property
    def view(self) -> Viewport:
        return self.request.view


@dataclass
class Kit:
    """Cached sprites and lettering of one theme and device ratio; one thread's own."""

    theme_name: str
    ratio: float
    sprites: Sprites
    lettering: Lettering
    papers: Papers
    tiles: raster.TilePictures | None = None

    @staticmethod
    def of(theme: Theme, ratio: float, papers: Papers | None = None) -> Kit:
        return Kit(theme.name, ratio, Sprites(theme, ratio), Lettering(theme, ratio), papers or Papers())

    def tile_pictures(self, source: TileSource) -> raster.TilePictures:
        """Decoded tiles of a source."""
        if self.tiles is None or self.tiles.source is not source:
            self.tiles = raster.TilePictures(source)
        return self.tiles

    def fits(self, request: RenderRequest) -> bool:
        return self.theme_name == request.theme.name and self.ratio == request.ratio


class Stopwatch:
    """Milliseconds since the last lap, by name."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._start = self._last = perf_counter()
        self._cpu = thread_time()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.ms[name] = self.ms.get(name, 0.0) + (now - self._last) * 1000
        self._last = now

    def total(self) -> dict[str, float]:
        self.ms["cpu"] = (thread_time() - self._cpu) * 1000
        self.ms["total"] = (perf_counter() - self._start) * 1000
        return self.ms


def _never() -> None:
    return None


def render(
    request: RenderRequest,
    kit: Kit | None = None,
    previous: RenderResult | None = None,
    check: Callable[[], None] = _never,
    base: QImage | None = None,
) -> RenderResult:
    """Paint a request. `previous` lends its base sheet if it still fits, or `base` is one; `check` may raise
    Cancelled."""
    kit = kit if kit is not None and kit.fits(request) else Kit.of(request.theme, request.ratio)
    watch = Stopwatch()
    frame = Frame(request.scene, request.theme, request.view, request.ratio, check)
    width, height = round(request.view.width_px * request.ratio), round(request.view.height_px * request.ratio)
    if previous is not None and previous.request.base_key == request.base_key:
        base = previous.base
    elif base is None:
        base = kit.papers.take(width, height, request.ratio)
        _paint_base(base, frame, request, kit, watch)
    picture = kit.papers.take(width, height, request.ratio)
    found, placed = _paint_picture(picture, base, frame, request, kit, watch)
    cluster_of = np.full(len(request.states), -1, np.int32)
    cluster_of[found.rows] = np.repeat(np.arange(len(found), dtype=np.int32), np.diff(found.starts))
    return RenderResult(request, base, picture, found, cluster_of, placed, watch.total())


def rehearse(request: RenderRequest, kit: Kit, check: Callable[[], None]) -> None:
    """Paint a request onto one pixel: every shape, word and symbol that it needs is then at hand, at a fraction of the
    cost. Tiles are left out, since they would be fetched."""
    request = replace(request, tiles=None)
    frame, watch = Frame(request.scene, request.theme, request.view, request.ratio, check), Stopwatch()
    pixel = QImage(1, 1, QImage.Format.Format_RGB32)
    if request.layers & {"ground", "borders", "households"}:
        _paint_base(pixel, frame, request, kit, watch)
    _paint_picture(QImage(pixel), pixel, frame, request, kit, watch)


def _paint_base(base: QImage, frame: Frame, request: RenderRequest, kit: Kit, watch: Stopwatch) -> None:
    with painting(base) as painter:
        _paint_ground(painter, request, frame, kit, watch)
        if "borders" in request.layers:
            borders.paint(painter, frame)
        watch.lap("borders")


def _paint_picture(
    picture: QImage, base: QImage, frame: Frame, request: RenderRequest, kit: Kit, watch: Stopwatch
) -> tuple[Clusters, list[labels.Label]]:
    """The base sheet with all that changes more often on it."""
    found = _collect(request)
    watch.lap("clusters")
    placed = []
    if "labels" in request.layers:
        placed = labels.place(frame, kit.lettering, found, request.focus)
    watch.lap("labels")
    frame.check()
    with painting(picture) as painter:
        _lay(painter, frame, base)
        watch.lap("copy")
        _paint_top(painter, frame, request, kit, found, placed)
    watch.lap("events")
    return found, placed


def _lay(painter: QPainter, frame: Frame, base: QImage) -> None:
    """The base sheet onto the picture, strip by strip; a plain copy would take fresh memory."""
    ratio = frame.ratio
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for strip in frame.strips():
        frame.check()
        source = QRectF(0, strip.top() * ratio, base.width(), strip.height() * ratio)
        painter.drawImage(strip, base, source)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_ground(painter: QPainter, request: RenderRequest, frame: Frame, kit: Kit, watch: Stopwatch) -> None:
    tiles = kit.tile_pictures(request.tiles) if request.tiles is not None and "raster" in request.layers else None
    if "ground" in request.layers and tiles is None:
        ground.paint(painter, frame)
    else:
        ground.paint_bare(painter, frame)
    watch.lap("ground")
    if tiles is not None:
        raster.paint(painter, frame, tiles)
        watch.lap("raster")
    elif "households" in request.layers and households.shown(frame):
        households.paint(painter, frame, "household-points" in request.layers)
        ground.paint_roads(painter, frame)
        watch.lap("households")


def _collect(request: RenderRequest) -> Clusters:
    rows = request.rows if "events" in request.layers and not request.density else request.rows[:0]
    return events.collect(request.scene.snapshot.events, rows, request.states, request.view, CELL_PX)


def _paint_top(
    painter: QPainter,
    frame: Frame,
    request: RenderRequest,
    kit: Kit,
    found: Clusters,
    placed: list[labels.Label],
) -> None:
    focus.paint(painter, frame, request.focus)
    if request.density and "events" in request.layers:
        density.paint(painter, frame, request.scene.snapshot.events, request.rows)
    labels.paint(painter, placed)
    frame.check()
    opacity = FADED if request.faded else 1.0
    order = events.severity_order(found)
    for start in range(0, len(order), 64):
        frame.check()
        events.paint(painter, kit.sprites, request.view, found, order[start : start + 64], opacity)


def refresh(result: RenderResult, kit: Kit, states: np.ndarray, changed: np.ndarray) -> list[QRectF]:
    """Take new states of `changed` event rows into a finished picture: only the clusters that hold them are painted
    anew. Returns the rectangles touched, px of the picture."""
    found = result.clusters
    touched = np.unique(result.cluster_of[changed])
    touched = touched[touched >= 0]
    x, y = result.view.to_screen(found.x[touched], found.y[touched])
    reach = radius_px(found.total[touched]) + SPRITE_EDGE_PX
    rects = []
    for cluster, cx, cy, half in zip(touched.tolist(), x.tolist(), y.tolist(), reach.tolist(), strict=True):
        fresh = np.bincount(states[found.members(cluster)], minlength=found.counts.shape[1])
        if (fresh != found.counts[cluster]).any():
            found.counts[cluster] = fresh
            rects.append(QRectF(QRectF(cx - half, cy - half, 2 * half, 2 * half).toAlignedRect()))
    if rects:
        _repaint(result, kit, rects)
    return rects


def _repaint(result: RenderResult, kit: Kit, rects: list[QRectF]) -> None:
    request, ratio = result.request, result.request.ratio
    frame = Frame(request.scene, request.theme, request.view, ratio, _never)
    x, y = result.view.to_screen(result.clusters.x, result.clusters.y)
    reach = radius_px(result.clusters.total) + SPRITE_EDGE_PX
    opacity = FADED if request.faded else 1.0
    with painting(result.picture) as painter:
        for area in rects:
            painter.setClipRect(area)
            source = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
            painter.drawImage(area, result.base, source)
            focus.paint(painter, frame, request.focus)
            labels.paint(painter, [result.labels[i] for i in _touching(result.label_boxes, area)])
            near = np.flatnonzero(
                (np.abs(x - area.center().x()) < reach + area.width() / 2)
                & (np.abs(y - area.center().y()) < reach + area.height() / 2)
            )
            events.paint(painter, kit.sprites, result.view, result.clusters, near, opacity)


def _touching(boxes: np.ndarray, area: QRectF) -> np.ndarray:
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    hit = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    return np.flatnonzero(hit)


__all__ = ["ALL_LAYERS", "SHEETS", "Cancelled", "Kit", "RenderRequest", "RenderResult", "refresh", "rehearse", "render"]
