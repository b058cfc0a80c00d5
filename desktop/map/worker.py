"""One painting thread: the newest request wins, a cancelled one never blocks, the GUI hears by a queued signal."""

from __future__ import annotations

import math
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.map import kept_ground
from desktop.map.papers import Papers
from desktop.map.priming import prime
from desktop.map.rendering import Cancelled, Kit, RenderRequest, RenderResult, rehearse, render

SWITCH_S = 0.0005  # short turns between the painting thread and the GUI: lateness falls tenfold
PREPARE_AFTER_S = 0.05
START_S = 2.0  # of a desk that is still being completed and connected: nothing is made ready meanwhile
AFRESH = 0.3  # share of the picture's width by which it has to move before a neighbouring scale is rehearsed again
NEXT_ZOOMS = (
    1 / 1.35,
    1.35,
    1 / 1.6,
    1.6,
)  # a notch of the wheel, a press of a key, as gestures and navigator have them
REST_S = 0.0002  # after every picture, so that the GUI is never starved by one job on the heels of another


class RenderWorker(QObject):
    """Paints requests one at a time. `finished` carries a RenderResult to the thread of this object."""

    finished = Signal(object)

    def __init__(self, parent: QObject | None = None, kept: bool = True) -> None:
        """kept: whether the first picture may use and keep the ground sheet of the start."""
        super().__init__(parent)
        self._condition = threading.Condition()
        self._wanted: RenderRequest | None = None
        self._running: RenderRequest | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._kit: Kit | None = None
        self._last: RenderResult | None = None
        self._papers = Papers()
        self._at_start = kept
        self.hand_busy = False  # a gesture is under way that wants every moment for itself
        self._begun = 0.0
        self._look: tuple = ()
        self._rehearsed: dict[float, tuple[float, float]] = {}  # by scale: where

    @property
    def busy(self) -> bool:
        """Whether a picture is asked for or being painted."""
        with self._condition:
            return self._wanted is not None or self._running is not None

    def request(self, request: RenderRequest) -> None:
        """Paint this next; whatever was asked before is dropped."""
        with self._condition:
            self._wanted = request
            self._condition.notify()
        if self._thread is None or not self._thread.is_alive():
            self._start()

    def _start(self) -> None:
        prime()
        sys.setswitchinterval(SWITCH_S)
        self._begun = time.monotonic()
        self._thread = threading.Thread(target=self._work, name="map-painter", daemon=True)
        self._thread.start()

    def forget(self) -> None:
        """Drop what is asked for and the last picture (another county has come)."""
        with self._condition:
            self._wanted = None
            before, self._last = self._last, None
        if before is not None:
            self.release(before)

    def stop(self) -> None:
        """End the thread; the picture being painted is dropped at its next short call."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
        if self._thread is not None:
            self._thread.join(timeout=5)
            self._thread = None

    def _check(self) -> None:
        if self._wanted is not None or self._stopping:
            raise Cancelled

    def _check_idle(self) -> None:
        """What is made ready beforehand also gives way to a hand that draws."""
        self._check()
        if self.hand_busy:
            raise Cancelled

    def _next(self) -> RenderRequest | None:
        with self._condition:
            self._running = None
            while self._wanted is None and not self._stopping:
                self._condition.wait()
            self._running, self._wanted = self._wanted, None
            return None if self._stopping else self._running

    def release(self, result: RenderResult) -> None:
        """Whoever got a result by `finished` is done with it."""
        self._papers.let_go(result.base)
        self._papers.let_go(result.picture)

    def _keep(self, result: RenderResult) -> None:
        """Hold a result for the next to build on, and for whoever hears of it."""
        for paper in (result.base, result.picture):
            self._papers.hold(paper, 2)
        with self._condition:
            before, self._last, self._running = self._last, result, None
        if before is not None:
            self.release(before)

    def _work(self) -> None:
        while (request := self._next()) is not None:
            if self._kit is None or not self._kit.fits(request):
                self._kit = Kit.of(request.theme, request.ratio, self._papers)
            kept = kept_ground.load(request, self._papers) if self._at_start else None
            try:
                result = render(request, self._kit, self._last, self._check, kept)
            except Cancelled:
                continue
            self._keep(result)
            self.finished.emit(result)
            if self._at_start and kept is None:
                kept_ground.save(request, result.base)
            self._at_start = False
            time.sleep(REST_S)
            self._prepare(result)

    def _prepare(self, result: RenderResult) -> None:
        """With nothing asked for, what the next step of a zoom would show is made ready, then further levels."""
        request = result.request
        with suppress(Cancelled):
            self._stay_quiet(max(PREPARE_AFTER_S, self._begun + START_S - time.monotonic()))
            self._rehearse(request)
            request.scene.prepare(request.view.m_per_px / request.ratio, self._check_idle)

    def _stay_quiet(self, seconds: float) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._wanted is not None or self._stopping, seconds)
        self._check_idle()

    def _rehearse(self, request: RenderRequest) -> None:
        """The same picture a step nearer and a step farther; once for a place, a scale and a filter."""
        assert self._kit is not None
        look = (request.base_key[0], request.theme.name, request.ratio, request.layers, len(request.rows))
        if look != self._look:
            self._look, self._rehearsed = look, {}
        for step in NEXT_ZOOMS:
            view = replace(request.view, m_per_px=request.view.m_per_px * step)
            scale = round(math.log(view.m_per_px), 2)
            x, y = self._rehearsed.get(scale, (math.inf, math.inf))
            if math.hypot(x - view.x_m, y - view.y_m) > AFRESH * view.width_px * view.m_per_px:
                rehearse(replace(request, view=view), self._kit, self._check_idle)
                self._rehearsed[scale] = (view.x_m, view.y_m)
