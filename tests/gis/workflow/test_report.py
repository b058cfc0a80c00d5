"""登记: a new event with its number, clocks and place; what must be mended, what one should look twice at."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from gis.boundaries.locate import GridLocator
from gis.county.telephone import phone_fault, plain_phone
from gis.events.states import Act, Source, Status
from gis.foundation.crs import to_degrees
from gis.foundation.errors import Refused
from gis.people.permissions import refuse_forbidden
from gis.people.roles import Person, Role
from gis.workflow.classify import classify
from gis.workflow.report import Report, faults, lead_of, matters_of
from gis.workflow.report_flags import FlagKind, border_flag, own_grid_flag, photo_flags
from tests.gis.workflow.office import DISPATCHER, Office, at

NOON = at(2026, 11, 23, 11)


@dataclass(frozen=True)
class Seen:
    taken_at: int = 0
    lon: float | None = None
    lat: float | None = None


def grid_of(office: Office) -> int:
    divisions = office.workspace.snapshot.divisions
    return next(row for row in range(len(divisions)) if divisions.code[row].endswith("101001002"))


def told(office: Office, **more) -> Report:
    """A report from the middle of a grid."""
    d, grid = office.workspace.snapshot.divisions, grid_of(office)
    lon, lat = to_degrees(float(d.label_x[grid]), float(d.label_y[grid]))
    plain = Report(
        Source.PHONE, "张国", "13912345678", 4, title="界墙争议", text="两户争执。", division=grid, lon=float(lon),
        lat=float(lat), reported_at=NOON - 60,
    )  # fmt: skip
    return replace(plain, **more)


def registered(office: Office, one: Report, **more):
    office.workspace.act_as(DISPATCHER)
    return office.workspace.do(office.casework.registered(one, **more))


def test_a_report_is_numbered_and_its_clocks_run_from_the_report(office):
    last = int(office.events.serial[office.events.day == office.events.day[-1]].max())
    done = registered(office, told(office, limit_class=3))
    row = len(office.events) - 1
    assert office.events.number(row) == f"JL20261123-{last + 1:04d}"
    assert office.value(row, "status") == Status.REPORTED and office.value(row, "reported_at") == NOON - 60
    assert office.value(row, "close_due") == at(2026, 12, 2, 18)  # other matters: 7 working days
    assert office.events.description[row] == "界墙争议。两户争执。"
    assert office.events.phone[row] == "13912345678"
    assert [s.act for s in done.change.steps] == [Act.REPORT]
    assert office.workspace.history(row)[0].note == "电话"


def test_accepting_on_the_way_is_one_change_and_one_undo(office):
    registered(office, told(office), accept=True)
    row = len(office.events) - 1
    assert office.value(row, "status") == Status.ACCEPTED and office.value(row, "accepted_at") == NOON
    assert [line.act for line in office.workspace.history(row)] == [Act.REPORT, Act.ACCEPT]
    before = len(office.events)
    office.undo()
    assert len(office.events) == before - 1


def test_a_part_of_an_open_event_keeps_its_reporter(office):
    parent = office.row(Status.ACCEPTED)
    registered(office, told(office), parent=parent)
    row = len(office.events) - 1
    assert office.value(row, "status") == Status.MERGED and office.events.reporter[row] == "张国"
    assert int(office.events.id[row]) in office.casework.file(parent).children
    office.undo()
    assert not office.casework.file(parent).children


def test_a_closed_event_takes_no_part(office):
    with pytest.raises(Refused, match="已办结，不能并入"):
        office.casework.registered(told(office), parent=office.row(Status.CLOSED))


def test_numbers_go_on_from_what_other_stations_wrote(office):
    """The second of two reports made on one snapshot takes the next number, since keys come from the store."""
    first = office.casework.registered(told(office))
    office.workspace.store().commit(first, "乙", "乙席", 0, NOON)
    second = office.casework.registered(told(office, title="另一件"))
    numbers = [c.edits[0].after["number"] for c in (first, second)]
    assert int(numbers[1][-4:]) == int(numbers[0][-4:]) + 1


def test_every_field_that_must_be_mended_is_named(office):
    empty = Report(reported_at=NOON)
    assert list(faults(office.workspace.snapshot, empty, NOON)) == ["item", "title", "division", "place"]
    with pytest.raises(Refused, match="有 2 项待改：电话：差 1 位，应为 11 位；事项"):
        office.casework.registered(told(office, phone="1391234567", item=-1))
    late = faults(office.workspace.snapshot, told(office, reported_at=NOON + 3600), NOON)
    assert late == {"reported_at": "上报时间在将来"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ""),
        ("139 1234 5678", ""),
        ("+86 13912345678", ""),
        ("１３９１２３４５６７８", ""),
        ("0319-4332211", ""),
        ("4332211", ""),
        ("12345", ""),
        ("400-800-1234", ""),
        ("1391234567", "差 1 位，应为 11 位"),
        ("139123456789", "多 1 位，应为 11 位"),
        ("12912345678", "手机号应以 13 至 19 开头"),
        ("139****1234", "号码被遮住，请填完整号码"),
        ("没有", "电话只能是数字"),
        ("0319433", "应为区号加 7 或 8 位号码"),
    ],
)
def test_telephones(text, fault):
    assert phone_fault(text) == fault


def test_a_telephone_is_kept_plain():
    assert plain_phone(" +86 139-1234 5678 ") == "13912345678"


def test_the_matter_settles_whose_it_is(office):
    snapshot = office.workspace.snapshot
    one = told(office)
    rows = matters_of(snapshot, one.item, one.division)
    assert rows and lead_of(snapshot, one) == int(np.flatnonzero(snapshot.units.id == snapshot.duties.lead[rows[0]])[0])
    assert lead_of(snapshot, replace(one, division=-1)) == -1


def test_another_item_than_the_screenings_is_a_lesson(office):
    from gis.store.lessons import lessons

    done = registered(office, told(office, suggested_item=7))
    assert [s.act for s in done.change.steps] == [Act.REPORT, Act.RECLASSIFY]
    assert "初筛 事项08 → 事项05" in done.change.steps[1].note
    assert int(office.events.id[-1]) in lessons(office.workspace.store()).corrected
    agreed = office.casework.registered(told(office, suggested_item=4, title="又一件"))
    assert [s.act for s in agreed.steps] == [Act.REPORT]


# --- flags


@pytest.fixture
def locator(office):
    snapshot = office.workspace.snapshot
    return GridLocator(snapshot.mesh, snapshot.divisions)


def test_near_a_border_it_is_asked_which_grid(office, locator):
    d, grid = office.workspace.snapshot.divisions, grid_of(office)
    west, south, east, north = d.bounds[grid]
    middle = (south + north) / 2
    assert [row for row, _ in locator.near(float((west + east) / 2), float(middle), 8)] == [grid]
    nearby = locator.near(float(west + 6), float(middle), 8)
    assert nearby[0][0] == grid and nearby[1][1] == pytest.approx(6)
    flag = border_flag(d, nearby)
    assert flag is not None and flag.kind is FlagKind.BORDER and flag.grids == tuple(row for row, _ in nearby)
    assert flag.words == "距 001 网格界线 6 米，请确认归哪个网格"
    assert border_flag(d, nearby[:1]) is None
    corner = locator.near(float(east - 1), float(south + 1), 8)
    assert len(corner) == 4  # four grids meet there
    assert locator.near(0.0, 0.0, 8) == []


def test_a_border_of_villages_names_them(office, locator):
    d = office.workspace.snapshot.divisions
    grid = grid_of(office)
    east = d.bounds[grid][2]
    nearby = locator.near(float(east - 2), float(d.label_y[grid]), 8)
    words = border_flag(d, nearby).words
    assert words.startswith(f"距 {d.short_name[int(d.parent[nearby[1][0]])]} 0") and "2 米" in words


def test_a_worker_outside_the_own_grid(office):
    snapshot, grid = office.workspace.snapshot, grid_of(office)
    staff, worker = snapshot.staff, np.zeros_like(snapshot.divisions.worker)
    worker[grid] = staff.id[1]
    divisions = replace(snapshot.divisions, worker=worker)
    assert own_grid_flag(divisions, staff, 1, grid) is None
    flag = own_grid_flag(divisions, staff, 1, grid + 1)
    assert flag is not None and flag.words == "位置在 003 网格，上报人负责 002 网格"
    assert own_grid_flag(divisions, staff, -1, grid) is None and own_grid_flag(divisions, staff, 0, grid) is None
    worker[grid + 1] = staff.id[1]
    assert own_grid_flag(divisions, staff, 1, grid + 1) is None, "one worker may look after two"


def test_photos_taken_elsewhere_or_long_before(office):
    settings, one = office.workspace.settings, told(office)
    x, y = 591_000.0, 4_121_000.0
    lon, lat = to_degrees(x + 2000, y)
    far = photo_flags(x, y, one.reported_at, [Seen(one.reported_at, float(lon), float(lat))], settings)
    assert [f.kind for f in far] == [FlagKind.PHOTO_PLACE] and far[0].words == "照片拍摄地离位置 2,000 米"
    old = photo_flags(x, y, NOON, [Seen(), Seen(NOON - 5 * 86_400)], settings)
    assert [f.words for f in old] == ["照片 2 摄于上报前 5 天"]
    assert photo_flags(x, y, NOON, [Seen(NOON - 3600)], settings) == []


# --- classify and accept


def test_class_and_place_are_put_right_and_accepted_in_one_act(office):
    row = office.row(Status.REPORTED)
    one = told(office, item=0, limit_class=2)
    change = classify(office.casework.docket([row]), row, one, NOON)
    office.workspace.do(change)
    assert office.values(row, "status", "item", "limit_class", "division") == (Status.ACCEPTED, 0, 2, one.division)
    acts = [line.act for line in office.workspace.history(row)]
    assert acts[-2:] == [Act.RECLASSIFY, Act.ACCEPT]
    x, y = office.values(row, "x", "y")
    office.undo()
    assert office.value(row, "status") == Status.REPORTED and office.values(row, "x", "y") != (x, y)


def test_nothing_to_classify_is_refused(office):
    row = office.row(Status.REPORTED)
    lon, lat = to_degrees(office.value(row, "x"), office.value(row, "y"))
    same = Report(
        item=office.value(row, "item"), limit_class=office.value(row, "limit_class"), lon=float(lon), lat=float(lat),
        division=office.value(row, "division"), reported_at=NOON,
    )  # fmt: skip
    with pytest.raises(Refused, match="没有改动"):
        classify(office.casework.docket([row]), row, same, NOON, accept=False)
    late = office.row(Status.ASSIGNED)
    with pytest.raises(Refused, match="不能再分类受理"):
        classify(office.casework.docket([late]), late, same, NOON)


def test_who_may_only_report_does_not_accept_by_the_way(office):
    cadre = Person(1, "c", "张村干", Role.VILLAGE, 0, 0, "130529101001")
    plain = office.casework.registered(told(office))
    refuse_forbidden(cadre, plain, office.workspace.snapshot, False)
    for more in ({"accept": True}, {"parent": office.row(Status.ACCEPTED)}):
        change = office.casework.registered(told(office), **more)
        with pytest.raises(Refused, match="村干部不能"):
            refuse_forbidden(cadre, change, office.workspace.snapshot, False)


def test_a_township_accepts_what_lies_in_it_and_registers_the_rest(office):
    snapshot, one = office.workspace.snapshot, told(office)
    own = snapshot.divisions.code[one.division][:9]
    accepted = office.casework.registered(one, accept=True)
    refuse_forbidden(Person(1, "t", "刘敏", Role.TOWNSHIP, 0, 0, own), accepted, snapshot, False)
    stranger = Person(2, "t", "刘敏", Role.TOWNSHIP, 0, 0, "130529999")
    with pytest.raises(Refused, match="只能登记，不能受理"):
        refuse_forbidden(stranger, accepted, snapshot, False)
    refuse_forbidden(stranger, office.casework.registered(one), snapshot, False)
