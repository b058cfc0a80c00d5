"""Where the map looks: the view, its limits, the part that no float covers, and every way of moving it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.map.flick import COAST_MS
from desktop.map.motion import FLIGHT_MS, ZOOM_MS, Move
from gis.foundation.viewport import Bounds, Viewport

CLOSEST_M = 0.08  # metres a pixel
FRAME_MS = 8
FIT_MARGIN_PX = 36
ZOOM_BUTTON = 1.6


class Navigator(QObject):
    """Owns the viewport of one widget. `changed` is emitted for every frame of every move."""

    changed = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.view = Viewport(0, 0, 30, 640, 480)
        self.limits: Bounds | None = None
        self.insets = (0.0, 0.0, 0.0, 0.0)  # left, top, right, bottom px
        self._move: Move | None = None
        self.coasting = False
        self._clock = QElapsedTimer()
        self._frames = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._animate)

    @property
    def moving(self) -> bool:
        return self._move is not None

    @property
    def target(self) -> Viewport:
        """Where a move under way will end, else the view."""
        return self._move.end if self._move is not None else self.view

    @property
    def reduced_motion(self) -> bool:
        """What the user, or the system, wishes of the whole program; a widget may be told by itself."""
        own, application = self._widget.property("reduceMotion"), QCoreApplication.instance()
        return bool(application.property("reduceMotion") if own is None and application is not None else own)

    # --- at once

    def set_view(self, view: Viewport) -> None:
        self._stop()
        self._show(self._held(view))

    def resize(self, width_px: int, height_px: int) -> None:
        """The widget has another size: the middle stays, and a move under way goes on."""
        move = self._move
        if move is None:
            self.set_view(self.view.resized(width_px, height_px))
            return
        self._move = replace(
            move, start=move.start.resized(width_px, height_px), end=move.end.resized(width_px, height_px)
        )
        self._show(self.view.resized(width_px, height_px))

    def pan_by(self, dx_px: float, dy_px: float) -> None:
        """Move the paper."""
        self._stop()
        self._show(self._held(self.view.panned(dx_px, dy_px)))

    def zoom_now(self, factor: float, at: QPointF) -> None:
        """Zoom around a pixel (touchpad, pinch)."""
        self._stop()
        wanted = self._scale_held(self.view.m_per_px / factor)
        self._show(self.view.zoomed(self.view.m_per_px / wanted, (at.x(), at.y())))

    # --- animated

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom around a pixel; steps that come during a zoom add up."""
        zooming = self._move is not None and self._move.hold_px is not None
        wanted = self._scale_held((self.target if zooming else self.view).m_per_px / factor)
        hold = (at.x(), at.y())
        self._begin(Move(self.view, self.view.zoomed(self.view.m_per_px / wanted, hold), ZOOM_MS, hold))

    def zoom_in(self) -> None:
        self.zoom_at(ZOOM_BUTTON, self.free_centre())

    def zoom_out(self) -> None:
        self.zoom_at(1 / ZOOM_BUTTON, self.free_centre())

    def glide_by(self, dx_px: float, dy_px: float) -> None:
        """Move the paper (keys)."""
        self._begin(Move(self.view, self._held(self.target.panned(dx_px, dy_px)), ZOOM_MS))

    def coast(self, dx_px: float, dy_px: float) -> None:
        """Run on after the hand has let go of the moving map; nothing where motion is to be reduced."""
        if not self.reduced_motion:
            self._begin(Move(self.view, self._held(self.view.panned(dx_px, dy_px)), COAST_MS))
            self.coasting = True

    def halt(self) -> bool:
        """Stop a map that runs on; says whether it did."""
        halted = self.coasting
        if halted:
            self._stop()
        return halted

    def fly_to(self, bounds: Bounds) -> None:
        self.fly(self.fit_view(bounds))

    def go_to(self, x_m: float, y_m: float, m_per_px: float | None = None) -> None:
        """Bring a point into the middle of the free part; without a scale no coarser than 4 m a pixel."""
        left, top, right, bottom = self.insets
        scale = self._scale_held(m_per_px if m_per_px is not None else min(self.view.m_per_px, 4.0))
        x, y = x_m + (right - left) / 2 * scale, y_m - (bottom - top) / 2 * scale
        self.fly(replace(self.view, x_m=x, y_m=y, m_per_px=scale))

    def fly(self, view: Viewport) -> None:
        if self._widget.isVisible():
            self._begin(Move(self.view, view, FLIGHT_MS))
        else:
            self.set_view(view)

    # --- where to

    def free_centre(self) -> QPointF:
        """The middle of what no float covers, px."""
        left, top, right, bottom = self.insets
        return QPointF((left + self.view.width_px - right) / 2, (top + self.view.height_px - bottom) / 2)

    def fit_view(self, bounds: Bounds) -> Viewport:
        """The closest view that shows `bounds` in the free part."""
        left, top, right, bottom = self.insets
        width, height = self._widget.width(), self._widget.height()
        fitted = Viewport.fit(bounds, max(width - left - right, 120), max(height - top - bottom, 120), FIT_MARGIN_PX)
        scale = max(fitted.m_per_px, CLOSEST_M)
        x, y = fitted.x_m + (right - left) / 2 * scale, fitted.y_m - (bottom - top) / 2 * scale
        return Viewport(x, y, scale, width, height)

    def _held(self, view: Viewport) -> Viewport:
        """Within sensible scales, and never so far off that the county is lost."""
        if self.limits is None:
            return view
        west, south, east, north = self.limits
        scale = self._scale_held(view.m_per_px)
        reach_x, reach_y = view.width_px * scale * 0.4, view.height_px * scale * 0.4
        x = min(max(view.x_m, west - reach_x), east + reach_x)
        y = min(max(view.y_m, south - reach_y), north + reach_y)
        return replace(view, x_m=x, y_m=y, m_per_px=scale)

    def _scale_held(self, m_per_px: float) -> float:
        if self.limits is None:
            return m_per_px
        west, south, east, north = self.limits
        widest = 2.5 * max((east - west) / max(self.view.width_px, 1), (north - south) / max(self.view.height_px, 1))
        return min(max(m_per_px, CLOSEST_M), max(widest, 1.0))

    # --- frames

    def _begin(self, move: Move) -> None:
        self.coasting = False
        self._move = replace(move, duration_ms=0) if self.reduced_motion else move
        self._clock.restart()
        self._frames.start()
        self._animate()

    def _stop(self) -> None:
        self._move, self.coasting = None, False
        self._frames.stop()

    def _animate(self) -> None:
        move = self._move
        if move is None:
            self._frames.stop()
        elif self._clock.elapsed() >= move.duration_ms:
            self._stop()
            self._show(move.end)
        else:
            self._show(move.at(self._clock.elapsed()))

    def _show(self, view: Viewport) -> None:
        if view != self.view:
            self.view = view
            self.changed.emit(view)
