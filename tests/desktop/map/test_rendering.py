"""The picture as a pure function: what is on it, what never overlaps, what a cancel leaves."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage

from desktop.map.rendering import Cancelled, Kit, RenderRequest, rehearse, render
from desktop.map.scene import Scene
from desktop.map.sprites import ring_shares
from desktop.theme import load_theme
from gis.county.divisions import Level
from gis.events.clusters import radius_px
from gis.events.states import State
from gis.foundation.viewport import Viewport


@pytest.fixture
def request_of(qapp, county, county_states):
    scene = Scene(county)

    def make(width=900, height=700, zoom=1.0, ratio=1.0, theme="day", **more) -> RenderRequest:
        view = Viewport.fit(tuple(county.divisions.bounds[0].tolist()), width, height).zoomed(zoom)
        rows = np.flatnonzero(county_states < 5).astype(np.int32)
        return RenderRequest(scene, view, ratio, load_theme(theme), rows, county_states, **more)

    return make


def colour_at(image: QImage, view: Viewport, x_m: float, y_m: float) -> str:
    ratio = image.devicePixelRatio()
    x, y = view.to_screen(x_m, y_m)
    return image.pixelColor(int(x * ratio), int(y * ratio)).name().upper()


@pytest.mark.parametrize("theme", ["day", "night", "wall"])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_ground_has_the_colours_of_the_theme(request_of, county, theme, ratio):
    request = request_of(theme=theme, ratio=ratio, layers=frozenset({"ground"}))
    result = render(request)
    assert result.picture.width() == round(900 * ratio)
    colours = load_theme(theme).map
    village = county.divisions.rows_of(5)[0]
    x, y = county.divisions.label_x[village], county.divisions.label_y[village]
    assert colour_at(result.picture, request.view, x, y) == colours["settlement"].name().upper()
    x0, y0, _, _ = county.divisions.bounds[0]
    assert colour_at(result.picture, request.view, x0 + 30, y0 + 30) == colours["field"].name().upper()
    assert colour_at(result.picture, request.view, x0 - 500, y0 - 20) == colours["outside"].name().upper()


@pytest.mark.parametrize("zoom", [1.0, 2.0, 6.0])
def test_labels_overlap_neither_each_other_nor_clusters(request_of, zoom):
    result = render(request_of(zoom=zoom))
    boxes = [label.rect.adjusted(2, 3, -2, -3) for label in result.labels]
    assert boxes
    for i, one in enumerate(boxes):
        assert not any(one.intersects(other) for other in boxes[i + 1 :])
    x, y = result.view.to_screen(result.clusters.x, result.clusters.y)
    reach = radius_px(result.clusters.total)
    for box in boxes:
        dx = np.maximum(np.maximum(box.left() - x, x - box.right()), 0)
        dy = np.maximum(np.maximum(box.top() - y, y - box.bottom()), 0)
        assert (np.hypot(dx, dy) >= reach - 2).all()


def test_every_visible_event_is_in_exactly_one_cluster(request_of):
    request = request_of()
    result = render(request)
    assert sorted(result.clusters.rows) == sorted(request.rows)
    assert (result.cluster_of[request.rows] >= 0).all()
    assert (result.cluster_of >= 0).sum() == len(request.rows)


def test_base_is_used_again_when_only_events_change(request_of):
    request = request_of()
    kit = Kit.of(request.theme, 1.0)
    first = render(request, kit)
    second = render(replace(request, rows=request.rows[:3]), kit, first)
    assert second.base is first.base and "ground" not in second.ms
    third = render(replace(request, layers=frozenset({"borders"})), kit, second)
    assert third.base is not first.base


@pytest.mark.parametrize("zoom", [1.0, 3.0, 8.0])
def test_a_rehearsal_leaves_nothing_to_make_for_the_picture(request_of, zoom):
    request = request_of(zoom=zoom)
    kit = Kit.of(request.theme, 1.0)
    rehearse(request, kit, lambda: None)
    words, symbols = dict(kit.lettering._kept), dict(kit.sprites._kept)
    levels = [request.scene.border_paths(level)._made for level in Level]
    made = [{number: id(groups) for number, groups in level.items()} for level in levels]
    result = render(request, kit)
    assert words and symbols
    assert kit.lettering._kept == words and kit.sprites._kept == symbols
    assert [{number: id(groups) for number, groups in level.items()} for level in levels] == made
    assert result.picture == render(request).picture


def test_cancelling_anywhere_leaves_no_open_painter(request_of, qtlog):
    request = request_of(zoom=6.0)
    calls = 0

    def count() -> None:
        nonlocal calls
        calls += 1

    render(request, check=count)
    for stop in range(1, calls + 1, max(calls // 25, 1)):
        left = stop

        def check() -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            render(request, check=check)
    assert not qtlog.records


def test_ring_shares_add_up_and_show_the_smallest():
    assert ring_shares(np.array([1, 0, 0, 999, 0, 0])) == [6, 0, 0, 94, 0, 0]
    for counts in ([3, 3, 3, 3, 3, 3], [1, 1, 0, 1, 0, 0], [0, 0, 0, 7, 0, 0]):
        shares = ring_shares(np.array(counts))
        assert sum(shares) == 100 and all((share > 0) == (n > 0) for share, n in zip(shares, counts, strict=True))


def test_density_is_a_picture_without_symbols(request_of):
    plain = render(request_of(layers=frozenset({"ground", "events"}), density=True))
    assert not len(plain.clusters)
    bare = render(request_of(layers=frozenset({"ground"})))
    assert plain.picture != bare.picture


def test_the_worst_state_is_on_the_picture(request_of, county, county_states):
    late = np.flatnonzero(county_states == State.OVERDUE)[:1].astype(np.int32)
    request = replace(request_of(), rows=late)
    result = render(request)
    x, y = result.view.to_screen(county.events.x[late[0]], county.events.y[late[0]])
    fill = load_theme("day").state[State.OVERDUE].fill
    around = {result.picture.pixelColor(int(x) + dx, int(y)).name() for dx in (-5, -4, 4, 5)}
    assert fill.name() in around


def test_render_word_writes_the_map(tmp_path, capsys, monkeypatch, county, qapp):
    from desktop.commands import render as word

    class Store:
        def load_snapshot(self):
            return county

        def close(self):
            pass

    monkeypatch.setattr("gis.store.opening.open_store", lambda _location: Store())
    import argparse

    parser = argparse.ArgumentParser()
    word.add_arguments(parser)
    out = tmp_path / "map.png"
    args = ["x.wangge", "--size", "640x480", "--out", str(out), "--place", "小留庄", "--at", "2026-11-23T14:32"]
    assert word.run(parser.parse_args([*args, "--format", "json"])) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["size"] == [640, 480] and told["place"].startswith("130529101")
    assert QImage(str(out)).width() == 640
    assert sum(told["states"].values()) == len(county.events)
