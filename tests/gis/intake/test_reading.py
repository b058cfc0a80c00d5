"""Whole files against a county: the datum doctor, faults by row, duplicates, and one change that comes in whole."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest

from gis.boundaries.locate import GridLocator
from gis.county.divisions import Level
from gis.events.states import Source, Status
from gis.foundation.clock import local
from gis.foundation.crs import wgs_to_bd, wgs_to_gcj
from gis.intake.aside import write_aside
from gis.intake.datum import Datum
from gis.intake.reading import read_events
from gis.intake.sheets import IntakeError
from gis.snapshot import Snapshot
from tests.gis.intake.arriving import HEADINGS, rows_in_villages, write_csv
from tests.small_county import NOW, make_snapshot


@pytest.fixture(scope="module")
def county() -> Snapshot:
    return make_snapshot(50)


@pytest.fixture(scope="module")
def locator(county: Snapshot) -> GridLocator:
    return GridLocator(county.mesh, county.divisions)


def village_of(county: Snapshot, division: int) -> str:
    return county.divisions.short_name[county.divisions.ancestor(division, Level.VILLAGE)]


@pytest.mark.parametrize(("shift", "datum"), [(None, Datum.WGS84), (wgs_to_gcj, Datum.GCJ02), (wgs_to_bd, Datum.BD09)])
def test_the_datum_is_told_by_the_villages_named(
    county: Snapshot, locator: GridLocator, tmp_path: Path, shift, datum: Datum
) -> None:
    rows = rows_in_villages(county, 32, shift)
    reading = read_events(write_csv(tmp_path / "a.csv", rows), county, locator, NOW)
    assert (reading.datum, reading.faults, len(reading.placed)) == (datum, [], 32)
    assert f"按 {datum.value.upper()} 有 32 行" in reading.datum_evidence
    for one, row in zip(reading.placed, rows, strict=True):
        assert f"{village_of(county, one.division)}村" == row[7]


def test_a_datum_that_cannot_be_told_is_asked_for_not_guessed(
    county: Snapshot, locator: GridLocator, tmp_path: Path
) -> None:
    rows = [[*row[:6], "", "", *row[8:]] for row in rows_in_villages(county, 16)]
    path = write_csv(tmp_path / "a.csv", rows)
    with pytest.raises(IntakeError, match="判断不了坐标系：没有一行写明村名") as caught:
        read_events(path, county, locator, NOW)
    assert "--datum" in caught.value.remedy
    assert len(read_events(path, county, locator, NOW, Datum.WGS84).placed) == 16


def test_a_datum_given_against_the_evidence_is_obeyed_with_a_warning(
    county: Snapshot, locator: GridLocator, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", rows_in_villages(county, 32, wgs_to_gcj))
    reading = read_events(path, county, locator, NOW, Datum.WGS84)
    assert reading.datum is Datum.WGS84
    assert "更像 GCJ-02" in reading.datum_evidence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_encodings_make_no_difference(county: Snapshot, locator: GridLocator, tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "a.csv", rows_in_villages(county), encoding=encoding)
    reading = read_events(path, county, locator, NOW)
    assert [p.draft.description for p in reading.placed] == [f"村东第 {i} 处" for i in range(24)]
    assert reading.sheet.encoding in ("UTF-8", "UTF-8（带 BOM）", "GBK / GB18030")


def test_excel_with_a_title_row_day_numbers_and_number_cells(
    county: Snapshot, locator: GridLocator, tmp_path: Path
) -> None:
    from xlsxwriter import Workbook

    path = tmp_path / "台账.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("十一月")
        sheet.write(0, 0, "十一月事件台账")
        sheet.write_row(1, 0, HEADINGS)
        for i, row in enumerate(rows_in_villages(county)):
            cells = [46330.5 + i / 4, *row[1:4], float(row[4]), float(row[5]), *row[6:9], float(row[9])]
            sheet.write_row(2 + i, 0, cells)
    reading = read_events(path, county, locator, NOW)
    assert (len(reading.placed), reading.faults) == (24, [])
    assert reading.placed[0].draft.row == 3
    assert reading.placed[0].draft.phone == "13912341234"
    assert reading.placed[4].draft.reported_at - reading.placed[0].draft.reported_at == 86_400


def test_geojson_points(county: Snapshot, locator: GridLocator, tmp_path: Path) -> None:
    features = []
    for row in rows_in_villages(county, 6):
        point = {"type": "Point", "coordinates": [float(row[4]), float(row[5])]}
        properties = dict(zip(HEADINGS[:4], row[:4], strict=True))
        features.append({"type": "Feature", "geometry": point, "properties": properties})
    features[2]["geometry"] = {"type": "LineString", "coordinates": [[115, 37], [115.1, 37]]}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    reading = read_events(path, county, locator, NOW)
    assert reading.datum is Datum.WGS84
    assert "GeoJSON 标准" in reading.datum_evidence
    assert len(reading.placed) == 5
    assert [(f.row, f.reason) for f in reading.faults] == [(3, "没有坐标，也没有写明是哪个村")]


BAD_CELLS = [  # column, what stands there, a word of the reason
    (0, "2026-13-45 09:00", "没有“"),
    (1, "事项99", "事项清单里没有"),
    (2, "", "没有填描述"),
    (3, "飞鸽传书", "不认识来源"),
    (4, "999", "不像经纬度"),
    (5, "36.5", "在县域之外"),
    (7, "村不在", "没有“村不在”这个村"),
    (2, "坏\ufffd字", "编码损坏"),
]


def bad_file(county: Snapshot, path: Path) -> tuple[Path, dict[int, str]]:
    """24 good rows (one swapped, one without a position) and one bad row of each kind; line → word of its reason."""
    rows = rows_in_villages(county)
    rows[5][4], rows[5][5] = rows[5][5], rows[5][4]
    rows[6][4] = rows[6][5] = ""
    wanted = {}
    for i, (column, value, word) in enumerate(BAD_CELLS):
        row = [f"2026-11-22 08:{i:02d}", *rows[7][1:]]
        row[column] = value
        rows.append(row)
        wanted[len(rows) + 1] = word
    rows.append(list(rows[0]))
    wanted[len(rows) + 1] = "与第 2 行重复"
    rows.append([*rows[7][:2], "放错村", rows[7][3], *rows[0][4:6], *rows[7][6:]])
    wanted[len(rows) + 1] = "坐标落在"
    return write_csv(path, rows), wanted


def test_every_bad_row_is_named_with_its_reason_and_the_good_ones_stand(
    county: Snapshot, locator: GridLocator, tmp_path: Path
) -> None:
    path, wanted = bad_file(county, tmp_path / "a.csv")
    reading = read_events(path, county, locator, NOW)
    assert [f.row for f in reading.faults] == sorted(wanted)
    for fault in reading.faults:
        assert fault.file == "a.csv"
        assert re.search(wanted[fault.row], fault.reason), fault
    assert [p.draft.row for p in reading.placed] == list(range(2, 26))
    assert reading.repairs == {"经纬度对调": 1, "没有坐标，放在村的标注点": 1}


def test_rows_kept_aside_can_be_repaired_and_imported(county: Snapshot, locator: GridLocator, tmp_path: Path) -> None:
    path, wanted = bad_file(county, tmp_path / "a.csv")
    reading = read_events(path, county, locator, NOW)
    aside = write_aside(path, reading.sheet, reading.faults)
    assert aside.name == "a.csv.待修复.csv"
    with aside.open(encoding="utf-8-sig", newline="") as file:
        kept = list(csv.DictReader(file))
    assert [int(row["原文件行号"]) for row in kept] == sorted(wanted)
    assert all(row["待修复原因"] for row in kept)
    for row in kept:
        row.update({"上报时间": "2026-11-22 10:00", "事项": "事项01", "来源": "电话"})
        row.update({"描述": f"修好 {row['原文件行号']}", "经度": "", "纬度": "", "村": "小留庄", "乡镇": "张王疃乡"})
    repaired = write_csv(aside, [list(row.values()) for row in kept], list(kept[0]))
    again = read_events(repaired, county, locator, NOW)
    assert (len(again.placed), again.faults) == (len(wanted), [])
    assert again.columns.ignored == ["原文件行号", "待修复原因"]


def test_what_is_in_the_county_already_does_not_come_twice(
    county: Snapshot, locator: GridLocator, tmp_path: Path
) -> None:
    events = county.events
    rows = rows_in_villages(county, 16)
    rows[3][0] = f"{local(int(events.reported_at[9])):%Y-%m-%d %H:%M:%S}"
    rows[3][2], rows[3][8] = events.description[9], events.reporter[9]
    reading = read_events(write_csv(tmp_path / "a.csv", rows), county, locator, NOW)
    assert [(f.row, f.reason) for f in reading.faults] == [(5, f"与已有事件 {events.number(9)} 重复")]


def test_files_that_are_no_use_are_refused_in_words(county: Snapshot, locator: GridLocator, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "a.xlsx").write_text("no zip")
    (tmp_path / "a.geojson").write_text("[1, 2]")
    (tmp_path / "a.dbf").write_text("x")
    write_csv(tmp_path / "columns.csv", [["a", "b"]], ["甲", "乙"])
    write_csv(tmp_path / "source.csv", [["2026-11-01", "事项01", "x", "小留庄"]], ["上报时间", "事项", "描述", "村"])
    words = {
        "absent.csv": "打不开",
        "empty.csv": "没有数据",
        "a.xlsx": "Excel",
        "a.geojson": "GeoJSON",
        "a.dbf": "类型",
        "columns.csv": "缺少列：描述、事项、上报时间、经度和纬度（或村）",
        "source.csv": "没有“来源”列",
    }
    for name, word in words.items():
        with pytest.raises(IntakeError, match=word) as caught:
            read_events(tmp_path / name, county, locator, NOW)
        assert caught.value.remedy
    assert len(read_events(tmp_path / "source.csv", county, locator, NOW, source=Source.PHONE).placed) == 1


def test_the_change_numbers_the_rows_and_sets_their_clocks(
    county: Snapshot, locator: GridLocator, tmp_path: Path
) -> None:
    from gis.deadlines.limits import load_rules
    from gis.deadlines.many import deadlines_many
    from gis.deadlines.seed import load_calendar
    from gis.intake.filing import change_of

    reading = read_events(write_csv(tmp_path / "工单.csv", rows_in_villages(county)), county, locator, NOW)
    rules, calendar = load_rules(), load_calendar()
    change = change_of(reading.placed, "工单.csv", county, rules, calendar)
    assert change.kind == "import"
    assert [e.key for e in change.edits] == list(range(51, 75))
    rows = [e.after for e in change.edits if e.after is not None]
    assert len({r["number"] for r in rows} | {county.events.number(i) for i in range(50)}) == 74
    reported = np.array([r["reported_at"] for r in rows])
    assert (np.diff(reported) >= 0).all()
    due = deadlines_many(np.array([r["limit_class"] for r in rows]), reported, rules, calendar)
    assert [r["close_due"] for r in rows] == due.close_due.tolist()
    assert {r["status"] for r in rows} == {int(Status.REPORTED)}
    first = int(np.flatnonzero(county.duties.item == rows[0]["item"])[0])
    assert rows[0]["suggested"] == county.duties.lead[first]
    assert [s.event for s in change.steps] == [e.key for e in change.edits]
    assert "由 工单.csv 第 2 行导入" in {s.note for s in change.steps}
