"""A window for one office page: a real bridge over a real store, and a note of what was said."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from desktop.bridge import CountyBridge
from desktop.jobs import Jobs
from desktop.theme import load_theme
from gis.foundation.clock import FixedClock
from gis.foundation.columns import TextColumn
from gis.seed import CountySeed, Photos, Steps
from gis.snapshot import Snapshot
from gis.store.create import create_store
from gis.workspace import Workspace


class StandIn(QWidget):
    """What a page asks of its window."""

    def __init__(self, location: str, now: int, folder: Path) -> None:
        super().__init__()
        self.theme = load_theme("day")
        self.clock = FixedClock(now)
        self.settings = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
        self.jobs = Jobs(self)
        self.bridge = CountyBridge(self.clock, self.jobs, self)  # type: ignore[arg-type]
        self.said: list[Any] = []
        self.toast = SimpleNamespace(done=lambda *words, undo=True: self.said.append("".join(words)))
        self.selection = SimpleNamespace(rows=np.empty(0, np.int32))
        self.wiring = SimpleNamespace(
            show_given=lambda rows, words, row: self.said.append((len(rows), words, row)), selection=self.selection
        )
        self.role = None
        self.bridge.open(Workspace.open(location, self.clock))  # type: ignore[arg-type]
        self.bridge.failed.connect(lambda error, _: self.said.append(str(error)))

    def tell(self, words: str) -> None:
        self.said.append(words)

    def refresh_commands(self) -> None:
        pass

    def shut(self) -> None:
        self.bridge.close_county()
        self.jobs.close()


def stored(snapshot: Snapshot, path: Path, at: int) -> str:
    """A county file with these events, without histories and pictures."""
    ids, instants, whole = np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, float)
    steps = Steps(ids, instants, np.empty(0, np.uint8), ids, ids, TextColumn.of([]))
    photos = Photos(ids, np.empty(0, bool), instants, whole, whole, ids, ())
    create_store(str(path), CountySeed(snapshot, steps, photos), "建库", "测试", at)
    return str(path)
