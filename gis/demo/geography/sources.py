"""What is real: the division list with its codes and the county outline, read from the data folder."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import Any

COUNTY = "130529"
SEAT = "130529100"  # 巨鹿镇, the county town
EXAMPLE_TOWNSHIP = "张王疃乡"
EXAMPLE_VILLAGE = "小留庄"


@dataclass(frozen=True)
class Place:
    """One row of the division list. code: 6, 9 or 12 digits. kind: town, village_committee, residents_committee …"""

    code: str
    name: str
    short_name: str
    kind: str


@dataclass(frozen=True)
class DivisionList:
    """County, townships and villages of the demo, each in the order of the codes. `example` is 小留庄's code."""

    county: Place
    townships: tuple[Place, ...]
    villages: tuple[Place, ...]
    example: str

    def villages_of(self, township: str) -> list[int]:
        """Indices into `villages` of one township's villages, in code order."""
        return [i for i, v in enumerate(self.villages) if v.code.startswith(township)]


def division_list(scale: float) -> DivisionList:
    """The real list; below scale 1 the first villages of each township in proportion (at least one, and 小留庄)."""
    from data import ROOT

    with open(ROOT / "julu_divisions.csv", encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["code"].startswith(COUNTY)]
    places = sorted((Place(r["code"], r["name"], r["short_name"], r["kind"]) for r in rows), key=lambda p: p.code)
    by_length = {n: tuple(p for p in places if len(p.code) == n) for n in (6, 9, 12)}
    townships = by_length[9]
    host = next(t.code for t in townships if t.name == EXAMPLE_TOWNSHIP)
    example = next(v.code for v in by_length[12] if v.code.startswith(host) and v.short_name == EXAMPLE_VILLAGE)
    kept: list[Place] = []
    for township in townships:
        own = [v for v in by_length[12] if v.code.startswith(township.code)]
        own = own[: max(1, round(len(own) * scale))]
        if township.code == host and all(v.code != example for v in own):
            own[-1] = next(v for v in by_length[12] if v.code == example)
        kept += own
    return DivisionList(by_length[6][0], townships, tuple(kept), example)


def county_outline() -> Any:
    """The real county outline as a shapely Polygon in EPSG:4547 metres, on the millimetre grid."""
    import numpy as np
    import shapely

    from data import ROOT

    feature = json.loads((ROOT / "julu_county.geojson").read_text(encoding="utf-8"))["features"][0]
    lon, lat = np.array(feature["geometry"]["coordinates"][0], float).T
    return shapely.Polygon(np.round(np.column_stack(project(lon, lat)), 3))


def project(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Degrees (EPSG:4490) to metres (EPSG:4547), x = east first."""
    from pyproj import Transformer

    return Transformer.from_crs(4490, 4547, always_xy=True).transform(lon, lat)
