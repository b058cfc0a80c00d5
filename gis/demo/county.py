"""The demo county: real outline, names and codes; ground, people and events made up from a seed (模拟数据)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions
from gis.county.ground import Ground, Households
from gis.county.units import UnitKind
from gis.deadlines.limits import load_rules
from gis.deadlines.seed import load_calendar
from gis.demo.authorities import build_duties, build_items, build_units
from gis.demo.detours import draw_detours
from gis.demo.draft import Context, columns_of, draw_events, sent_to
from gis.demo.histories import write_histories
from gis.demo.lives import OfficeTime, natural_lives
from gis.demo.people import build_crew, worker_of_division
from gis.demo.photos import build_photos
from gis.demo.places import Places
from gis.demo.rhythm import first_day
from gis.demo.standing import FULL, settle
from gis.demo.tables import load_tables
from gis.foundation.clock import day_number
from gis.seed import CountySeed
from gis.snapshot import Snapshot

Progress = Callable[[float, str], None]
OUTLINE_CREDIT = "审图号 GS(2024)0650号"


@dataclass(frozen=True)
class Land:
    """The ground that events fall on."""

    divisions: Divisions
    mesh: Mesh
    ground: Ground
    households: Households


def build_seed(seed: int, scale: float, now: int, progress: Progress | None = None) -> CountySeed:
    """The whole demo county, the same for the same (seed, scale, day of `now`, instant of `now`).

    scale: 1 is the full county of 250,577 events; households, grids and events shrink with it. now: UTC seconds, the
    last instant that anything happens. progress(share 0 … 1, Chinese words). Raises TableError for a faulty table.
    """
    from gis.demo.geography import build_geography

    tell = progress or (lambda _share, _words: None)
    built = build_geography(seed, scale, lambda share, words: tell(0.7 * share, f"地理：{words}"))
    land = Land(built.divisions, built.mesh, built.ground, built.households)
    return populate(land, round(FULL * scale), seed, now, lambda share, words: tell(0.7 + 0.3 * share, words))


def populate(land: Land, count: int, seed: int, now: int, progress: Progress | None = None) -> CountySeed:
    """People, duties and `count` events on a given ground."""
    tell = progress or (lambda _share, _words: None)
    tables, rules, calendar = load_tables(), load_rules(), load_calendar()
    rng = np.random.default_rng([seed, count, int(day_number(now))])
    units, items = build_units(tables, land.divisions), build_items(tables)
    duties, powers = build_duties(tables, land.divisions, units)
    crew = build_crew(tables, land.divisions, units, rng)
    divisions = replace(land.divisions, worker=worker_of_division(crew, land.divisions))
    land = replace(land, divisions=divisions)

    tell(0.05, "生成事件")
    context = Context(land.divisions, tables, units, items, powers, crew, rules, calendar)
    draft = draw_events(context, Places(divisions, land.mesh, land.ground, land.households), count, now, rng)
    tell(0.4, "推演办理过程")
    office = OfficeTime(calendar, first_day(now), int(day_number(now)))
    lives = natural_lives(draft.reported, draft.limit_class, rules, calendar, office, rng)
    standing = settle(lives, units.kind[draft.suggested] == UnitKind.DEPARTMENT, now, rules, calendar, office, rng)
    detours = draw_detours(lives, standing, now, office, rng)
    sent = sent_to(context, draft, standing, detours, rng)
    tell(0.55, "写办理历史")
    steps = write_histories(context, draft, lives, standing, detours, sent, rng)
    tell(0.8, "画现场照片")
    photos = build_photos(tables, draft, lives, standing.status, rng)
    tell(0.95, "汇总")
    events = columns_of(context, draft, lives, standing, detours, sent, photos, rng)
    tell(1.0, "内容已生成")
    snapshot = Snapshot(
        seq=0,
        uid=f"demo-{seed}-{count}-{int(day_number(now))}",
        code=divisions.code[0],
        name=divisions.name[0],
        made_up=True,
        outline_credit=OUTLINE_CREDIT,
        divisions=divisions,
        mesh=land.mesh,
        ground=land.ground,
        households=land.households,
        units=units,
        items=items,
        duties=duties,
        staff=crew.staff,
        events=events,
    )
    return CountySeed(snapshot, steps, photos)
