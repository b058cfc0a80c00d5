"""A county small enough to read: square townships, villages and grids, a few units, events at fixed instants."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions, Level
from gis.county.ground import Ground, GroundKind, Households
from gis.county.units import Duties, Items, Staff, UnitKind, Units
from gis.events.columns import Events
from gis.events.states import Source, Status
from gis.foundation.clock import DAY_S, SHANGHAI, day_number
from gis.foundation.columns import TextColumn
from gis.snapshot import Snapshot

NOW = int(datetime(2026, 11, 23, 14, 32, tzinfo=SHANGHAI).timestamp())
ORIGIN = (591_000.0, 4_121_000.0)
UNIT_NAMES = [
    "住建局",
    "水务局",
    "农业农村局",
    "自然资源和规划局",
    "生态环境分局",
    "市场监管局",
    "交通运输局",
    "人社局",
]
CATEGORIES = ["党的建设", "社会治理", "改善民生", "生态环境"]
TOWNSHIPS = ["巨鹿镇", "张王疃乡", "小吕寨镇", "官亭镇"]
SENTENCES = [
    "居民楼内有液化气异味，已疏散 3 户",
    "独居老人三日未出门，敲门无人应",
    "冬季取暖补贴未到账，询问发放时间",
    "饮水管道破裂，路面积水结冰",
    "麦田机井线缆裸露，浇冻水无法使用",
    "邢德线路口信号灯不亮",
    "养殖场废水排入村东沟渠",
]


def make_snapshot(n_events: int = 200, side: int = 2, grids: int = 2, cell_m: float = 400.0, seed: int = 7) -> Snapshot:
    """4 townships in a 2 × 2 square, each side × side villages, each grids × grids grids of `cell_m` metres."""
    divisions, cells = _divisions(side, grids, cell_m)
    rng = np.random.default_rng(seed)
    items = Items(
        np.arange(1, 23, dtype=np.int32),
        TextColumn.of([f"事项{i:02d}" for i in range(1, 23)]),
        np.repeat(np.arange(4, dtype=np.uint8), [4, 6, 7, 5]),
        np.arange(22, dtype=np.uint8) % 4,
        TextColumn.of(CATEGORIES),
    )
    units = _units(divisions)
    duties = Duties(
        TextColumn.of([f"{i % 5 + 1}.{i // 5 + 1}" for i in range(22)]),
        TextColumn.of([f"事项{i:02d}" for i in range(1, 23)]),
        items.id.copy(),
        np.zeros(22, np.int32),
        units.id[np.arange(22) % len(UNIT_NAMES)],
        TextColumn.of([str(units.id[(i + 1) % len(UNIT_NAMES)]) for i in range(22)]),
        np.zeros(22, np.int64),
    )
    staff = Staff(
        np.arange(1, 3, dtype=np.int32),
        TextColumn.of(["李晓敏", "李秀芳"]),
        TextColumn.of(["13900001234", "13900005678"]),
        TextColumn.of(["调度员", "网格员"]),
        np.zeros(2, np.int32),
        np.zeros(2, np.int32),
    )
    events = _events(n_events, divisions, items, units, duties, cell_m, rng)
    return Snapshot(
        0,
        "small-county",
        "130529",
        "巨鹿县",
        True,
        "审图号 GS(2024)0650号",
        divisions,
        _mesh(divisions, cells, side * 2 * grids, cell_m),
        _ground(divisions, cell_m),
        _households(divisions, cell_m, rng),
        units,
        items,
        duties,
        staff,
        events,
    )


def without_grids(s: Snapshot) -> Snapshot:
    """A county of one grid a village before its villages were divided: each is one face."""
    d = s.divisions
    kept = np.flatnonzero(d.level < Level.GRID)
    row = np.full(len(d) + 1, -1, np.int32)
    row[kept] = np.arange(len(kept))
    row[:-1][d.level == Level.GRID] = row[d.parent[d.level == Level.GRID]]
    columns = {f.name: getattr(d, f.name) for f in fields(d)}
    texts = {n: TextColumn.of(columns[n].take(kept)) for n in ("code", "name", "short_name")}
    others = {n: c[kept] for n, c in columns.items() if n not in texts}
    end = np.array([1 + max(i, int(row[int(e) - 1])) for i, e in enumerate(d.end[kept])], np.int32)
    return replace(
        s, divisions=Divisions(**(texts | others | {"parent": row[d.parent[kept]], "end": end})),
        mesh=replace(s.mesh, left=row[s.mesh.left], right=row[s.mesh.right]),
        households=replace(s.households, division=row[s.households.division]),
        events=replace(s.events, division=row[s.events.division]),
        units=replace(s.units, division=row[s.units.division]), staff=replace(s.staff, division=row[s.staff.division]),
    )  # fmt: skip


def _divisions(side: int, grids: int, cell_m: float) -> tuple[Divisions, dict[tuple[int, int], int]]:
    rows: list[tuple[str, str, str, Level, float, float, float, float]] = []
    village_m, town_m = grids * cell_m, side * grids * cell_m
    rows.append(("130529", "巨鹿县", "巨鹿县", Level.COUNTY, 0, 0, 2 * town_m, 2 * town_m))
    place: dict[str, tuple[int, int]] = {}
    for t in range(4):
        tx, ty = (t % 2) * town_m, (t // 2) * town_m
        town = f"130529{100 + t:03d}"
        rows.append((town, TOWNSHIPS[t], TOWNSHIPS[t], Level.TOWNSHIP, tx, ty, town_m, town_m))
        for v in range(side * side):
            vx, vy = tx + (v % side) * village_m, ty + (v // side) * village_m
            village = f"{town}{v + 1:03d}"
            name = "小留庄" if (t, v) == (1, 0) else f"{TOWNSHIPS[t][0]}庄{v + 1}"
            rows.append((village, f"{name}村委会", name, Level.VILLAGE, vx, vy, village_m, village_m))
            for g in range(grids * grids):
                gx, gy = vx + (g % grids) * cell_m, vy + (grids - 1 - g // grids) * cell_m
                code = f"{village}{g + 1:03d}"
                place[code] = (round(gx / cell_m), round(gy / cell_m))
                rows.append((code, f"第 {g + 1:03d} 网格", f"{g + 1:03d}", Level.GRID, gx, gy, cell_m, cell_m))
    rows.sort()
    codes = [r[0] for r in rows]
    level = np.array([r[3] for r in rows], np.uint8)
    box = np.array([r[4:] for r in rows], float)
    x0, y0 = box[:, 0] + ORIGIN[0], box[:, 1] + ORIGIN[1]
    cut = {6: 0, 9: 6, 12: 9, 15: 12}
    parent = np.array([codes.index(c[: cut[len(c)]]) if cut[len(c)] else -1 for c in codes], np.int32)
    end = np.array(
        [
            next((j for j in range(i + 1, len(codes)) if not codes[j].startswith(c)), len(codes))
            for i, c in enumerate(codes)
        ],
        np.int32,
    )
    leaf = (level == Level.GRID).astype(np.int32) * 40
    divisions = Divisions(
        TextColumn.of(codes),
        TextColumn.of([r[1] for r in rows]),
        TextColumn.of([r[2] for r in rows]),
        level,
        parent,
        end,
        x0 + box[:, 2] / 2,
        y0 + box[:, 3] / 2,
        np.column_stack([x0, y0, x0 + box[:, 2], y0 + box[:, 3]]),
        box[:, 2] * box[:, 3],
        np.array([leaf[i:e].sum() for i, e in enumerate(end)], np.int32),
        (level == Level.GRID).astype(np.int32) * 2,
        np.zeros(len(rows), np.int64),
    )
    return divisions, {place[c]: i for i, c in enumerate(codes) if c in place}


def _units(divisions: Divisions) -> Units:
    towns = divisions.rows_of(Level.TOWNSHIP)
    names = UNIT_NAMES + [divisions.short_name[t] for t in towns]
    return Units(
        np.arange(1, len(names) + 1, dtype=np.int32),
        TextColumn.of(names),
        TextColumn.of([f"巨鹿县{n}" for n in names]),
        np.array([UnitKind.DEPARTMENT] * len(UNIT_NAMES) + [UnitKind.TOWNSHIP] * len(towns), np.uint8),
        np.concatenate([np.zeros(len(UNIT_NAMES), np.int32), towns]),
        np.full(len(names), 80, np.int32),
        np.zeros(len(names), np.int64),
    )


def _mesh(divisions: Divisions, cells: dict[tuple[int, int], int], n: int, cell_m: float) -> Mesh:
    arcs, left, right = [], [], []
    for i in range(n + 1):
        for j in range(n):
            arcs.append([(i * cell_m, j * cell_m), (i * cell_m, (j + 1) * cell_m)])
            left.append(cells.get((i - 1, j), -1))
            right.append(cells.get((i, j), -1))
            arcs.append([(j * cell_m, i * cell_m), ((j + 1) * cell_m, i * cell_m)])
            left.append(cells.get((j, i), -1))
            right.append(cells.get((j, i - 1), -1))

    def rank(a: int, b: int) -> Level:
        if a < 0 or b < 0:
            return Level.COUNTY
        for level in (Level.TOWNSHIP, Level.VILLAGE):
            if divisions.ancestor(a, level) != divisions.ancestor(b, level):
                return level
        return Level.GRID

    return Mesh(
        np.arange(1, len(arcs) + 1, dtype=np.int32),
        np.arange(0, 2 * len(arcs) + 1, 2, dtype=np.int32),
        np.array(arcs, float).reshape(-1, 2) + ORIGIN,
        np.array(left, np.int32),
        np.array(right, np.int32),
        np.array([rank(a, b) for a, b in zip(left, right, strict=True)], np.uint8),
    )


def _ground(divisions: Divisions, cell_m: float) -> Ground:
    shapes, kinds = [], []
    for village in divisions.rows_of(Level.VILLAGE):
        x, y, h = divisions.label_x[village], divisions.label_y[village], cell_m * 0.6
        shapes.append([(x - h, y - h), (x + h, y - h), (x + h, y + h), (x - h, y + h), (x - h, y - h)])
        kinds.append(GroundKind.SETTLEMENT)
    x0, y0, x1, y1 = divisions.bounds[0]
    shapes.append([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2 + 90)])
    kinds.append(GroundKind.ROAD_MAJOR)
    offsets = np.cumsum([0] + [len(s) for s in shapes]).astype(np.int32)
    names = ["邢德线" if k is GroundKind.ROAD_MAJOR else "" for k in kinds]
    return Ground(
        np.array(kinds, np.uint8), offsets, np.concatenate([np.array(s, float) for s in shapes]), TextColumn.of(names)
    )


def _households(divisions: Divisions, cell_m: float, rng: np.random.Generator) -> Households:
    leaves = np.repeat(divisions.rows_of(Level.GRID), 40)
    off = (rng.random((len(leaves), 2)) - 0.5) * cell_m * 0.9
    return Households(
        divisions.label_x[leaves] + off[:, 0],
        divisions.label_y[leaves] + off[:, 1],
        leaves.astype(np.int32),
        np.zeros(len(leaves), np.float32),
        np.full(len(leaves), 3, np.uint8),
    )


def _events(
    n: int, divisions: Divisions, items: Items, units: Units, duties: Duties, cell_m: float, rng: np.random.Generator
) -> Events:
    reported = np.sort(NOW - (rng.random(n) ** 3 * 500 * DAY_S).astype(np.int64) - 60)
    status = rng.choice([0, 1, 2, 3, 4, 5, 6, 7], n, p=[0.03, 0.05, 0.01, 0.2, 0.1, 0.02, 0.56, 0.03]).astype(np.uint8)
    closed = status >= Status.CLOSED
    item = rng.integers(0, 22, n).astype(np.uint8)
    limit = np.array([2 * 3600, 10 * 3600, 2 * DAY_S, 9 * DAY_S])[items.limit_class[item]]
    due = np.where(
        closed, reported + limit, np.maximum(reported + limit, NOW - 2 * DAY_S + rng.integers(0, 9 * DAY_S, n))
    )
    day = day_number(reported).astype(np.int32)
    first = np.searchsorted(day, day)
    assigned = (status >= Status.ASSIGNED) & (status <= Status.CLOSED)
    zero = np.zeros(n, np.int64)
    grid = rng.choice(divisions.rows_of(Level.GRID), n).astype(np.int32)
    off = (rng.random((n, 2)) - 0.5) * cell_m * 0.9
    suggested = (item % len(UNIT_NAMES)).astype(np.int16)
    return Events(
        id=np.arange(1, n + 1, dtype=np.int32),
        day=day,
        serial=(np.arange(n) - first + 1).astype(np.int32),
        x=divisions.label_x[grid] + off[:, 0],
        y=divisions.label_y[grid] + off[:, 1],
        division=grid,
        item=item,
        limit_class=items.limit_class[item],
        source=rng.integers(0, len(Source), n).astype(np.uint8),
        status=status,
        paused=(rng.random(n) < 0.05) & (status == Status.ASSIGNED),
        unit=np.where(assigned, suggested, -1).astype(np.int16),
        suggested=suggested,
        reported_at=reported,
        accepted_at=np.where(status > 0, reported + 300, 0),
        assigned_at=np.where(assigned, reported + 900, 0),
        replied_at=np.where(status >= Status.REPLIED, reported + 3600, 0),
        resolved_at=zero,
        closed_at=np.where(closed, np.minimum(reported + limit, NOW), 0),
        paused_at=zero,
        reply_due=zero,
        close_due=due,
        warn_at=due - limit // 4,
        provisional=np.zeros(n, bool),
        returns=(status == Status.RETURNED).astype(np.uint8),
        rework=np.zeros(n, np.uint8),
        rating=np.zeros(n, np.uint8),
        photos=np.zeros(n, np.uint8),
        version=zero.copy(),
        description=TextColumn.of([SENTENCES[i % 7] for i in range(n)]),
        reporter=TextColumn.of(["张建国"] * n),
        phone=TextColumn.of(["13912341234"] * n),
    )
