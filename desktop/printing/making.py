"""Papers in the making: laid out and written off the GUI thread, told how far, and stopped when nobody wants them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.printing.flow import Document, Told
from desktop.printing.pdf import page_image, save_pdf

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.jobs import Jobs

LANE = "print"
Maker = Callable[[Told], Document]


class Stopped(Exception):
    """Nobody waits for this paper any more."""


class Press(QObject):
    """One document after another for one window. `advanced(done, of)` while it works; a newer job replaces an older."""

    advanced = Signal(int, int)
    made = Signal(object)  # Document
    pictured = Signal(int, int, object)  # page, dots of width, QImage
    saved = Signal(object)  # Path
    printed = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stop = Event()
        self.busy = False
        self.closed = False  # the window it worked for is gone: results that still arrive are dropped

    def stop(self) -> None:
        """Drop what is under way."""
        self._stop.set()
        self.busy = False

    def close(self) -> None:
        """Nobody waits for anything any more."""
        self.stop()
        self.closed = True

    def make(self, maker: Maker) -> None:
        """Lay a document out; the one under way is dropped."""
        self.stop()
        self._run(maker, self.made.emit)

    def save(self, document: Document, path: Path) -> None:
        self._run(lambda told: save_pdf(document, path, told), self.saved.emit)

    def print(self, document: Document, printer: QPrinter) -> None:
        from desktop.printing.printer import print_document

        self._run(lambda told: print_document(document, printer, told), lambda _: self.printed.emit())

    def picture(self, document: Document, page: int, width: int) -> None:
        """Paint a page for looking at, `width` dots wide."""
        sheet = document.pages[page]
        dpi = width / (sheet.paper.width / 25.4)
        self.ask(lambda: page_image(sheet, dpi), lambda image: self.pictured.emit(page, width, image))

    def ask(self, question: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Something else that must not hold up the GUI thread."""

        def answered(answer: Any) -> None:
            if not self.closed:
                done(answer)

        def broken(error: Exception) -> None:
            if not self.closed:
                self.failed.emit(error)

        self._jobs.run(LANE, question, answered, broken)

    def _run(self, work: Callable[[Told], Any], done: Callable[[Any], None]) -> None:
        self._stop = own = Event()
        self.busy = True

        def told(part: int, of: int) -> None:
            if own.is_set():
                raise Stopped
            self.advanced.emit(part, of)

        def finished(result: Any) -> None:
            if not own.is_set():
                self.busy = False
                done(result)

        def broken(error: Exception) -> None:
            if not own.is_set():
                self.busy = False
                self.failed.emit(error)

        def guarded() -> Any:
            try:
                return work(told)
            except Stopped:
                return None

        self._jobs.run(LANE, guarded, finished, broken)
