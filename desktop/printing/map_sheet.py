"""The map as it is seen, on A4 or A3: title, legend with counts, scale, north, whose outline, how fresh the data is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.map.layers.borders import GRID_FROM_PX, VILLAGE_FROM_PX
from desktop.map.rendering import ALL_LAYERS
from desktop.printing.faces import Face
from desktop.printing.flow import Document, furnished
from desktop.printing.legend import borders_part, cluster_part, states_part, told_part
from desktop.printing.map_picture import Cartographer, MapArea, area_of
from desktop.printing.marks import Mark, centred, placed
from desktop.printing.paper import A3_WIDE, A4_WIDE
from desktop.printing.slices import Slice
from desktop.printing.stamp import Stamp, file_name, plain_time
from gis.county.divisions import Level
from gis.events.states import State
from gis.foundation.viewport import Bounds
from gis.snapshot import Snapshot

PAPERS = {"A4": A4_WIDE, "A3": A3_WIDE}
TITLE_MM = 13.0
LEGEND_MM = {"A4": 52.0, "A3": 62.0}
GAP_MM = 5.0
CLEAR = 1.15  # borders fade in: only those that can be seen are told
TITLE_PT = {"A4": 18.0, "A3": 24.0}


@dataclass(frozen=True)
class MapRequest:
    """What is seen. bounds: EPSG:4547 metres that the sheet shows at least. rows: int32 events shown; states: uint8
    State of every event at `data_at` (UTC seconds). chosen: the filter in words. focus: division row, -1 none."""

    title: str
    bounds: Bounds
    rows: np.ndarray
    states: np.ndarray
    data_at: int
    layers: frozenset[str] = ALL_LAYERS
    density: bool = False
    focus: int = -1
    chosen: Sequence[str] = ()
    paper: str = "A4"


def map_document(request: MapRequest, stamp: Stamp, cartographer: Cartographer) -> Document:
    """The sheet as a document of one page."""
    paper = PAPERS[request.paper]
    legend_mm = LEGEND_MM[request.paper]
    width = paper.text_width - legend_mm - GAP_MM
    area = rounded_scale(area_of(request.bounds, width, paper.text_height - TITLE_MM, 0))
    inside = rows_inside(request, cartographer, area)
    found = cartographer.paint(
        area, request.rows, request.states, request.layers, request.focus, density=request.density
    )
    marks: list[Mark] = [
        centred(request.title, Face("title", TITLE_PT[request.paper], True), paper.width / 2, paper.top + 8),
        *placed(cartographer.marks(area, found), paper.left, paper.top + TITLE_MM),
    ]
    y = paper.top + TITLE_MM - 2.5
    for strip in _legend(request, cartographer, area, inside, legend_mm):
        marks += placed(strip.marks, paper.left + width + GAP_MM, y)
        y += strip.height
    page = furnished(marks, paper, stamp.furniture(request.title, True))
    return Document(request.title, file_name(request.title, plain_time(request.data_at)[:10]), (page,))


def titled(snapshot: Snapshot, row: int) -> str:
    """What a map of a division is called unless someone says otherwise."""
    divisions = snapshot.divisions
    place = "".join(divisions.short_name[step] for step in divisions.path(row)[1:]) or snapshot.name
    return f"{place}网格事件分布图"


def widened(snapshot: Snapshot, row: int, share: float = 0.03) -> Bounds:
    """The bounds of a division with a little of what lies around it."""
    left, low, right, high = (float(edge) for edge in snapshot.divisions.bounds[row])
    dx, dy = (right - left) * share, (high - low) * share
    return left - dx, low - dy, right + dx, high + dy


def rounded_scale(area: MapArea) -> MapArea:
    """The same area at a scale whose number is round to two figures, and no nearer."""
    number = area.m_per_mm * 1000
    step = 10 ** max(int(np.floor(np.log10(number))) - 1, 0)
    factor = float(np.ceil(number / step - 1e-9)) * step / number
    return replace(area, view=replace(area.view, m_per_px=area.view.m_per_px * factor))


def rows_inside(request: MapRequest, cartographer: Cartographer, area: MapArea) -> np.ndarray:
    """int32 rows of the events that lie on the sheet; none where the map shows no events."""
    events = cartographer.scene.snapshot.events
    if "events" not in request.layers:
        return request.rows[:0]
    rows = request.rows
    return rows[area.view.holds(events.x[rows], events.y[rows])]


def shown_ranks(cartographer: Cartographer, area: MapArea) -> list[str]:
    """Which borders the map draws at this scale."""
    median, scale = cartographer.scene.median_m, area.view.m_per_px
    ranks = ["county", "township"]
    ranks += ["village"] if median[Level.VILLAGE] / scale > CLEAR * VILLAGE_FROM_PX else []
    return ranks + (["grid"] if median[Level.GRID] / scale > CLEAR * GRID_FROM_PX else [])


def _legend(
    request: MapRequest, cartographer: Cartographer, area: MapArea, inside: np.ndarray, width: float
) -> list[Slice]:
    counts = np.bincount(request.states[inside], minlength=len(State))
    strips: list[Slice] = []
    if "events" in request.layers:
        strips += states_part(counts, width)
        strips += [] if request.density else cluster_part(cartographer.theme, counts, width)
    if "borders" in request.layers:
        strips += borders_part(cartographer.theme, shown_ranks(cartographer, area), width)
    told = [
        ("图内事件", f"{len(inside):,} 件" + ("（密度图，色深处多）" if request.density else "")),
        ("筛选", "，".join(request.chosen) or "未结的全部事件"),
        ("数据时间", plain_time(request.data_at)),
        ("比例尺", f"1:{round(area.m_per_mm * 1000):,}"),
        ("坐标系", "CGCS2000，EPSG:4547"),
    ]
    return [*strips, *told_part("说明", told, width)]
