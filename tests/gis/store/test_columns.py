"""The small parts underneath: written columns, WKB, digests, areas."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.foundation.columns import TextColumn
from gis.store.areas import areas_and_bounds
from gis.store.columns import rows_without, rows_written, text_written, texts_of
from gis.store.digest import Digest
from gis.store.projection import to_degrees, to_metres
from gis.store.wkb import lines_of, points_of
from tests.small_county import make_snapshot

TEXTS = st.lists(st.text(max_size=6), min_size=1, max_size=12)


@given(TEXTS, st.data())
def test_written_texts_are_those_of_a_list(texts: list[str], data: st.DataObject):
    rows = data.draw(st.lists(st.integers(0, len(texts) - 1), unique=True))
    news = data.draw(st.lists(st.text(max_size=9), min_size=len(rows), max_size=len(rows)))
    wanted = list(texts)
    for row, new in zip(rows, news, strict=True):
        wanted[row] = new
    found = text_written(TextColumn.of(texts), np.array(rows, np.int64), news)
    assert list(found) == texts_of(found) == wanted


def test_written_rows_leave_the_old_columns_alone():
    columns = {"a": np.arange(4, dtype=np.uint8), "b": np.zeros(4), "t": TextColumn.of("wxyz")}
    out = rows_written(columns, np.array([2, 0]), [{"a": 9}, {"t": "新", "a": 7}])
    assert out["a"].tolist() == [7, 1, 9, 3] and out["a"].dtype == np.uint8
    assert columns["a"].tolist() == [0, 1, 2, 3] and out["b"] is columns["b"]
    assert list(out["t"]) == ["新", "x", "y", "z"]
    assert list(rows_without(out, np.array([0, 3]))["t"]) == ["x", "y"]
    with pytest.raises(KeyError):
        rows_written(columns, np.array([0]), [{"c": 1}])


def test_lines_come_back():
    offsets, xy = np.array([0, 2, 5], np.int32), np.arange(10.0).reshape(5, 2)
    lines = lines_of(offsets, xy)
    found_offsets, found = points_of(lines)
    assert found_offsets.tolist() == [0, 2, 5] and (found == xy).all()
    import shapely

    assert shapely.from_wkb(lines[1]).coords[:] == [(4, 5), (6, 7), (8, 9)]
    with pytest.raises(ValueError):
        points_of([lines[0][:-1]])
    assert points_of([])[1].shape == (0, 2)


@given(st.lists(st.tuples(st.integers(-9, 9), st.one_of(st.none(), st.text(max_size=3))), min_size=1), st.data())
def test_a_digest_knows_every_change_and_no_batches(rows: list[tuple[int, str | None]], data: st.DataObject):
    def digest(*batches: list[tuple[int, str | None]]) -> str:
        made = Digest([int, str])
        for batch in batches:
            if batch:
                made.add(batch)
        return made.hex()

    cut = data.draw(st.integers(0, len(rows)))
    assert digest(rows) == digest(rows[:cut], rows[cut:])
    assert digest(rows) != digest([*rows, (0, "")])
    row = data.draw(st.integers(0, len(rows) - 1))
    assert digest(rows) != digest([*rows[:row], (rows[row][0] + 1, rows[row][1]), *rows[row + 1 :]])


def test_metres_survive_the_way_to_degrees_and_back():
    x, y = np.array([591_418.538, 560_000.0]), np.array([4_121_423.574, 4_140_000.0])
    lon, lat = to_degrees(x, y)
    assert (lon[0], lat[0]) == pytest.approx((115.03, 37.22), abs=1e-8)
    np.testing.assert_allclose(to_metres(lon, lat), (x, y), atol=1e-6)
    with pytest.raises(ValueError):
        to_metres(np.array([np.nan]), np.array([37.0]))


def test_areas_and_bounds_from_arcs():
    snapshot = make_snapshot(1)
    d = snapshot.divisions
    area, bounds = areas_and_bounds(snapshot.mesh, d.level, d.parent)
    np.testing.assert_allclose(area, d.area_m2)
    np.testing.assert_allclose(bounds, d.bounds)
