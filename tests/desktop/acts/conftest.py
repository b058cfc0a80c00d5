"""A window on a small county filed on Monday 2026-11-23 at ten, for forms and the inbox."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from gis.events.states import Status
from gis.store.create import create_store
from gis.workspace import Actor
from gis.workspace.casework import Casework
from tests.desktop.office.standing_in import StandIn
from tests.gis.store.county import make_seed
from tests.gis.workflow.conftest import FILED, on_monday
from tests.gis.workflow.office import at

NOW = at(2026, 11, 23, 11)


class ActWindow(StandIn):
    """A stand-in that forms can act in; `committed` is what reached the journal."""

    def __init__(self, location: str, now: int, folder: Path) -> None:
        super().__init__(location, now, folder)
        self.outcomes = SimpleNamespace(again=None)
        self.wiring.find_units = lambda query: [
            row for row in range(len(self.bridge.snapshot.units)) if query in self.bridge.snapshot.units.name[row]
        ]
        self.committed: list = []
        self.bridge.acknowledged.connect(self.committed.append)
        self.resize(1366, 720)

    @property
    def events(self):
        return self.bridge.snapshot.events

    def row(self, status: Status, skip: int = 0) -> int:
        """An event that stands so, the last but `skip`."""
        return int(np.flatnonzero((self.events.status == status) & ~self.events.paused)[-1 - skip])

    def act_as(self, name: str, staff: int) -> None:
        self.bridge.county.act_as(Actor(staff, name, "部门经办", "处置台"))

    def does(self, kind: str, row: int, words: str = "好", **more) -> None:
        """Somebody else acts, past the desk."""
        Casework(self.bridge.county).do(kind, [row], words, **more)


def drawn(shade: int) -> bytes:
    """A picture that can be shown."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade * 40 % 255, 90, 120)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="session")
def monday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("monday") / "monday.wangge"
    seed = on_monday(make_seed(900))
    pictures = tuple(drawn(shade) for shade, _ in enumerate(seed.photos.blobs))
    seed = replace(seed, photos=replace(seed.photos, blobs=pictures))
    create_store(str(path), seed, "建库", "测试", FILED)
    return path


@pytest.fixture
def window(qtbot, monday: Path, tmp_path: Path, monkeypatch) -> Iterator[ActWindow]:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    made = ActWindow(str(shutil.copy(monday, tmp_path / "county.wangge")), NOW, tmp_path)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.shut()
