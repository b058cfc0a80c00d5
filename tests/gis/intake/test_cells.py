"""Single cells and headings: encodings, dates, coordinates, names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from gis.events.states import Source
from gis.foundation.clock import SHANGHAI, instant
from gis.foundation.columns import TextColumn
from gis.intake.encoding import UNREADABLE, decode
from gis.intake.headings import match_headings
from gis.intake.instants import instant_of
from gis.intake.names import ItemNames, VillageNames, source_of
from gis.intake.positions import position_of
from tests.small_county import NOW, make_snapshot

TEXT = "上报时间,描述\r\n2026-11-23,小留庄村东路灯不亮，䶮㙍"


@pytest.mark.parametrize(
    ("encoding", "called"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8（带 BOM）"), ("gb18030", "GBK / GB18030"), ("utf-16", "UTF-16")],
)
def test_every_encoding_of_chinese_files_is_told_apart(encoding: str, called: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text.lstrip("\ufeff") == TEXT
    assert decoded.encoding == called
    assert decoded.evidence


def test_a_short_gbk_file_is_not_taken_for_utf8() -> None:
    assert decode("巨鹿".encode("gbk")).text == "巨鹿"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_in_the_middle_of_a_character_stays_readable(encoding: str) -> None:
    decoded = decode((TEXT * 20).encode(encoding)[:-1])
    assert decoded.text.startswith(TEXT)
    assert decoded.text.count(UNREADABLE) == 1
    assert "无法识别" in decoded.evidence


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-23 09:30",
        "2026/11/23 9:30:00",
        "2026年11月23日 9时30分",
        "2026.11.23 09：30",
        "2026-11-23T09:30:00+08:00",
        "2026-11-23T01:30:00Z",
        "202611230930",
        46349.395833333336,
        "46349.395833333336",
        datetime(2026, 11, 23, 9, 30),
    ],
)
def test_one_instant_in_many_hands(cell: str | float | datetime) -> None:
    assert instant_of(cell, NOW) == instant(datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI))


def test_days_without_a_time_begin_at_midnight() -> None:
    midnight = instant(datetime(2026, 11, 20, tzinfo=SHANGHAI))
    cells = ("2026-11-20", "20261120", 20261120.0, 46346, "46346", date(2026, 11, 20))
    assert {instant_of(cell, NOW) for cell in cells} == {midnight}


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("", "没有上报时间"),
        (None, "没有上报时间"),
        ("昨天", "看不懂"),
        ("2026-02-30", "没有“2026-02-30”这个日期"),
        ("2026-11-23 25:00", "没有"),
        ("2027-01-01", "在将来"),
        ("1998-01-01", "过早"),
        (12.0, "看不懂"),
        (True, "看不懂"),
    ],
)
def test_what_is_no_date_is_refused_in_words(cell: str | float | None, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        instant_of(cell, NOW)


GOLDEN = (115.03, 37.22)  # EPSG:4547: E 591418.538, N 4121423.574


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        (115.03, 37.22, ""),
        ("115.03", "37.22", ""),
        ("１１５.０３", "37.22°", ""),
        ("115°1′48″E", "37°13'12\"", ""),
        (37.22, 115.03, "经纬度对调"),
        (591418.538, 4121423.574, "EPSG:4547"),
        (4121423.574, 591418.538, "EPSG:4547"),
        (38591418.538, 4121423.574, "带号 38"),
    ],
)
def test_positions_as_they_arrive(first: str | float, second: str | float, note: str) -> None:
    found = position_of(first, second)
    assert found is not None
    assert (found.lon, found.lat) == pytest.approx(GOLDEN, abs=1e-8)
    assert note in found.note
    assert found.projected == ("投影" in found.note)


def test_zones_name_their_meridian() -> None:
    from pyproj import Transformer

    for zone, epsg in [(39, 4527), (20, 4498)]:  # 3-degree zone 39 (117°E), 6-degree zone 20 (117°E)
        x, y = Transformer.from_crs(4490, epsg, always_xy=True).transform(*GOLDEN)
        assert x // 1_000_000 == zone
        found = position_of(x, y)
        assert found is not None
        assert (found.lon, found.lat) == pytest.approx(GOLDEN, abs=1e-8)


@pytest.mark.parametrize(("first", "second"), [(None, None), ("", " "), (0, 0), ("0", "0.0")])
def test_no_position_is_none(first: str | float | None, second: str | float | None) -> None:
    assert position_of(first, second) is None


@pytest.mark.parametrize(
    ("first", "second"), [(115.03, None), (115, 200), ("东头", 37.2), (591418.5, 37.2), (-115, 37)]
)
def test_half_and_wild_positions_are_refused(first: str | float, second: float | None) -> None:
    with pytest.raises(ValueError, match="坐标"):
        position_of(first, second)


def test_headings_by_their_many_names() -> None:
    found = match_headings(
        ["序号", "上报日期*", "问题描述（必填）", "Longitude", " 纬 度 ", "事件类别", "备注", "描述"]
    )
    assert found.heading == {
        "reported_at": "上报日期*",
        "description": "问题描述（必填）",
        "lon": "Longitude",
        "lat": " 纬 度 ",
        "item": "事件类别",
    }
    assert found.ignored == ["序号", "备注", "描述"]
    assert found.missing() == []
    assert match_headings(["事项"]).missing() == ["描述", "上报时间", "经度和纬度（或村）"]


def test_villages_by_name_code_and_township() -> None:
    divisions = make_snapshot(1).divisions
    names = VillageNames(divisions)
    village = next(r for r in range(len(divisions)) if divisions.name[r] == "小留庄村委会")
    for text in ("小留庄", "小留庄村", "小留庄 村委会", divisions.code[village], "张王疃乡小留庄村"):
        assert names.find(text) == village
    assert names.find("小留庄", "张王疃乡") == names.find("小留庄", "张王疃") == village
    with pytest.raises(ValueError, match="官亭镇没有"):
        names.find("小留庄", "官亭镇")
    with pytest.raises(ValueError, match="是不是“小留庄”"):
        names.find("大留庄")
    assert names.in_address("河北省邢台市巨鹿县张王疃乡小留庄村东头路口") == village
    assert names.in_address("县城某处") == -1


def test_a_name_that_two_villages_bear_needs_its_township() -> None:
    divisions = make_snapshot(1).divisions
    same = TextColumn.of("赵家庄" if name in ("巨庄2", "张庄2") else name for name in divisions.short_name)
    names = VillageNames(replace(divisions, name=same, short_name=same))
    with pytest.raises(ValueError, match="巨鹿镇、张王疃乡都有，请补填乡镇"):
        names.find("赵家庄")
    assert divisions.short_name[names.find("赵家庄", "张王疃乡")] == "张庄2"
    assert names.in_address("赵家庄村口") == -1
    assert divisions.short_name[names.in_address("巨鹿镇赵家庄村口")] == "巨庄2"


def test_items_and_sources() -> None:
    items = ItemNames(make_snapshot(1).items)
    assert items.find("事项03") == items.find("改善民生-事项03") == items.find(" 事项０３") == 2
    with pytest.raises(ValueError, match="是不是"):
        items.find("事项99")
    assert source_of("12345转办") == source_of("12345 转办") == Source.HOTLINE
    assert source_of("群众反映") == Source.RESIDENT
    with pytest.raises(ValueError, match="应为：网格员上报"):
        source_of("天上")
