"""Our picture against one QGraphicsItem a point, same county, same view, same run: python -m pytest -m bench -s."""

from __future__ import annotations

import time

import numpy as np
import pytest

from desktop.map.rendering import RenderRequest, render
from desktop.map.scene import Scene
from desktop.theme import load_theme
from gis.commands.demo import make_demo
from gis.deadlines.bands import states
from gis.foundation.clock import SystemClock
from gis.foundation.viewport import Viewport
from gis.store.opening import open_store
from tests.bench.naive_view import naive_view

pytestmark = pytest.mark.bench
SIZE = (1920, 1080)
LEAST_RATIO = 5


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("bench") / "julu.wangge"
    make_demo(str(path), 1, 1.0, SystemClock().now(), False, lambda *_: None)
    store = open_store(str(path))
    snapshot = store.load_snapshot()
    store.close()
    return snapshot


def test_a_picture_of_every_event_beats_an_item_a_point(county, qtbot, capsys) -> None:
    theme, now = load_theme("day"), SystemClock().now()
    at_now = states(county.events, now)
    every = np.arange(len(county.events), dtype=np.int32)
    view = Viewport.fit(tuple(county.divisions.bounds[0].tolist()), *SIZE)
    scene = Scene(county)
    request = RenderRequest(scene, view, 1.0, theme, every, at_now)
    render(request)  # levels of detail are kept from picture to picture
    ours = min(_ms(lambda: render(request)) for _ in range(5))

    begun = time.perf_counter()
    naive = naive_view(county, every, at_now, theme)
    qtbot.addWidget(naive)
    naive.resize(*SIZE)
    naive.fitInView(naive.scene().itemsBoundingRect())
    naive.show()
    naive.grab()
    first = (time.perf_counter() - begun) * 1000
    again = min(_ms(naive.grab) for _ in range(3))
    with capsys.disabled():
        print(f"\n{len(every):,} events at {SIZE[0]}×{SIZE[1]}: ours {ours:.0f} ms a picture; an item a point")
        print(f"{first:,.0f} ms to the first and {again:,.0f} ms for every picture: {again / ours:.1f} times ours")
    assert again > LEAST_RATIO * ours


def _ms(call) -> float:
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000
