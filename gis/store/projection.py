"""Degrees at rest, metres at work: CGCS2000 lon/lat (EPSG:4490) to and from EPSG:4547, at the edge of the store.

PROJ works point by point, so equal input gives equal output to the bit wherever it stands in an array; numpy's
vectorised functions do not promise that, and shared nodes of borders depend on it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np


@lru_cache(maxsize=2)
def _transformer(source: int, target: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def to_metres(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """EPSG:4547 x (east) and y (north) in metres of degrees. Equal degrees give metres equal to the bit, so arcs that
    meet in a node still meet after reading. ValueError for a position outside the projection."""
    x, y = _transformer(4490, 4547).transform(lon, lat)
    return _finite(x, y)


def to_degrees(x_m: np.ndarray, y_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """EPSG:4490 lon and lat of EPSG:4547 metres; ValueError for a position outside the projection."""
    lon, lat = _transformer(4547, 4490).transform(x_m, y_m)
    return _finite(lon, lat)


def _finite(first: Any, second: Any) -> tuple[np.ndarray, np.ndarray]:
    if not (np.isfinite(first).all() and np.isfinite(second).all()):
        raise ValueError("a position lies outside EPSG:4547")
    return np.asarray(first, float), np.asarray(second, float)
