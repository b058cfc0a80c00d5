"""A desk set up for measuring: the real window on a copy of the county, pumped by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gis.foundation.clock import Clock


class TimedApplication(QApplication):
    """Times every repaint of a window as the event loop makes it: painting and handing it to the screen."""

    def __init__(self) -> None:
        super().__init__(["bench"])
        self.setQuitOnLastWindowClosed(False)
        self.repaints: list[float] = []

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().notify(receiver, event)
        begin = time.perf_counter()
        done = super().notify(receiver, event)
        self.repaints.append((time.perf_counter() - begin) * 1000)
        return done


class ShiftingClock:
    """The county's present for measuring: runs with the machine's clock and can be pushed ahead."""

    def __init__(self, begin: int) -> None:
        self._ahead = begin - time.time()

    def now(self) -> int:
        return int(time.time() + self._ahead)

    def push(self, seconds: int) -> None:
        self._ahead += seconds


class Stage:
    """Opens the window at a size and waits for it as a user would, without sleeping in the GUI thread."""

    def __init__(
        self, application: TimedApplication, location: str, clock: Clock, folder: Path, size: tuple[int, int]
    ) -> None:
        self.application = application
        from desktop.window import Window

        settings = QSettings(str(folder / f"desk-{size[0]}.ini"), QSettings.Format.IniFormat)
        self.window = Window(settings, clock, "day", time.time())
        self.window.setGeometry(0, 0, *size)
        self.window.open_first(location, make_demo=False)
        self.window.show()
        self.wait(lambda: "live" in self.window.marks and self.settled(), 60)
        self.wait_quiet(3.0)  # a desk that has been open for some seconds: levels of detail are made when idle

    def settled(self) -> bool:
        return self.window.desk.canvas.settled and self.window.jobs.idle

    def pump(self, ms: int = 5) -> None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, ms)

    def wait(self, until: Callable[[], bool], timeout_s: float = 20) -> None:
        """Sleep in the event loop as an idle desk does, so that the painter has the processor to itself."""
        if until():
            return
        loop, end = QEventLoop(), time.monotonic() + timeout_s

        def look() -> None:
            if until() or time.monotonic() > end:
                loop.quit()

        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(look)
        timer.start(2)
        loop.exec()
        timer.stop()
        if not until():
            raise TimeoutError("the desk did not come to rest")

    def wait_quiet(self, seconds: float) -> None:
        """Let timers and workers finish."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end and self.settled())

    def close(self) -> None:
        self.window.close()
        self.window.shut_down()
        self.window.deleteLater()
        self.pump(50)
