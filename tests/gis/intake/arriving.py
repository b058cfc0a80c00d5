"""Files as they arrive, made for the small county: true places, then shifted, swapped, projected or written badly."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from gis.county.divisions import Level
from gis.foundation.crs import to_degrees
from gis.snapshot import Snapshot

HEADINGS = ["上报时间", "事项", "描述", "来源", "经度", "纬度", "乡镇", "村", "上报人", "电话"]
Shift = Callable[[float, float], tuple[float, float]]


def rows_in_villages(snapshot: Snapshot, count: int = 24, shift: Shift | None = None) -> list[list[str]]:
    """Rows spread evenly over the villages, their positions anywhere inside, passed through `shift`."""
    divisions = snapshot.divisions
    rng = np.random.default_rng(3)
    villages = divisions.rows_of(Level.VILLAGE)
    rows = []
    for i in range(count):
        village = int(villages[i % len(villages)])
        west, south, east, north = divisions.bounds[village]
        lon, lat = to_degrees(rng.uniform(west, east), rng.uniform(south, north))
        lon, lat = shift(lon, lat) if shift else (lon, lat)
        town = divisions.short_name[int(divisions.parent[village])]
        time = f"2026-11-{i % 20 + 1:02d} 09:{i % 60:02d}"
        place = [f"{lon:.7f}", f"{lat:.7f}", town, f"{divisions.short_name[village]}村"]
        rows.append([time, f"事项{i % 9 + 1:02d}", f"村东第 {i} 处", "电话", *place, "张建国", "13912341234"])
    return rows


def write_csv(
    path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS, encoding: str = "utf-8"
) -> Path:
    """A CSV file with Windows line ends, as Excel writes it."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path
