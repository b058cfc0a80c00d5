"""Work off the GUI thread: one lane after another, the result handed back in the GUI thread.

There are read lanes and the one write lane of the store; a lane runs its jobs in order.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger(__name__)

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
STORE = "store"  # the lane of what is written


class Unswept:
    """While a worker makes a great many objects that live long (the borders of a county, the rows of an import), Python
    does not sweep for reference cycles: one sweep over them stops every thread for 50 ms and more. Afterwards they are
    set apart from later sweeps; what goes out of use among them is freed as ever, by its count of references."""

    def __init__(self) -> None:
        self._lock, self._held = Lock(), 0

    def __enter__(self) -> None:
        with self._lock:
            self._held += 1
            gc.disable()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._held -= 1
            if not self._held:
                gc.freeze()
                gc.enable()


class Jobs(QObject):
    """Lanes of background work. `idle` tells whether anything is still under way."""

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._under_way = 0
        self._closed = False
        self.unswept = Unswept()
        self._finished.connect(self._deliver)

    @property
    def idle(self) -> bool:
        return self._under_way == 0

    def run(self, lane: str, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Run `work` in its lane; then `done(result)` or `failed(error)` in the GUI thread."""
        if self._closed:
            return
        from concurrent.futures import ThreadPoolExecutor  # after the first picture

        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(1, f"wangge-{lane}")
        self._under_way += 1
        future = self._lanes[lane].submit(work)
        future.add_done_callback(lambda f: self._report(f, done, failed))

    def _report(self, future: Future, done: Done, failed: Failed) -> None:
        if not self._closed and not future.cancelled():
            self._finished.emit(future, done, failed)

    @Slot(object, object, object)
    def _deliver(self, future: Future, done: Done, failed: Failed) -> None:
        self._under_way -= 1
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, WanggeError):
            failed(error)
        elif isinstance(error, Exception):
            log.error("job failed", exc_info=error)
            failed(error)
        else:
            raise error

    def close(self) -> None:
        """Finish what is under way and accept nothing more; results that arrive later are dropped. What was asked and
        has not begun is dropped too, except in the lane of the store: what a hand did just before it closed the window
        is written."""
        self._closed = True
        for name, lane in self._lanes.items():
            lane.shutdown(wait=False, cancel_futures=name != STORE)
        for lane in self._lanes.values():
            lane.shutdown(wait=True)


def while_alive(owner: QObject, done: Done) -> Done:
    """`done`, unless its owner (a page, a form) is gone when the answer comes."""
    from shiboken6 import isValid

    return lambda answer: done(answer) if isValid(owner) else None
