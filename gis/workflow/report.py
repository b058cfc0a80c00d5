"""事件上报: a new event from the phone, the counter, 12345, a patrol …, as a person registers it at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gis.county.telephone import phone_fault, plain_phone
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.course import Course, Dues, dues
from gis.deadlines.limits import LimitClass, Rule
from gis.events.county import County
from gis.events.states import SOURCE_WORD, Act, Source, Status
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.foundation.clock import day_number, local
from gis.foundation.errors import Refused
from gis.workflow.acting import closed_word, edited
from gis.workflow.docket import due_columns
from gis.workflow.pictures import NewPicture, picture_edits

KIND, WORD = "report", "登记"
TITLE_LENGTH, TEXT_LENGTH = 60, 2000
AHEAD_S = 600  # how far a report may lie in the future: clocks of two machines differ


@dataclass(frozen=True)
class Report:
    """A report as it stands in the form; -1 and "" mean not given yet.

    title, text: 事由 and 描述; together they are the description. item: row in Items. matter: the line of the list of
    duties that it falls under (宅基地界墙), which settles whose it is where an item has several. limit_class:
    LimitClass, None for the item's own. division: grid row (or a village not yet divided). lon, lat: EPSG:4490 degrees,
    None without a pin. reported_at: UTC seconds, from which both clocks run. suggested_item: what the first screening
    put first, -1 nothing. notes: what was confirmed along the way, kept in the first step.
    """

    source: Source = Source.PHONE
    reporter: str = ""
    phone: str = ""
    item: int = -1
    matter: str = ""
    limit_class: int | None = None
    title: str = ""
    text: str = ""
    division: int = -1
    lon: float | None = None
    lat: float | None = None
    reported_at: int = 0
    suggested_item: int = -1
    notes: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """事由 and 描述 as one text; a 描述 that begins with the 事由 does not say it twice."""
        title, text = self.title.strip(), self.text.strip()
        if not title or text.startswith(title):
            return text
        return f"{title}。{text}" if text and title[-1] not in "。！？；" else title + text


@dataclass(frozen=True)
class Keys:
    """Free keys as the store has them now. event: id of the next event. serial: the last number of each day (day
    number → running number)."""

    event: int
    serial: Mapping[int, int] = field(default_factory=dict)


def faults(county: County, one: Report, now: int) -> dict[str, str]:
    """What must be mended before a report can be registered: field → what is wrong, in the order of the form."""
    found = {
        "reporter": "" if one.reporter.strip() or not one.phone.strip() else "留了电话，请填上报人",
        "phone": phone_fault(one.phone),
        "item": "" if 0 <= one.item < len(county.items) else "请选类别和事项",
        "title": _title_fault(one),
        "division": "" if 0 <= one.division < len(county.divisions) else "请选村居和网格，或在图上点位置",
        "place": "" if one.lon is not None and one.lat is not None else "请在图上点出位置",
        "reported_at": _time_fault(one.reported_at, now),
    }
    return {name: words for name, words in found.items() if words}


FIELD_WORD = {
    "reporter": "上报人", "phone": "电话", "item": "事项", "title": "事由", "division": "村居", "place": "位置",
    "reported_at": "上报时间",
}  # fmt: skip


def report(
    county: County,
    rules: Sequence[Rule],
    calendar: WorkCalendar,
    one: Report,
    keys: Keys,
    now: int,
    *,
    accept: bool = False,
    parent: int = -1,
    pictures: Sequence[NewPicture] = (),
) -> Change:
    """The change that registers a report as 待受理, with clocks from its own time and the next number of its day.

    accept: it is taken (立案) in the same act. parent: event row that it becomes a part of (并案) instead of going on
    by itself; its reporter is kept and hears the result. Refused names every field that must be mended first.
    """
    if wrong := faults(county, one, now):
        told = "；".join(f"{FIELD_WORD[name]}：{words}" for name, words in wrong.items())
        raise Refused(f"有 {len(wrong)} 项待改：{told}。", "改好后再登记，已填的内容都在。")
    if parent >= 0 and (closed := closed_word(county.events, parent)):
        raise Refused(
            f"{county.events.number(parent)} {closed}，不能并入。", "请另选一件未办结的事件，或作为新件登记。"
        )
    due = foreseen(county, rules, calendar, one)
    number = _number(one.reported_at, keys)
    values = _values(county, one, number, due, len(pictures))
    steps = [NewStep(keys.event, int(Act.REPORT), 0, _note(one))]
    edits: list[RowEdit] = []
    if 0 <= one.suggested_item != one.item:
        names = county.items.name
        steps.append(
            NewStep(keys.event, int(Act.RECLASSIFY), 0, f"初筛 {names[one.suggested_item]} → {names[one.item]}")
        )
    if parent >= 0:
        values |= {"status": int(Status.MERGED), "closed_at": now}
        edits = [edited(county, parent), RowEdit("merged", keys.event, 0, None, _merged(county, parent, now))]
        steps.append(NewStep(keys.event, int(Act.MERGE), 0, f"并入 {county.events.number(parent)}"))
        steps.append(NewStep(int(county.events.id[parent]), int(Act.MERGE), 0, f"并入 {number}"))
    elif accept:
        values |= {"status": int(Status.ACCEPTED), "accepted_at": now}
        steps.append(NewStep(keys.event, int(Act.ACCEPT), 0))
    edits = [RowEdit("event", keys.event, 0, None, values), *edits, *picture_edits(keys.event, pictures)]
    return Change(KIND, _label(county, number, accept, parent), tuple(edits), tuple(steps))


def foreseen(county: County, rules: Sequence[Rule], calendar: WorkCalendar, one: Report) -> Dues:
    """Both clocks as they would run from the report's own time."""
    item = int(county.items.id[one.item])
    return dues(tuple(rules), int(class_of(county, one)), Course(one.reported_at), calendar, item)


def class_of(county: County, one: Report) -> LimitClass:
    """The class of limits that applies: the one chosen, else the item's own."""
    return LimitClass(int(county.items.limit_class[one.item]) if one.limit_class is None else one.limit_class)


def matters_of(county: County, item: int, division: int) -> list[int]:
    """Rows in Duties that cover an item row in a division row, the smallest area first; anywhere in the county while
    the place (-1) is not known, one row for each matter."""
    duties = county.duties
    rows = np.flatnonzero(duties.item == county.items.id[item]).tolist()
    if division < 0:
        return list({duties.matter[row]: row for row in reversed(rows)}.values())[::-1]
    areas = county.divisions.path(division)
    inside = [row for row in rows if int(duties.division[row]) in areas]
    return sorted(inside, key=lambda row: (-areas.index(int(duties.division[row])), row))


def duty_of(county: County, one: Report) -> int:
    """Row in Duties that a report falls under: that of its matter, else the first that covers item and place; -1 where
    the list names none, or the place is not known yet."""
    if one.item < 0 or one.division < 0:
        return -1
    rows = matters_of(county, one.item, one.division)
    named = [row for row in rows if county.duties.matter[row] == one.matter]
    return (named or rows or [-1])[0]


def lead_of(county: County, one: Report) -> int:
    """Unit row that leads a report's duty; -1 for none."""
    duty = duty_of(county, one)
    found = np.flatnonzero(county.units.id == county.duties.lead[duty]).tolist() if duty >= 0 else []
    return found[0] if found else -1


def suggested_unit(county: County, one: Report) -> int:
    """Unit id that leads a report's duty; 0 for none."""
    duty = duty_of(county, one)
    return int(county.duties.lead[duty]) if duty >= 0 else 0


def _values(county: County, one: Report, number: str, due: Dues, photos: int) -> dict[str, Scalar]:
    return {
        "number": number,
        "lon": one.lon,
        "lat": one.lat,
        "division": county.divisions.code[one.division],
        "item": int(county.items.id[one.item]),
        "limit_class": int(class_of(county, one)),
        "source": int(one.source),
        "status": int(Status.REPORTED),
        "suggested": suggested_unit(county, one),
        "reported_at": one.reported_at,
        **due_columns(due),
        "photos": photos,
        "description": one.description,
        "reporter": one.reporter.strip(),
        "phone": plain_phone(one.phone),
    }


def _merged(county: County, parent: int, now: int) -> dict[str, Scalar]:
    return {"parent": int(county.events.id[parent]), "at": now}


def _number(reported_at: int, keys: Keys) -> str:
    """JL20261123-0272: the next of the day of the report."""
    serial = keys.serial.get(day_number(reported_at), 0) + 1
    return f"JL{local(reported_at):%Y%m%d}-{serial:04d}"


def _note(one: Report) -> str:
    return "；".join(filter(None, [SOURCE_WORD[Source(one.source)], one.matter, *one.notes]))


def _label(county: County, number: str, accept: bool, parent: int) -> str:
    serial = number.rsplit("-", 1)[1]
    if parent >= 0:
        return f"登记 {serial} 并入 {int(county.events.serial[parent]):04d}"
    return f"登记 {serial} 并立案" if accept else f"登记 {serial}"


def _title_fault(one: Report) -> str:
    if not one.description:
        return "请写事由"
    if len(one.title.strip()) > TITLE_LENGTH:
        return f"事由最多 {TITLE_LENGTH} 字，细节请写到描述里"
    return f"描述最多 {TEXT_LENGTH:,} 字" if len(one.text) > TEXT_LENGTH else ""


def _time_fault(reported_at: int, now: int) -> str:
    if not reported_at:
        return "请填上报时间"
    if reported_at > now + AHEAD_S:
        return "上报时间在将来"
    return "上报时间过早，请核对年份" if reported_at < now - 366 * 86_400 else ""
