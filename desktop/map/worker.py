"""One painting thread: the newest request wins, a cancelled one never blocks, the GUI hears by a queued signal."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from desktop.map.papers import Papers
from desktop.map.priming import prime
from desktop.map.rendering import Cancelled, Kit, RenderRequest, RenderResult, render

SWITCH_S = 0.0005  # short turns between the painting thread and the GUI: lateness falls tenfold
PREPARE_AFTER_S = 0.05
REST_S = 0.0002  # after every picture, so that the GUI is never starved by one job on the heels of another


class RenderWorker(QObject):
    """Paints requests one at a time. `finished` carries a RenderResult to the thread of this object."""

    finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._wanted: RenderRequest | None = None
        self._running: RenderRequest | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._kit: Kit | None = None
        self._last: RenderResult | None = None
        self._papers = Papers()

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
            try:
                result = render(request, self._kit, self._last, self._check)
            except Cancelled:
                continue
            self._keep(result)
            self.finished.emit(result)
            time.sleep(REST_S)
            self._prepare(result)

    def _prepare(self, result: RenderResult) -> None:
        """With nothing asked for, the neighbouring zoom levels are made ready."""
        request = result.request
        with suppress(Cancelled):
            time.sleep(PREPARE_AFTER_S)
            self._check()
            request.scene.prepare(request.view.m_per_px / request.ratio, self._check)
