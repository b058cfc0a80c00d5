"""What only the sender of a file can answer: in which datum its coordinates are, and where its events come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from desktop.office.register.hints import Hint, HintStrip
from gis.events.states import SOURCE_WORD
from gis.foundation.errors import WanggeError
from gis.intake.datum import DATUM_WORD, Datum

if TYPE_CHECKING:
    from desktop.office.intake.importing import Importing


class Questions(QObject):
    """Asks in a strip, and reads the file again with the answer; an answer given before is kept."""

    def __init__(self, importing: Importing, strip: HintStrip) -> None:
        super().__init__(strip)
        self.importing, self.strip = importing, strip
        self.sources = QMenu(strip)
        importing.asked.connect(self.ask)

    def ask(self, what: str, error: WanggeError) -> None:
        """what: datum or source; error: why it could not be told."""
        if self.importing.path is None:
            return
        if what == "datum":
            self._ask_datum(self.importing.path.name, error)
        else:
            self._ask_source(self.importing.path.name)

    def _ask_datum(self, file: str, error: WanggeError) -> None:
        offers = tuple((DATUM_WORD[datum].split("（")[0], lambda d=datum: self._read(datum=d)) for datum in Datum)
        why = Hint("", error.message.removesuffix("没有导入任何一行。"), tip=error.message)
        asked = Hint(f"{file} 的坐标是哪个坐标系？", "", offers, True, tip=error.message, name="import-datum")
        self.strip.set_hints([asked, why])

    def _ask_source(self, file: str) -> None:
        self.sources.clear()
        for source, word in SOURCE_WORD.items():
            self.sources.addAction(word).triggered.connect(lambda _=False, s=source: self._read(source=s))
        link = ("选择来源 ▾", self._open_sources)
        asked = Hint(f"{file} 没有“来源”列", "这些事件从哪里来？", (link,), True, name="import-source")
        self.strip.set_hints([asked])

    def _open_sources(self) -> None:
        self.sources.popup(self.strip.mapToGlobal(QPoint(self.strip.width() - 140, self.strip.height())))

    def _read(self, **answer) -> None:
        work = self.importing
        assert work.path is not None
        work.read(work.path, answer.get("datum", work.datum), answer.get("source", work.source))
