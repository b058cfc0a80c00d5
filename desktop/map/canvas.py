"""The map as a widget: it owns the view, blits the picture, paints the overlay and passes on what hands do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.map import gestures, overlay
from desktop.map.headup import HeadUp
from desktop.map.hits import DivisionFinder, Hit, hit_event, hit_rows, shown_level
from desktop.map.navigator import CLOSEST_M, Navigator
from desktop.map.rendering import ALL_LAYERS, RenderRequest, RenderResult
from desktop.map.scene import Scene
from desktop.map.sheet import Sheet
from desktop.map.sprites import Sprites
from desktop.map.tools import TOOLS
from desktop.map.tools.base import Pointer, Tool
from desktop.theme import Theme
from gis.basemap.source import TileSource
from gis.events.clusters import radius_px
from gis.foundation.crs import to_degrees
from gis.foundation.viewport import Bounds, Viewport
from gis.snapshot import Snapshot

TILES_MS = 160  # tiles that arrive within this time share a picture
NO_ROWS = np.empty(0, np.int32)


class MapCanvas(QWidget):
    """Signals carry event rows as int32 arrays and division rows as int; px are of this widget unless global."""

    event_clicked = Signal(int, Qt.KeyboardModifier)
    cluster_clicked = Signal(object)
    rows_selected = Signal(object, Qt.KeyboardModifier)
    event_hovered = Signal(int, QPoint)
    drag_requested = Signal(object, QPoint)
    drag_moved = Signal(QPoint)
    drag_dropped = Signal(QPoint)
    drag_cancelled = Signal()
    viewport_changed = Signal(object)
    pointer_moved = Signal(float, float)
    division_clicked = Signal(int)
    context_requested = Signal(QPoint, object)
    picture_ready = Signal(float)
    layers_changed = Signal()
    tool_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.headup: HeadUp
        self.snapshot: Snapshot | None = None
        self.scene: Scene | None = None
        self.overview: Scene | None = None  # the GUI thread's own: the locator paints from it
        self.rows, self.states, self.selection = NO_ROWS, np.empty(0, np.uint8), NO_ROWS
        self.focus = -1
        self.layers: dict[str, bool] = dict.fromkeys(sorted(ALL_LAYERS), True)
        self.mode = "points"
        self.carrying = False
        self._faded = False
        self._fitted = self._sized = self.focus_ring = False
        self._hover: Hit | None = None
        self._stepped = -1
        self._tiles: TileSource | None = None
        self._tiles_serial = 0
        self._turned: list[np.ndarray] = []
        self._finder: DivisionFinder | None = None
        self._points: tuple[np.ndarray, np.ndarray] | None = None
        self._sprites: Sprites | None = None
        self.navigator = Navigator(self)
        self.navigator.changed.connect(self._moved)
        self._tiles_wait = QTimer(self, singleShot=True, interval=TILES_MS)
        self._tiles_wait.timeout.connect(self._take_tiles)
        self._sheet = Sheet(self)
        self._sheet.arrived.connect(self._arrived)
        self._touch = gestures.Touch(self)
        self._tools: dict[str, Tool] = {name: make(self) for name, make in TOOLS.items()}
        self.tool: Tool = self._tools["select"]
        self.tool_name = "select"
        self._setup()
        HeadUp(self)

    def _setup(self) -> None:
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumSize(200, 160)
        self.setAccessibleName("地图")
        self.setAccessibleDescription("方向键移动，加减号缩放，Home 看全县，N 和 P 依次选择视野内的事件，回车打开")
        self.destroyed.connect(self._sheet.stop)

    def shut_down(self) -> None:
        """End the painting thread; the canvas shows what it has."""
        self._sheet.stop()

    # --- what is shown

    def set_snapshot(self, snapshot: Snapshot | None) -> None:
        """Show a county; None shows the empty state."""
        before = self.snapshot
        self.snapshot = snapshot
        self._finder, self._points, self._hover = None, None, None
        if snapshot is None:
            self.scene = self.overview = None
            self.rows, self.selection, self.focus = NO_ROWS, NO_ROWS, -1
            self._sheet.clear()
        else:
            same = before is not None and self.scene is not None and before.uid == snapshot.uid
            self.scene = self.scene.renewed(snapshot) if same and self.scene else Scene(snapshot)
            if self.overview is None or before is None or before.mesh is not snapshot.mesh:
                self.overview = Scene(snapshot)
            self.navigator.limits = tuple(snapshot.divisions.bounds[0].tolist())
            if not same:
                self._sheet.clear()
                self.rows, self.selection, self.focus = NO_ROWS, NO_ROWS, -1
                self._fitted = False
            if len(self.states) != len(snapshot.events):
                self.states = np.full(len(snapshot.events), 3, np.uint8)
        self.set_focus_division(self.focus)
        self.headup.set_snapshot(snapshot)
        self._ensure_fitted()
        self.render_again()

    def set_events(self, rows: np.ndarray, states: np.ndarray) -> None:
        """Show these rows; states uint8 of all events."""
        self.rows, self.states = np.asarray(rows, np.int32), states
        self._points, self._hover = None, None
        self.headup.count()
        self.render_again()

    def update_states(self, states: np.ndarray, changed_rows: np.ndarray) -> None:
        """The tick: repaint only the symbols and clusters of the rows whose state changed."""
        self.states = states
        changed = np.asarray(changed_rows, np.int32)
        if len(changed) and self.scene is not None:
            if not self._sheet.settled:
                self._turned.append(changed)
            self.update(self._sheet.refresh(states, changed, self.viewport))

    def set_selection(self, rows: np.ndarray) -> None:
        """Ring these rows."""
        self.selection = np.asarray(rows, np.int32)
        self.update()

    def set_focus_division(self, row: int) -> None:
        """Outline and wash one division; -1 or the county for none."""
        changed = row != self.focus
        self.focus = row
        self.headup.set_focus(row)
        if changed:
            self.render_again()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Day, night or wall."""
        self.theme = theme
        self._sprites = None
        self.headup.set_theme(theme)
        self.render_again()
        self.update()

    def set_layer_visible(self, name: str, shown: bool) -> None:
        """Switch ground, raster, borders, labels, households, events; density switches the mode."""
        if name == "density":
            self.set_mode("density" if shown else "points")
        elif self.layers.get(name) != shown:
            self.layers[name] = shown
            self.layers_changed.emit()
            self.render_again()

    def layer_states(self) -> Mapping[str, bool]:
        """Which layers are on."""
        return MappingProxyType({**self.layers, "density": self.mode == "density"})

    def set_tiles(self, source: TileSource | None) -> None:
        """The raster base; call `tiles_arrived` on the GUI thread when a tile has come."""
        self._tiles = source
        self.render_again()

    def tiles_arrived(self) -> None:
        """Tiles that were missing have come; several at once are one picture."""
        if not self._tiles_wait.isActive():
            self._tiles_wait.start()

    def _take_tiles(self) -> None:
        self._tiles_serial += 1
        self.render_again()

    def set_mode(self, mode: str) -> None:
        """'points' or 'density'."""
        if mode != self.mode:
            self.mode = mode
            self.layers_changed.emit()
            self.render_again()

    def set_insets(self, left: float, top: float, right: float, bottom: float) -> None:
        """How much of each edge floats cover; fits and flights use the rest."""
        self.navigator.insets = (left, top, right, bottom)

    def set_fade(self, faded: bool) -> None:
        """During a drag the other symbols step back; what is carried keeps its rings."""
        if faded != self._faded:
            self._faded = faded
            self.render_again()

    # --- the view

    @property
    def viewport(self) -> Viewport:
        return self.navigator.view

    def set_viewport(self, view: Viewport) -> None:
        """Show a view at once."""
        self.navigator.set_view(view)

    def fit_county(self) -> None:
        """The whole county in the free part of the map."""
        if self.snapshot is not None:
            self.fly_to(tuple(self.snapshot.divisions.bounds[0].tolist()))

    def fly_to(self, bounds: Bounds) -> None:
        """Fly until `bounds` (EPSG:4547 metres) fill the free part."""
        self.navigator.fly_to(bounds)

    def go_to(self, x_m: float, y_m: float, m_per_px: float | None = None) -> None:
        """Fly to a point, at a scale or no coarser than village scale."""
        self.navigator.go_to(x_m, y_m, m_per_px)

    def zoom_in(self) -> None:
        self.navigator.zoom_in()

    def zoom_out(self) -> None:
        self.navigator.zoom_out()

    def _moved(self, view: Viewport) -> None:
        self._hover = None
        self.headup.follow(view)
        self.viewport_changed.emit(view)
        if not self._sheet.covers(self.navigator.target):
            self._ask()
        self.update()

    # --- pictures

    def render_again(self) -> None:
        """Ask for a new picture of the view as it will be."""
        if self.scene is not None and self._fitted:
            self._ask()
        else:
            self.update()

    def _ask(self) -> None:
        if self.scene is not None and self._fitted:
            self._sheet.ask(self._request, self.navigator.target, self.devicePixelRatioF())

    def _request(self, view: Viewport, serial: int) -> RenderRequest:
        assert self.scene is not None
        layers = frozenset(name for name, shown in self.layers.items() if shown)
        return RenderRequest(
            self.scene, view, self.devicePixelRatioF(), self.theme, self.rows, self.states, layers,
            self.mode == "density", self._faded, self.focus, serial, self._tiles, self._tiles_serial,
        )  # fmt: skip

    def _arrived(self, result: RenderResult) -> None:
        if self._turned:
            # states that turned while this picture was being painted
            self._sheet.refresh(self.states, np.unique(np.concatenate(self._turned)), self.viewport)
            self._turned = [] if self._sheet.settled else self._turned
        self.picture_ready.emit(result.ms["total"])
        self._hover = None
        if not self._sheet.covers(self.navigator.target):
            self._ask()
        self.update()

    @property
    def settled(self) -> bool:
        """Whether the picture shown is the one asked for and nothing moves."""
        return not self.navigator.moving and self._sheet.settled

    @property
    def picture(self) -> RenderResult | None:
        return self._sheet.result

    def _ensure_fitted(self) -> None:
        """The first view of a county is the whole of it."""
        if not self._fitted and self.snapshot is not None and self._sized:
            self._fitted = True
            self.navigator.set_view(self.navigator.fit_view(tuple(self.snapshot.divisions.bounds[0].tolist())))

    @property
    def has_raster(self) -> bool:
        """Whether a raster base is set."""
        return self._tiles is not None

    def degrees(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Longitude and latitude (CGCS2000) of EPSG:4547 metres."""
        lon, lat = to_degrees(x_m, y_m)
        return float(lon), float(lat)

    # --- what lies under the pointer

    def visible_points(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """x, y (metres) and rows of the events shown."""
        if self.snapshot is None:
            return np.empty(0), np.empty(0), NO_ROWS
        if self._points is None:
            events = self.snapshot.events
            self._points = events.x[self.rows], events.y[self.rows]
        return *self._points, self.rows

    def hit(self, at: QPointF, reach_px: float = 12) -> Hit | None:
        """A selected event, a symbol or a cluster under a pixel."""
        if self.snapshot is None or self.mode == "density":
            return None
        events = self.snapshot.events
        row = hit_rows(events.x, events.y, self.selection[:2000], self.viewport, at.x(), at.y())
        if row >= 0:
            return Hit(np.array([row], np.int32), float(events.x[row]), float(events.y[row]))
        result = self._sheet.result
        return hit_event(result, self.viewport, at.x(), at.y(), reach_px) if result is not None else None

    def division_at(self, at: QPointF) -> int:
        """The division a click here means at this scale; -1 outside the county."""
        if self.snapshot is None or self.scene is None:
            return -1
        if self._finder is None:
            self._finder = DivisionFinder(self.snapshot.divisions, self.snapshot.mesh)
        row = self._finder.at(*self.viewport.to_map(at.x(), at.y()))
        if row < 0:
            return -1
        level = shown_level(self.scene.median_m, self.viewport.m_per_px)
        found = self.snapshot.divisions.ancestor(row, level)
        return found if found >= 0 else row

    def hover(self, pointer: Pointer) -> None:
        """Ring and announce what a click would take."""
        hit = self.hit(pointer.at)
        if (hit is None) != (self._hover is None) or (hit and self._hover and hit.cluster != self._hover.cluster):
            self._hover = hit
            self.setCursor(Qt.CursorShape.PointingHandCursor if hit else self.tool.cursor)
            self.event_hovered.emit(int(hit.rows[0]) if hit and len(hit.rows) == 1 else -1, pointer.globally)
            self.update()

    # --- clicks

    def click_ground(self, pointer: Pointer) -> None:
        """A click on no event chooses the division below it."""
        self.division_clicked.emit(self.division_at(pointer.at))

    def open_cluster(self, rows: np.ndarray) -> None:
        """Come closer until the cluster parts; if it cannot part, list it."""
        assert self.snapshot is not None
        x, y = self.snapshot.events.x[rows], self.snapshot.events.y[rows]
        spread = max(float(np.ptp(x)), float(np.ptp(y)))
        if spread / CLOSEST_M < 200 or self.viewport.m_per_px <= CLOSEST_M * 2:
            self.cluster_clicked.emit(rows)
            return
        grow = spread * 0.12
        bounds = float(x.min()) - grow, float(y.min()) - grow, float(x.max()) + grow, float(y.max()) + grow
        view = self.navigator.fit_view(bounds)
        if view.m_per_px > self.viewport.m_per_px / 1.8:
            self.navigator.go_to(float(x.mean()), float(y.mean()), self.viewport.m_per_px / 2)
        else:
            self.navigator.fly(view)

    def step_event(self, step: int) -> None:
        """Choose the next or previous event in view, west to east."""
        x, y, rows = self.visible_points()
        inside = np.flatnonzero(self.viewport.holds(x, y))
        if not len(inside):
            return
        ordered = rows[inside[np.lexsort((-y[inside], x[inside]))]]
        at = np.flatnonzero(ordered == self._stepped)
        number = int(at[0]) + step if len(at) else (0 if step > 0 else len(ordered) - 1)
        self._stepped = int(ordered[number % len(ordered)])
        self.event_clicked.emit(self._stepped, Qt.KeyboardModifier.NoModifier)

    def enter(self) -> bool:
        """Enter lists the cluster of the chosen event; false if there is none."""
        result = self._sheet.result
        if result is None or not len(self.selection) or self.selection[0] >= len(result.cluster_of):
            return False
        cluster = int(result.cluster_of[self.selection[0]])
        if cluster < 0 or len(result.clusters.members(cluster)) < 2:
            return False
        self.cluster_clicked.emit(result.clusters.members(cluster))
        return True

    def escape(self) -> bool:
        """Give up the gesture under way, then the tool; false if there was neither."""
        if self.tool.active:
            self.tool.cancel()
            return True
        if self.tool_name != "select":
            self.set_tool("select")
            return True
        return False

    # --- carrying events to a unit

    def carried_rows(self, hit: Hit) -> np.ndarray:
        """What a drag takes along: the whole selection if it starts on it."""
        return self.selection if np.isin(hit.rows, self.selection).all() and len(self.selection) else hit.rows

    def carry_start(self, rows: np.ndarray, globally: QPoint) -> None:
        self.carrying = True
        self.drag_requested.emit(rows, globally)

    def carry_to(self, globally: QPoint) -> None:
        """Forward a move; out of the window gives up."""
        if not self.carrying:
            return
        if not self.window().frameGeometry().contains(globally):
            self.tool.cancel()
        else:
            self.drag_moved.emit(globally)

    def carry_drop(self, globally: QPoint) -> None:
        if self.carrying:
            self.carrying = False
            self.drag_dropped.emit(globally)

    def carry_cancel(self) -> None:
        if self.carrying:
            self.carrying = False
            self.drag_cancelled.emit()

    # --- tools

    def set_tool(self, name: str) -> None:
        """select, box, lasso, length, area."""
        if name == self.tool_name:
            return
        self.tool.cancel()
        self.tool, self.tool_name = self._tools[name], name
        self.setCursor(self.tool.cursor)
        self.headup.set_hint(self.tool.hint)
        self.tool_changed.emit(name)
        self.update()

    # --- Qt

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        if self.snapshot is None:
            overlay.paint_empty(painter, self.theme, QRectF(self.rect()))
        elif self._sheet.result is None:
            painter.fillRect(event.rect(), self.theme.map["outside"])
        else:
            self._sheet.paint(painter, self.viewport, event.rect())
            self._paint_overlay(painter)
        painter.end()

    def _paint_overlay(self, painter: QPainter) -> None:
        assert self.snapshot is not None and self.scene is not None
        view, ratio = self.viewport, self.devicePixelRatioF()
        if self._hover is not None and not self.carrying:
            x, y = view.to_screen(self._hover.x_m, self._hover.y_m)
            count = np.array(len(self._hover.rows))
            overlay.paint_hover(painter, self.theme, x, y, float(radius_px(count)) + (5 if count > 1 else 6))
        if len(self.selection):
            if self._sprites is None or self._sprites.ratio != ratio:
                self._sprites = Sprites(self.theme, ratio)
            overlay.paint_selection(painter, self._sprites, view, self.snapshot.events, self.selection, self.states)
        self.tool.paint(painter)
        if self.hasFocus() and self.focus_ring:
            overlay.paint_focus_ring(painter, self.theme, QRectF(self.rect()))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._sized = True
        self.headup.lay_out()
        if self._fitted:
            self.navigator.set_view(self.viewport.resized(self.width(), self.height()))
        elif self.snapshot is not None:
            self._ensure_fitted()
            self.render_again()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            return
        self.focus_ring = False
        self.tool.press(gestures.of_mouse(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointer = gestures.of_mouse(event)
        self.tool.move(pointer)
        if self.snapshot is not None:
            self.pointer_moved.emit(*self.viewport.to_map(pointer.at.x(), pointer.at.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton:
            self.tool.release(gestures.of_mouse(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.tool.double(gestures.of_mouse(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        hit = self.hit(QPointF(event.pos()))
        self.context_requested.emit(event.globalPos(), self.carried_rows(hit) if hit else NO_ROWS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.snapshot is not None:
            gestures.wheel(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.tool.key(event.key()) and not gestures.key(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focus_ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.carrying:
            self.tool.cancel()
        super().focusOutEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        if self._hover is not None:
            self._hover = None
            self.event_hovered.emit(-1, QPoint())
            self.update()
        self.headup.forget_pointer()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and self.snapshot is not None:
            return self._touch.handle(event)
        if isinstance(event, QNativeGestureEvent) and gestures.native(self, event):
            return True
        return super().event(event)
