"""The map as it is seen: county, rows, layers and theme in, pictures asked for and put on the screen. No hands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from desktop.map.basetiles import BaseTiles
from desktop.map.hits import NO_ROWS
from desktop.map.navigator import Navigator
from desktop.map.overlay import Overlay, paint_empty
from desktop.map.rendering import ALL_LAYERS, RenderRequest, RenderResult
from desktop.map.scene import Scene, same_places
from desktop.map.sheet import Sheet
from desktop.theme import Theme
from gis.basemap.source import TileSource
from gis.foundation.viewport import Bounds, Viewport
from gis.snapshot import Snapshot

if TYPE_CHECKING:
    from desktop.map.headup import HeadUp
    from desktop.map.picking import Picking


class MapView(QWidget):
    """What the canvas shows. `MapCanvas` adds hands; it makes `picking`, `headup` and the overlay."""

    viewport_changed = Signal(object)
    picture_ready = Signal(float)
    layers_changed = Signal()

    headup: HeadUp
    picking: Picking
    _overlay: Overlay

    def __init__(self, theme: Theme, parent: QWidget | None, kept: bool) -> None:
        """kept: whether the ground of the first picture is kept for the next start."""
        super().__init__(parent)
        self.theme = theme
        self.snapshot: Snapshot | None = None
        self.scene: Scene | None = None
        self.overview: Scene | None = None  # the GUI thread's own: the locator paints from it
        self.rows, self.states, self.selection = NO_ROWS, np.empty(0, np.uint8), NO_ROWS
        self.focus = -1
        self.restricted = False
        self.layers: dict[str, bool] = dict.fromkeys(sorted(ALL_LAYERS), True)
        self.mode = "points"
        self._faded = False
        self._fitted = self._sized = False
        self._turned: list[np.ndarray] = []
        self.over: list[Callable[[QPainter], None]] = []  # what a workplace paints over the picture in every frame
        self.dirty = QRegion()  # what is being repainted
        self._hidden: frozenset[int] = frozenset()
        self.navigator = Navigator(self)
        self.navigator.changed.connect(self._moved)
        self.tiles = BaseTiles(self)
        self.tiles.changed.connect(self.render_again)
        self._sheet = Sheet(self, kept=kept)
        self._sheet.arrived.connect(self._arrived)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(200, 160)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.shut_down)

    def shut_down(self) -> None:
        """End the painting thread; the canvas shows what it has."""
        self._sheet.stop()

    # --- what is shown

    def set_snapshot(self, snapshot: Snapshot | None) -> None:
        """Show a county; None shows the empty state."""
        before = self.snapshot
        self.snapshot = snapshot
        if before is not None and snapshot is not None and self.scene is not None and same_places(before, snapshot):
            # only what events say has changed: set_events or update_states
            self.scene = self.scene.renewed(snapshot, self._hidden)
            return
        self.picking.forget()
        if snapshot is None:
            self.scene = self.overview = None
            self.rows, self.selection, self.focus = NO_ROWS, NO_ROWS, -1
            self._sheet.clear()
        else:
            same = before is not None and self.scene is not None and before.uid == snapshot.uid
            self.scene = self.scene.renewed(snapshot, self._hidden) if same and self.scene else Scene(snapshot)
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
        self.picking.forget_points()
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

    def set_restricted(self, restricted: bool) -> None:
        """Whether the rows shown are those of a filter: the figure beside them then says so."""
        if restricted != self.restricted:
            self.restricted = restricted
            self.headup.status.relay()

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
        self.headup.set_theme(theme)
        self.render_again()
        self.update()

    def set_layer_visible(self, name: str, shown: bool) -> None:
        """Switch ground, raster, borders, labels, households, household-points, events; density switches the mode."""
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
        """The raster base; None for none. Call `tiles.arrived` from any thread when a tile has come."""
        self.tiles.use(source)

    def set_mode(self, mode: str) -> None:
        """'points' or 'density'."""
        if mode != self.mode:
            self.mode = mode
            self.layers_changed.emit()
            self.render_again()

    def set_insets(self, left: float, top: float, right: float, bottom: float) -> None:
        """How much of each edge floats cover; fits and flights use the rest."""
        self.navigator.insets = (left, top, right, bottom)

    def set_hidden_borders(self, arcs: frozenset[int]) -> None:
        """Leave these arcs (ids) out of the picture: whoever edits them paints them."""
        if arcs != self._hidden:
            self._hidden = arcs
            if self.scene is not None and self.snapshot is not None:
                self.scene = self.scene.renewed(self.snapshot, arcs)
                self.render_again()

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
        self.picking.hovered = None
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
            self.mode == "density", self._faded, self.focus, serial, self.tiles.source, self.tiles.serial,
        )  # fmt: skip

    def _arrived(self, result: RenderResult) -> None:
        if self._turned:
            # states that turned while this picture was being painted
            self._sheet.refresh(self.states, np.unique(np.concatenate(self._turned)), self.viewport)
            self._turned = [] if self._sheet.settled else self._turned
        self.picture_ready.emit(result.ms["total"])
        self.picking.hovered = None
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

    # --- Qt

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        self.dirty = event.region()
        if self.snapshot is None:
            paint_empty(painter, self.theme, QRectF(self.rect()))
        elif self._sheet.result is None:
            painter.fillRect(event.rect(), self.theme.map["outside"])
        else:
            self._sheet.paint(painter, self.viewport, event.region())
            self._overlay.paint(painter)
            if self.headup.frozen:
                self.headup.stamp(painter)
        painter.end()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._sized = True
        self.headup.lay_out()
        if self._fitted:
            self.navigator.resize(self.width(), self.height())
        elif self.snapshot is not None:
            self._ensure_fitted()
            self.render_again()
