"""Lines of arcs as the store's rows hold them: WKB in degrees, written as hex text."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from gis.boundaries.lattice import on_lattice
from gis.foundation.crs import to_degrees, to_metres

HEADER = struct.Struct("<BII")  # little endian, geometry type 2 = LineString, number of points
LINE_STRING = 2


def paths_of(lines: Sequence[np.ndarray]) -> list[str]:
    """Hex WKB LineStrings in degrees (EPSG:4490) of lines in metres (EPSG:4547), each float64 (k, 2)."""
    if not lines:
        return []
    every = np.concatenate(lines)
    run = np.column_stack(to_degrees(every[:, 0], every[:, 1])).astype("<f8").tobytes()
    out, at = [], 0
    for line in lines:
        out.append((HEADER.pack(1, LINE_STRING, len(line)) + run[at : at + 16 * len(line)]).hex())
        at += 16 * len(line)
    return out


def points_of_path(path: str | bytes) -> np.ndarray:
    """float64 (k, 2) metres on the lattice, never written to, of one such line; ValueError for anything else."""
    data = bytes.fromhex(path) if isinstance(path, str) else path
    order, kind, count = HEADER.unpack_from(data)
    if order != 1 or kind != LINE_STRING or len(data) != HEADER.size + 16 * count:
        raise ValueError("not a little-endian WKB LineString")
    degrees = np.frombuffer(data, "<f8", offset=HEADER.size).reshape(-1, 2)
    xy = on_lattice(np.column_stack(to_metres(degrees[:, 0], degrees[:, 1])))
    xy.setflags(write=False)
    return xy
