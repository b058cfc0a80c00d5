"""Coordinates against the domain's golden values and against pyproj."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from gis.foundation import crs

WGS, GCJ, BD = (115.03, 37.22), (115.03605374202442, 37.22068351341662), (115.04264503375485, 37.226458752208885)


def test_golden_metres_both_ways() -> None:
    assert crs.to_metres(*WGS) == pytest.approx((591418.538, 4121423.574), abs=1e-3)
    assert crs.to_degrees(591418.538, 4121423.574) == pytest.approx(WGS, abs=1e-8)


def test_a_tenth_of_a_millimetre_of_pyproj() -> None:
    from pyproj import Transformer

    rng = np.random.default_rng(5)
    lon, lat = 112.4 + 3.2 * rng.random(5000), 20 + 30 * rng.random(5000)
    oracle = Transformer.from_crs(4490, 4547, always_xy=True)
    x, y = crs.to_metres(lon, lat)
    want_x, want_y = oracle.transform(lon, lat)
    assert np.abs(x - want_x).max() < 1e-4 and np.abs(y - want_y).max() < 1e-4
    back_lon, back_lat = crs.to_degrees(want_x, want_y)
    assert np.abs(back_lon - lon).max() < 1e-9 and np.abs(back_lat - lat).max() < 1e-9


def test_golden_shifts() -> None:
    assert crs.wgs_to_gcj(*WGS) == pytest.approx(GCJ, abs=1e-9)
    assert crs.gcj_to_bd(*GCJ) == pytest.approx(BD, abs=1e-9)
    assert crs.wgs_to_bd(*WGS) == pytest.approx(BD, abs=1e-9)
    assert crs.wgs_to_gcj(116.404, 39.915) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-9)
    assert crs.wgs_to_gcj(-0.12, 51.5) == pytest.approx((-0.12, 51.5), abs=0)


def test_shifts_come_back_to_a_billionth_of_a_degree() -> None:
    rng = np.random.default_rng(6)
    lon, lat = 114 + 2 * rng.random(2000), 36 + 2 * rng.random(2000)
    for there, back in (
        (crs.wgs_to_gcj, crs.gcj_to_wgs),
        (crs.gcj_to_bd, crs.bd_to_gcj),
        (crs.wgs_to_bd, crs.bd_to_wgs),
    ):
        again = back(*there(lon, lat))
        assert np.abs(again[0] - lon).max() < 1e-9 and np.abs(again[1] - lat).max() < 1e-9
    assert crs.bd_to_wgs(*BD) == pytest.approx(WGS, abs=1e-9)


def test_zone_prefixes() -> None:
    assert crs.strip_zone(39325144.173) == (39, pytest.approx(325144.173))
    assert crs.strip_zone(591418.538) == (0, 591418.538)
    zone, easting = crs.strip_zone(np.array([38591418.5, 591418.5]))
    assert zone.tolist() == [38, 0] and easting.tolist() == [591418.5, 591418.5]
    assert crs.zoned_to_metres(crs.add_zone(591418.5), 4121423.5) == (591418.5, 4121423.5)
    x39, y39 = crs.to_metres(*WGS, meridian=117.0)
    assert crs.zoned_to_metres(crs.add_zone(x39, 39), y39) == pytest.approx((591418.538, 4121423.574), abs=1e-3)
    with pytest.raises(crs.CrsMismatch, match="38、39"):
        crs.zoned_to_metres(np.array([38591418.5, 39325144.2]), np.array([4e6, 4e6]))


def test_a_mismatch_raises() -> None:
    crs.require(4547, crs.Crs.GK_114)
    with pytest.raises(crs.CrsMismatch, match=r"EPSG:4547.*EPSG:3857"):
        crs.require(3857, crs.Crs.GK_114)


def test_tiles() -> None:
    from pyproj import Transformer

    column, row = crs.tile_of(115.03, 37.22, 12)
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(*WGS)
    world = 2 * np.pi * crs.SEMI_MAJOR_M
    assert (column, row) == pytest.approx(((0.5 + x / world) * 4096, (0.5 - y / world) * 4096), abs=1e-6)
    assert crs.degrees_of_tile(column, row, 12) == pytest.approx(WGS, abs=1e-12)
    assert crs.degrees_of_tile(0, 0, 0) == pytest.approx((-180, crs.MAX_LATITUDE))
    assert crs.zoom_for(30.43, 37.22) == 12


@pytest.mark.parametrize(
    "text",
    [
        "115.03,37.22",
        "37.22 115.03",
        "115.03，37.22",
        "591418.538 4121423.574",
        "38591418.538,4121423.574",
        "4121423.574,591418.538",
    ],
)
def test_typed_pairs(text: str) -> None:
    assert crs.parse_pair(text) == pytest.approx((591418.538, 4121423.574), abs=1e-3)


@pytest.mark.parametrize("text", ["小留庄", "115.03", "20261123-0271", "1,2", "115,95", "0271 0272"])
def test_what_is_no_pair(text: str) -> None:
    assert crs.parse_pair(text) is None


def test_importing_costs_no_map_library() -> None:
    code = "import gis.foundation.crs, sys; print('pyproj' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
