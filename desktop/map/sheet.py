"""The back buffer of the canvas: the newest picture, half again as large as the view, blitted while the map moves.

A pan blits it at an offset, a zoom draws it scaled; a new one is asked for when the view nears its edge or its scale
is no longer the view's. The picture before it fills what the newest does not cover yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QRegion

from desktop.map.rendering import Kit, RenderRequest, RenderResult, refresh
from desktop.map.worker import RenderWorker
from gis.foundation.viewport import Viewport

MARGIN = 1.5  # picture to view, each way
MOST_PIXELS = 16_000_000  # beyond this the margin shrinks
HALF_PX = 0.5  # of rounding to whole device pixels
MOST_RECTS = 24  # of a region to repaint, before its bounds do
NEAR_EDGE = 0.04  # share of the view's width left when a new picture is asked for


class Sheet(QObject):
    """Owns the painting thread and the pictures it made. GUI thread."""

    arrived = Signal(object)  # RenderResult

    def __init__(self, parent: QObject, kept: bool = True) -> None:
        super().__init__(parent)
        self.result: RenderResult | None = None
        self._before: RenderResult | None = None
        self._worker = RenderWorker(self, kept)
        self._worker.finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._asked: RenderRequest | None = None
        self._serial = 0
        self._valid_from = 0
        self._kit: Kit | None = None

    def stop(self) -> None:
        self._worker.stop()

    def leave_to_hand(self, busy: bool) -> None:
        """While a gesture is under way nothing is made ready beforehand."""
        self._worker.hand_busy = busy

    def clear(self) -> None:
        """Forget every picture: another county."""
        self._worker.forget()
        for held in (self.result, self._before):
            if held is not None:
                self._worker.release(held)
        self.result = self._before = self._asked = None
        self._valid_from = self._serial + 1

    @property
    def settled(self) -> bool:
        """Whether nothing is asked for that has not arrived."""
        return self._asked is None

    # --- asking

    def ask(self, make: Callable[[Viewport, int], RenderRequest], view: Viewport, ratio: float) -> None:
        """Ask for a picture around `view`. `make` fills in the rest of the request."""
        self._serial += 1
        request = make(self._extent(view, ratio), self._serial)
        self._asked = request
        self._worker.request(request)

    def _extent(self, view: Viewport, ratio: float) -> Viewport:
        """The extent to paint: that of the picture at hand if it still serves (its base sheet is then used again); at a
        new scale first no more than the view, and the margin with the picture after it."""
        if self.result is None or self.result.view.m_per_px != view.m_per_px:
            return grown(view, ratio, 1.0)
        held = self.result.view
        same_size = self._full_size(held, view, ratio)
        return held if same_size and serves(held, view) else grown(view, ratio, MARGIN)

    @staticmethod
    def _full_size(held: Viewport, view: Viewport, ratio: float) -> bool:
        full = grown(view, ratio, MARGIN)
        return (held.width_px, held.height_px) == (full.width_px, full.height_px)

    def covers(self, view: Viewport) -> bool:
        """Whether the picture asked for, or else the newest made, serves this view, scale and all."""
        if self._asked is not None:
            return serves(self._asked.view, view, 0.0)
        return self.result is not None and serves(self.result.view, view)

    def _take(self, result: RenderResult) -> None:
        if result.request.serial < self._valid_from:
            self._worker.release(result)
            return
        if self._asked is not None and result.request.serial == self._asked.serial:
            self._asked = None
        before, older = self.result, self._before
        rescaled = before is not None and before.view.m_per_px != result.view.m_per_px
        self._before = before if rescaled else None
        self.result = result
        for done in (older, before if not rescaled else None):
            if done is not None:
                self._worker.release(done)
        self.arrived.emit(result)

    # --- the tick

    def refresh(self, states: np.ndarray, changed: np.ndarray, view: Viewport) -> QRegion:
        """Bring new states into the picture at hand; the region of the view to repaint."""
        region = QRegion()
        if self.result is None:
            return region
        request = self.result.request
        if self._kit is None or not self._kit.fits(request):
            self._kit = Kit.of(request.theme, request.ratio)
        target, _ = placed(self.result.view, view, request.ratio)
        scale = target.width() / request.view.width_px
        for rect in refresh(self.result, self._kit, states, changed):
            on_view = QRectF(
                target.x() + rect.x() * scale,
                target.y() + rect.y() * scale,
                rect.width() * scale,
                rect.height() * scale,
            )
            region += on_view.toAlignedRect().adjusted(-2, -2, 2, 2)
        return region

    # --- painting

    def paint(self, painter: QPainter, view: Viewport, region: QRegion) -> None:
        """Put the picture where the view wants it; the ground colour where there is none."""
        if self.result is None:
            return
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        request = self.result.request
        target, exact = placed(self.result.view, view, request.ratio)
        if not target.contains(QRectF(region.boundingRect())):
            self._fill_gaps(painter, view, region.boundingRect())
        if exact:
            few = region.rectCount() <= MOST_RECTS
            for rect in _rects(region) if few else [region.boundingRect()]:
                part = QRectF(rect).intersected(target)
                painter.drawImage(part, self.result.picture, _pixels(part.translated(-target.topLeft()), request.ratio))
        else:
            painter.drawImage(target, self.result.picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _fill_gaps(self, painter: QPainter, view: Viewport, area: QRect) -> None:
        assert self.result is not None
        painter.fillRect(area, self.result.request.theme.map["outside"])
        if self._before is not None and self._before.request.theme is self.result.request.theme:
            target, _ = placed(self._before.view, view, self._before.request.ratio)
            painter.drawImage(target, self._before.picture)


def _rects(region: QRegion) -> Iterator[QRect]:
    """The rectangles of a region."""
    return iter(region)  # type: ignore[call-overload]  # PySide's stubs lack its iterator


def _pixels(rect: QRectF, ratio: float) -> QRectF:
    """A rectangle in device pixels."""
    return QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio)


def grown(view: Viewport, ratio: float, most: float) -> Viewport:
    """The extent of the picture for a view: up to `most` times as large, whole device pixels, the same centre."""
    pixels = view.width_px * view.height_px * ratio * ratio
    margin = most if pixels * most**2 <= MOST_PIXELS else min(max((MOST_PIXELS / max(pixels, 1)) ** 0.5, 1.12), most)
    width, height = (max(round(side * margin * ratio), 16) / ratio for side in (view.width_px, view.height_px))
    return replace(view, width_px=width, height_px=height)


def placed(held: Viewport, view: Viewport, ratio: float) -> tuple[QRectF, bool]:
    """Where a picture of `held` lies in `view`, px; and whether its pixels are the view's pixels."""
    scale = held.m_per_px / view.m_per_px
    left, _, _, top = held.bounds
    x, y = view.to_screen(left, top)
    if abs(scale - 1) < 1e-9:
        return QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, held.width_px, held.height_px), True
    return QRectF(x, y, held.width_px * scale, held.height_px * scale), False


def serves(held: Viewport, view: Viewport, spare: float = NEAR_EDGE) -> bool:
    """Whether a picture has the view's scale and reaches past its edges by a share of the view."""
    if abs(held.m_per_px / view.m_per_px - 1) > 1e-9:
        return False
    spare_x = (held.width_px - view.width_px) / 2 - abs(view.x_m - held.x_m) / view.m_per_px
    spare_y = (held.height_px - view.height_px) / 2 - abs(view.y_m - held.y_m) / view.m_per_px
    return spare_x >= spare * view.width_px - HALF_PX and spare_y >= spare * view.height_px - HALF_PX
