"""Runs of points as WKB LineStrings and back, in bulk."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

HEADER = struct.Struct("<BII")  # little endian, geometry type 2 = LineString, number of points
LINE_STRING = 2


def lines_of(offsets: np.ndarray, xy: np.ndarray) -> list[bytes]:
    """One WKB LineString a run. offsets: int[n + 1] into xy; xy: float64 (m, 2)."""
    run = np.ascontiguousarray(xy, "<f8").tobytes()
    edges = offsets.tolist()
    return [HEADER.pack(1, LINE_STRING, end - start) + run[start * 16 : end * 16] for start, end in pairwise(edges)]


def points_of(lines: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """(int32[n + 1] offsets, float64 (m, 2)) of little-endian WKB LineStrings; ValueError for anything else."""
    counts = []
    for line in lines:
        order, kind, count = HEADER.unpack_from(line)
        if order != 1 or kind != LINE_STRING or len(line) != HEADER.size + 16 * count:
            raise ValueError("not a little-endian WKB LineString")
        counts.append(count)
    offsets = np.zeros(len(lines) + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    run = b"".join([line[HEADER.size :] for line in lines])
    return offsets, np.frombuffer(run, "<f8").reshape(-1, 2)
