"""Borders and households that arrive from files, on an open county: read, surveyed, and taken in as a draft.

Reading and surveying change nothing. What is taken in is a plan like any other: looked at, submitted and approved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gis.boundaries.actions.redivide import Redivide, together
from gis.boundaries.adjoining import SNAP_M as COUNTY_SNAP_M
from gis.boundaries.adjoining import Adjoining, adjoining
from gis.boundaries.arriving import SNAP_M, Arriving, Group, surveyed
from gis.boundaries.arriving_villages import surveyed_villages
from gis.boundaries.editing.perform import edit_of, perform
from gis.boundaries.editing.state import State
from gis.boundaries.plans.drawing import stroke_of
from gis.boundaries.plans.plan import Plan
from gis.boundaries.repair import Repair
from gis.county.divisions import Level
from gis.foundation.errors import Refused
from gis.intake.border_reading import LEVEL_WORD, BorderReading, read_borders, village_finder
from gis.intake.datum import Datum
from gis.intake.geofiles import GeoSheet
from gis.intake.household_reading import HouseholdReading, read_households
from gis.intake.lines import REACH_M
from gis.planning.planning import WRITING, Planning

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class BorderSurvey:
    """A reading laid against the county in force. groups: villages taken together, with every repair. same: villages
    whose borders the file has as they are."""

    reading: BorderReading
    groups: tuple[Group, ...]

    @property
    def repairs(self) -> tuple[Repair, ...]:
        return tuple(repair for group in self.groups for repair in group.repairs)

    @property
    def changing(self) -> tuple[Group, ...]:
        """Groups that would change something."""
        return tuple(group for group in self.groups if group.gesture is not None)

    @property
    def impossible(self) -> tuple[Group, ...]:
        """Groups that cannot be taken in, each saying why."""
        return tuple(group for group in self.groups if group.why_not)

    @property
    def same(self) -> int:
        return len(self.groups) - len(self.changing) - len(self.impossible)


class Arrivals:
    """Everything here reads files or the store and runs on a worker."""

    def __init__(self, planning: Planning) -> None:
        self.planning = planning

    def read_borders(
        self, path: Path, datum: Datum | None = None, layer: str = "", told: Mapping[str, str] | None = None,
        sheets: Sequence[GeoSheet] = (), reach_m: float = REACH_M,
    ) -> BorderReading:  # fmt: skip
        """A file of borders, understood; IntakeError says what is wrong with it. told: field → heading as the user says
        it. sheets: the layers, if they have been read already. reach_m: as there."""
        from gis.boundaries.locate import GridLocator

        snapshot = self.planning.workspace.snapshot
        locator = GridLocator(snapshot.mesh, snapshot.divisions)
        return read_borders(path, snapshot.divisions, locator, datum, layer, told, sheets, reach_m)

    def survey(self, reading: BorderReading, snap_m: float = SNAP_M, progress: Progress | None = None) -> BorderSurvey:
        """What taking a reading in would repair and change; nothing is done. snap_m: corners this near to one in force
        are that one."""
        areas = [Arriving(d.code, d.name, d.shape) for d in reading.drafts]
        state = self.planning.county()
        if reading.level is Level.GRID:
            return BorderSurvey(reading, tuple(surveyed(state, areas, snap_m, progress)))
        if reading.level is Level.VILLAGE:
            return BorderSurvey(reading, tuple(surveyed_villages(state, areas, snap_m, progress)))
        word = LEVEL_WORD[reading.level]
        remedy = "邻县请用接入邻县。" if reading.level is Level.COUNTY else "乡镇界由村界合成，请导入村界。"
        raise Refused(f"{reading.sheet.file} 里是{word}的边界，这里只能导入网格和村的边界。", remedy)

    def read_neighbours(self, path: Path, datum: Datum | None = None, layer: str = "") -> BorderReading:
        """A file of the counties around (codes of 6 digits); IntakeError says what is wrong with it."""
        reading = self.read_borders(path, datum, layer)
        if reading.level is not Level.COUNTY:
            raise Refused(f"{reading.sheet.file} 里是{LEVEL_WORD[reading.level]}的边界，不是邻县的。")
        return reading

    def adjoining(self, reading: BorderReading, snap_m: float = COUNTY_SNAP_M) -> Adjoining:
        """What it takes to bring the counties around onto the table; nothing is done. NotRepairable if they do not
        fit."""
        areas = [Arriving(d.code, d.name, d.shape) for d in reading.drafts]
        return adjoining(self.planning.county(), areas, snap_m)

    def adjoin(
        self, reading: BorderReading, name: str, snap_m: float = COUNTY_SNAP_M, progress: Progress | None = None
    ) -> tuple[Plan, Adjoining]:
        """A new draft in which the counties around share this one's border; with what was done to their outlines.
        NotRepairable where they do not fit. progress: as in `take_in`."""
        planning, found = self.planning, self.adjoining(reading, snap_m)
        words = f"由 {reading.sheet.file} 导入；{reading.found.words}；修正 {len(found.repairs)} 处"
        if progress is not None:
            progress(WRITING, "写入草案")
        table = planning.open(planning.create(name, (), words).id)
        planning.do(planning.stroke(table, found.gesture, f"导入 {reading.sheet.file}"))
        return planning.plan(table.plan.id), found

    def take_in(
        self, survey: BorderSurvey, name: str, progress: Progress | None = None, without: Collection[int] = ()
    ) -> Plan:
        """A new draft with what a survey would change, all of it one stroke. without: numbers of groups that are left
        as they are. progress may stop it by raising, up to and with the call whose share is WRITING: nothing is
        written before. Refused if there is nothing to take in."""
        tell = progress or (lambda share, words: None)
        groups = [g for i, g in enumerate(survey.groups) if g.gesture is not None and i not in without]
        if not groups:
            whys = "；".join(dict.fromkeys(group.why_not for group in survey.impossible))
            raise Refused(f"没有可导入的改动{f'：{whys}' if whys else '，文件与现行界线相同'}。")
        planning = self.planning
        villages = [village for group in groups for village in group.villages]
        state, at = planning.county(), planning.workspace.clock.now()
        gesture, reason = _all_of(groups), f"导入 {survey.reading.sheet.file}"
        tell(0.1, f"拼合 {len(villages)} 个村的新边界")
        draft = gesture.draft(state)  # refused before a plan is made for it
        tell(0.45, f"核对 {len(gesture.shapes):,} 个网格的农户")
        edit = edit_of(state, draft, at, reason)
        tell(WRITING, "写入草案")
        table = planning.open(planning.create(name, villages, note_of(survey, groups)).id)
        if table.state.seq != state.seq:  # another plan took effect in between
            edit = perform(table.state, gesture, at, reason)
        planning.do(stroke_of(table, edit, planning.who(), at))
        return planning.plan(table.plan.id)

    def read_households(
        self, path: Path, datum: Datum | None = None, layer: str = "", remove_missing: bool = False,
        told: Mapping[str, str] | None = None, sheets: Sequence[GeoSheet] = (),
    ) -> HouseholdReading:  # fmt: skip
        """A file of households, understood and matched with those known."""
        from gis.boundaries.locate import GridLocator
        from gis.intake.names import VillageNames
        from gis.store.columns import texts_of

        snapshot = self.planning.workspace.snapshot
        locator = GridLocator(snapshot.mesh, snapshot.divisions)
        return read_households(
            path, self.planning.county(), VillageNames(snapshot.divisions), texts_of(snapshot.divisions.code),
            village_finder(snapshot.divisions, locator), datum, layer, remove_missing, told, sheets,
        )  # fmt: skip

    def settle(self, reading: HouseholdReading, name: str, progress: Progress | None = None) -> Plan:
        """A new draft with the households of a reading. progress: as in `take_in`. Refused if nothing would change."""
        from gis.boundaries.editing.peopling import peopled

        planning, tell = self.planning, progress or (lambda share, words: None)
        state = planning.county()
        tell(0.1, "逐户落到网格里")
        edit = peopled(state, reading.wish)  # refused before a plan is made for it
        tell(WRITING, "写入草案")
        words = f"由 {reading.sheet.file} 导入；{reading.found.words}"
        table = planning.open(planning.create(name, (), words).id)
        if table.state.seq != state.seq:  # another plan took effect in between
            edit = peopled(table.state, reading.wish)
        step = stroke_of(table, edit, planning.who(), planning.workspace.clock.now())
        planning.do(step)
        return planning.plan(table.plan.id)


def _all_of(groups: Sequence[Group]) -> Redivide:
    gestures = [group.gesture for group in groups if group.gesture is not None]
    if len(gestures) == 1:
        return gestures[0]
    grids = sum(len(gesture.shapes) for gesture in gestures)
    return together(gestures, f"导入 {sum(len(g.villages) for g in groups)} 个村的边界（{grids} 个网格）")


def note_of(survey: BorderSurvey, groups: Sequence[Group]) -> str:
    """What is kept with the plan of where it came from and what was repaired for the groups taken in."""
    reading = survey.reading
    words = [f"由 {reading.sheet.file} 导入", f"编码 {reading.sheet.encoding}", reading.found.words]
    words += list(reading.found.repairs)
    counts: dict[str, int] = {}
    for repair in (repair for group in groups for repair in group.repairs):
        counts[repair.kind.value] = counts.get(repair.kind.value, 0) + 1
    words += [f"{kind} {count} 处" for kind, count in counts.items()]
    return "；".join(words)


def preview_of(survey: BorderSurvey, state: State) -> list[str]:
    """Sentences for every group, in order."""
    out = []
    for group in survey.groups:
        names = "、".join(state.name_of(v) for v in group.villages[:3]) + ("等村" if len(group.villages) > 3 else "")
        if group.why_not:
            out.append(f"{names}：不能导入。{group.why_not}")
        elif group.gesture is None:
            out.append(f"{names}：与现行界线相同")
        else:
            out.append(f"{names}：{len(group.gesture.shapes)} 个网格，修正 {len(group.repairs)} 处")
    return out
