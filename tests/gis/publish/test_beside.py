"""Files go out whole or not at all: what lay there stays until the new one is ready."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.boundaries.lattice import on_lattice
from gis.foundation.crs import to_degrees, to_metres
from gis.foundation.errors import Refused, WanggeError
from gis.publish.beside import set_down
from gis.publish.geofiles import ZONED, placed, write_geofile
from gis.publish.layers import AREA, GeoLayer


def layer(name: str = "网格") -> GeoLayer:
    shapes = np.empty(1, object)
    shapes[0] = shapely.box(585_000.0, 4_128_000.0, 585_100.0, 4_128_100.0)
    return GeoLayer(name, AREA, shapes, {"编码": ["130529201227001"], "编号": ["001"]}, "grid")


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.geojson"])
def test_stopping_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_text("old")

    def stop(share: float, words: str) -> None:
        if share > 0:
            raise Refused("已停止")

    with pytest.raises(Refused):
        write_geofile(target, [layer(), layer("村")], progress=stop)
    assert target.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == [name]


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "a.geojson"
    target.write_text("old")

    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(json, "dumps", full)
    with pytest.raises(WanggeError, match=r"磁盘满了.*原来的文件没有动"):
        write_geofile(target, [layer()])
    assert target.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["a.geojson"]


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(WanggeError, match=r"没有这个文件夹.*没有留下半个文件"):
        write_geofile(tmp_path / "no" / "a.gpkg", [layer()])


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with set_down(target) as beside:
        beside.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new" and list(tmp_path.iterdir()) == [target]


CORNERS = st.tuples(st.floats(560_000, 620_000), st.floats(4_100_000, 4_150_000))


@given(st.lists(CORNERS, min_size=1, max_size=20))
def test_corners_come_back_to_the_bit(corners: list[tuple[float, float]]) -> None:
    """From the lattice to degrees as JSON writes them, or to zoned metres, and back."""
    xy = on_lattice(np.array(corners))
    lon, lat = to_degrees(xy[:, 0], xy[:, 1])
    again = np.array(json.loads(json.dumps([lon.tolist(), lat.tolist()])))
    np.testing.assert_array_equal(on_lattice(np.column_stack(to_metres(again[0], again[1]))), xy)
    points: np.ndarray = np.atleast_1d(shapely.points(xy))  # type: ignore[arg-type]
    zoned = shapely.get_coordinates(placed(points, ZONED))
    np.testing.assert_array_equal(on_lattice(zoned - np.array([38e6, 0.0])), xy)
