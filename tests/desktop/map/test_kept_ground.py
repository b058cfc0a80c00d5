"""The kept ground sheet: the next start shows it at once; what does not fit or is damaged is painted anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage

from desktop.map import kept_ground
from desktop.map.papers import Papers
from desktop.map.rendering import RenderRequest, render
from desktop.map.scene import Scene
from desktop.map.worker import RenderWorker
from desktop.theme import load_theme
from gis.foundation.viewport import Viewport


@pytest.fixture
def request_made(qapp, county, county_states, tmp_path, monkeypatch) -> RenderRequest:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    view = Viewport.fit(tuple(county.divisions.bounds[0].tolist()), 500, 400)
    rows = np.flatnonzero(county_states < 5).astype(np.int32)
    return RenderRequest(Scene(county), view, 1.0, load_theme("day"), rows, county_states)


def first_of(qtbot, request: RenderRequest):
    """What a painter that has just started answers first."""
    worker = RenderWorker()
    found = []
    worker.finished.connect(found.append)
    worker.request(request)
    qtbot.waitUntil(lambda: bool(found), timeout=5000)
    worker.stop()
    return found[0]


def test_the_second_start_shows_the_sheet_of_the_first(qtbot, request_made):
    painted, shown = first_of(qtbot, request_made), first_of(qtbot, request_made)
    assert "ground" in painted.ms and "ground" not in shown.ms
    assert shown.picture == painted.picture
    other = first_of(qtbot, replace(request_made, theme=load_theme("night")))
    assert "ground" in other.ms


def test_what_shows_something_else_is_not_taken(request_made):
    kept_ground.save(request_made, render(request_made).base)
    assert kept_ground.load(request_made, Papers()) is not None
    snapshot = request_made.scene.snapshot
    moved = replace(snapshot, mesh=replace(snapshot.mesh, version=snapshot.mesh.version + 1))
    for other in (
        replace(request_made, view=request_made.view.panned(1, 0)),
        replace(request_made, layers=frozenset({"ground"})),
        replace(request_made, scene=Scene(moved)),
        replace(request_made, ratio=2.0),
    ):
        assert kept_ground.load(other, Papers()) is None
    fewer = replace(request_made, rows=request_made.rows[:1], focus=2)
    assert kept_ground.load(fewer, Papers()) is not None, "events and focus are not on it"


def test_a_cut_off_file_is_no_sheet_and_a_full_disk_no_error(request_made, monkeypatch):
    kept_ground.save(request_made, render(request_made).base)
    path = kept_ground.path_of(request_made)
    path.write_bytes(path.read_bytes()[:-4])
    assert kept_ground.load(request_made, Papers()) is None
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("no space")))
    path.unlink()
    kept_ground.save(request_made, QImage(500, 400, QImage.Format.Format_RGB32))
    assert list(path.parent.iterdir()) == []


def test_few_sheets_are_kept(request_made):
    sheet = render(request_made).base
    for step in range(5):
        kept_ground.save(replace(request_made, view=request_made.view.panned(step, 0)), sheet)
    path = kept_ground.path_of(request_made)
    assert len(list(path.parent.iterdir())) == kept_ground.MOST_FILES
