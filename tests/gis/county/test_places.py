"""Going to a place: everything a dispatcher types for 小留庄 finds it first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gis.county.divisions import Level
from gis.county.pinyin import Speller, spell, toneless
from gis.county.places import PlaceIndex, masked
from gis.foundation.columns import TextColumn
from tests.small_county import make_snapshot

COUNTY = make_snapshot(600)
INDEX = PlaceIndex(COUNTY)
D = COUNTY.divisions
VILLAGE = next(int(row) for row in D.rows_of(Level.VILLAGE) if D.short_name[row] == "小留庄")


def names(query: str, limit: int = 12) -> list[str]:
    return [place.name for place in INDEX.find(query, limit)]


@pytest.mark.parametrize(
    "query",
    [
        *["小留庄", "小留", "小留庄村委会", "xiaoliuzhuang", "XLZ", "xlz", "ｘｌｚ", "xiaolz", "xiaoliuzh", "xlzh"],
        "xiao liu zhuang",
        D.code[VILLAGE],
    ],
)
def test_a_village_answers_first(query: str) -> None:
    first = INDEX.find(query)[0]
    assert (first.kind, first.row, first.name) == ("village", VILLAGE, "小留庄")
    assert (first.x, first.y) == (D.label_x[VILLAGE], D.label_y[VILLAGE])
    assert first.bounds == tuple(D.bounds[VILLAGE])
    assert first.note == f"张王疃乡 · {D.code[VILLAGE]}"


def test_polyphones_and_rare_characters() -> None:
    assert names("zwt")[0] == names("zhangwangtuan")[0] == "张王疃乡"
    assert INDEX.find("julu")[0].kind == "county"
    speller = Speller()
    assert spell("clc", speller.readings("长乐村")) is not None
    assert spell("zlc", speller.readings("长乐村")) is not None
    assert min(spell("zhangle", speller.readings("长乐")), spell("cl", speller.readings("长乐"))).abbreviated == 0
    assert spell("xlx", speller.readings("小留庄")) is None
    assert toneless("lǜ") == "lv" and toneless("tuǎn") == "tuan"


def test_wide_divisions_come_before_narrow_ones_of_the_same_standing() -> None:
    found = INDEX.find("张王疃", 20)
    assert found[0].kind == "township"
    assert names("巨鹿")[:2] == ["巨鹿县", "巨鹿镇"]


def test_codes_by_their_beginning() -> None:
    town = D.rows_of(Level.TOWNSHIP)[1]
    found = INDEX.find(D.code[town], 50)
    assert found[0].row == town and {place.row for place in found} == set(range(town, D.end[town]))
    assert [p.kind for p in INDEX.find(D.code[VILLAGE] + "002")] == ["grid"]
    assert INDEX.find("999999") == []


@pytest.mark.parametrize("query", ["小留庄 003", "小留庄003", "xlz 3", "xlz3", "小留庄第003网格"])
def test_a_grid_of_a_village(query: str) -> None:
    first = INDEX.find(query)[0]
    assert (first.kind, first.name) == ("grid", "小留庄 003 网格")
    assert D.code[first.row] == D.code[VILLAGE] + "003"


def test_event_numbers() -> None:
    row = 555
    number = COUNTY.events.number(row)
    for query in (number, number.lower(), number[2:]):
        found = INDEX.find(query)
        assert [(p.kind, p.row, p.name) for p in found] == [("event", row, number)]
    serials = INDEX.find("0001")
    assert len(serials) == 4 and serials[0].row == max(np.flatnonzero(COUNTY.events.serial == 1))


@pytest.mark.parametrize("query", ["115.03,37.22", "37.22, 115.03", "591418.5 4121423.6", "38591418.5,4121423.6"])
def test_coordinates(query: str) -> None:
    (place,) = INDEX.find(query)
    assert (place.kind, place.row, place.bounds) == ("point", -1, None)
    assert (place.x, place.y) == pytest.approx((591418.5, 4121423.6), abs=0.1)
    assert "115.03000, 37.22000" in place.note and "不在本县" not in place.note


def test_a_point_outside_says_so() -> None:
    assert INDEX.find("116.404,39.915")[0].note.endswith("不在本县")


def test_units_by_initials() -> None:
    units = COUNTY.units
    assert units.name[INDEX.find_units("nyncj")[0]] == "农业农村局"
    assert units.name[INDEX.find_units("nync")[0]] == "农业农村局"
    assert units.name[INDEX.find_units("农业")[0]] == "农业农村局"
    assert units.name[INDEX.find_units("shuiwu")[0]] == "水务局"
    assert units.name[INDEX.find_units("zwt")[0]] == "张王疃乡"
    assert [units.name[row] for row in INDEX.find_units("jtj")] == ["交通运输局"]
    assert INDEX.find_units("jjt") == INDEX.find_units("jts") == []
    assert INDEX.find_units("") == list(range(len(units)))
    assert INDEX.find_units("qqq") == []


def test_departments_are_found_among_places_and_townships_only_once() -> None:
    found = INDEX.find("nync")
    assert [(p.kind, p.row, p.name) for p in found] == [("unit", 2, "农业农村局")]
    assert [p.kind for p in INDEX.find("zwt")] == ["township"]


def test_people_come_last_and_masked() -> None:
    staff = replace(COUNTY.staff, division=np.array([0, VILLAGE + 1], np.int32))
    found = PlaceIndex(replace(COUNTY, staff=staff)).find("李秀芳")
    assert [(p.kind, p.name, p.note) for p in found] == [("staff", "李*芳", "网格员 · 小留庄 001")]
    assert [masked(n) for n in ("张建国", "李芳", "欧阳建国", "王")] == ["张*国", "李*", "欧**国", "王"]


def test_nothing_is_found_quietly() -> None:
    assert INDEX.find("没有这个地方") == INDEX.find("  ") == INDEX.find("zzzzzz") == []
    assert len(INDEX.find("130529", 3)) == 3


def test_renewing_reads_new_names_and_new_events() -> None:
    index = PlaceIndex(COUNTY)
    short = [D.short_name[row] for row in range(len(D))]
    short[VILLAGE] = "大柳庄"
    index.renew(replace(COUNTY, divisions=replace(D, short_name=TextColumn.of(short))))
    assert index.find("dlz")[0].row == VILLAGE
    index.renew(make_snapshot(5))
    assert index.find("dlz") == []
