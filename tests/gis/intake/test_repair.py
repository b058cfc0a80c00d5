"""Bad rows: named by field, offered what would mend them, mended, tried again, kept over a closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from gis.boundaries.locate import GridLocator
from gis.county.divisions import Level
from gis.events.states import Source
from gis.foundation.clock import SHANGHAI
from gis.foundation.columns import TextColumn
from gis.foundation.crs import to_degrees, wgs_to_gcj
from gis.intake.aside import export_bad
from gis.intake.batch import (
    Batch,
    batch_of,
    dropped,
    edited,
    filed,
    sure_mend,
    tried_again,
    with_mend,
    with_sure_mends,
)
from gis.intake.complaints import Trouble
from gis.intake.datum import Datum
from gis.intake.filing import change_of
from gis.intake.kept import BatchFolder
from gis.intake.placing import DatumOpen
from gis.intake.reading import SourceMissing, read_events
from gis.workflow.report import Keys
from tests.gis.intake.arriving import HEADINGS, rows_in_villages, write_csv
from tests.small_county import NOW, make_snapshot

TIME, ITEM, TEXT, SOURCE, LON, LAT, TOWN, VILLAGE, _, PHONE = range(10)


@pytest.fixture(scope="module")
def county():
    snapshot = make_snapshot(60)
    names = list(snapshot.divisions.short_name)
    rows = snapshot.divisions.rows_of(Level.VILLAGE).tolist()
    for row, name in zip(rows, ["大孟庄", "小留庄", "苏屯", "厦头", "二郎庙", "刘家庄"], strict=False):
        names[row] = name
    names[rows[-1]] = "刘家庄"  # borne by two
    full = [f"{n}村委会" if snapshot.divisions.level[i] == Level.VILLAGE else snapshot.divisions.name[i]
            for i, n in enumerate(names)]  # fmt: skip
    divisions = replace(snapshot.divisions, short_name=TextColumn.of(names), name=TextColumn.of(full))
    return replace(snapshot, divisions=divisions)


@pytest.fixture(scope="module")
def locator(county):
    return GridLocator(county.mesh, county.divisions)


def rows_of(county, count: int = 24, shift=None) -> list[list[str]]:
    return rows_in_villages(county, count, shift)


def read(county, locator, path: Path, **more) -> tuple[Batch, list]:
    reading = read_events(path, county, locator, NOW, strict=True, **more)
    return batch_of(reading, "k1", NOW, more.get("source"), county, locator), reading.placed


def one_bad(tmp_path, county, locator, column: int, text: str, row: int = 3, **cells) -> Batch:
    """A batch whose row 5 of the file has one cell set."""
    rows = rows_of(county)
    rows[row][column] = text
    for name, value in cells.items():
        rows[row][int(name[1:])] = value
    batch, placed = read(county, locator, write_csv(tmp_path / "f.csv", rows))
    assert len(placed) == len(rows) - 1 and [r.number for r in batch.bad] == [row + 2]
    return batch


def offers(batch: Batch) -> list[str]:
    return [m.saying + ("!" if m.sure else "") for m in batch.bad[0].first.mends]


def test_a_name_that_sounds_alike_is_offered(tmp_path, county, locator):
    batch = one_bad(tmp_path, county, locator, VILLAGE, "小刘庄", c6="", c4="", c5="")
    assert batch.bad[0].first.trouble is Trouble.VILLAGE and batch.bad[0].first.text == "小刘庄"
    assert offers(batch)[0].startswith("改为 ") and "小留庄" in offers(batch)[0]
    mended = with_mend(batch, 5, batch.bad[0].first.mends[0])
    placed, after = tried_again(mended, county, locator, NOW)
    d = county.divisions
    assert len(placed) == 1 and d.short_name[placed[0].draft.village] == "小留庄"
    assert filed(after, placed, 7).bad == () and filed(after, placed, 7).seqs == (7,)


def test_of_two_villages_of_a_name_the_position_tells_which(tmp_path, county, locator):
    d = county.divisions
    both = [v for v in d.rows_of(Level.VILLAGE).tolist() if d.short_name[v] == "刘家庄"]
    lon, lat = to_degrees(float(d.label_x[both[1]]), float(d.label_y[both[1]]))
    batch = one_bad(tmp_path, county, locator, VILLAGE, "刘家庄", c6="", c4=f"{lon:.7f}", c5=f"{lat:.7f}")
    assert len(offers(batch)) == 1 and offers(batch)[0].endswith("刘家庄!")
    assert dict(batch.bad[0].first.mends[0].values)["village"].startswith(d.code[both[1]])
    without = one_bad(tmp_path, county, locator, VILLAGE, "刘家庄", c6="", c4="", c5="")
    assert len(offers(without)) == 2 and sure_mend(without.bad[0]) is None  # nobody can tell


def test_no_name_alike_leaves_the_position(tmp_path, county, locator):
    batch = one_bad(tmp_path, county, locator, VILLAGE, "不存在", c6="")
    assert offers(batch) == [
        f"按坐标，村改为 {county.divisions.short_name[county.divisions.rows_of(Level.VILLAGE)[3]]}"
    ]


def test_a_day_number_among_dates_is_asked_about(tmp_path, county, locator):
    batch = one_bad(tmp_path, county, locator, TIME, "46344.36")
    assert batch.bad[0].first.trouble is Trouble.TIME and offers(batch) == ["改为 2026-11-18 08:38!"]
    placed, _ = tried_again(with_sure_mends(batch, Trouble.TIME), county, locator, NOW)
    assert placed[0].draft.reported_at == int(datetime(2026, 11, 18, 8, 38, tzinfo=SHANGHAI).timestamp())


def test_a_file_of_day_numbers_is_its_senders_way(tmp_path, county, locator):
    rows = rows_of(county)
    for row in rows:
        row[TIME] = "46344.36"
    batch, placed = read(county, locator, write_csv(tmp_path / "n.csv", rows))
    assert not batch.bad and len(placed) == len(rows)


@pytest.mark.parametrize(
    ("text", "reason", "offered"),
    [
        ("11月20日 9:05", "没有写年份", ["改为 2026-11-20 09:05!"]),
        ("12-20", "没有写年份", ["改为 2025-12-20 00:00"]),
        ("11月31日", "这一天", []),
        ("昨天", "看不懂", []),
        ("2027-01-05", "在将来", []),
    ],
)
def test_times(tmp_path, county, locator, text, reason, offered):
    batch = one_bad(tmp_path, county, locator, TIME, text)
    assert reason in batch.bad[0].first.reason
    assert offers(batch)[:1] == offered


def test_swapped_coordinates_of_single_rows_are_asked_about(tmp_path, county, locator):
    rows = rows_of(county, shift=lambda lon, lat: tuple(float(v) for v in wgs_to_gcj(lon, lat)))
    for at in (2, 7):
        rows[at][LON], rows[at][LAT] = rows[at][LAT], rows[at][LON]
    batch, _ = read(county, locator, write_csv(tmp_path / "s.csv", rows, encoding="gb18030"), datum=Datum.GCJ02)
    assert [r.number for r in batch.groups()[Trouble.SWAPPED]] == [4, 9]
    placed, after = tried_again(with_sure_mends(batch, Trouble.SWAPPED), county, locator, NOW)
    assert [one.draft.row for one in placed] == [4, 9]
    d = county.divisions  # by the file's own datum: each lies in the village it names
    assert all(d.ancestor(one.division, Level.VILLAGE) == one.draft.village for one in placed)
    assert filed(after, placed, 1).bad == ()


def test_a_point_that_slipped_is_put_back(tmp_path, county, locator):
    batch = one_bad(tmp_path, county, locator, LON, "1150.35")
    assert batch.bad[0].first.trouble is Trouble.POSITION
    assert offers(batch)[0].startswith("改为 115.035, ") and offers(batch)[1] == "按村名，去掉坐标"


def test_telephones_items_sources_and_doubles(tmp_path, county, locator):
    phone = one_bad(tmp_path, county, locator, PHONE, "1391234567")
    assert phone.bad[0].first.reason == "电话差 1 位，应为 11 位" and offers(phone) == ["不留电话"]
    item = one_bad(tmp_path, county, locator, ITEM, "事项1")
    assert offers(item)[0].startswith("改为 事项") and offers(item)[0].endswith("!")
    source = one_bad(tmp_path, county, locator, SOURCE, "微博")
    assert len(offers(source)) == len(Source)
    rows = rows_of(county)
    rows.append(list(rows[0]))
    double, _ = read(county, locator, write_csv(tmp_path / "d.csv", rows))
    assert double.bad[0].first.trouble is Trouble.DUPLICATE and offers(double) == ["不导入!"]
    after = with_sure_mends(double, Trouble.DUPLICATE)
    assert after.bad == () and after.dropped == (26,)


def test_the_first_screening_offers_an_item(tmp_path, county, locator):
    rows = rows_of(county)
    rows[3][ITEM] = "燃气"
    path = write_csv(tmp_path / "g.csv", rows)
    reading = read_events(path, county, locator, NOW, strict=True)
    batch = batch_of(reading, "k", NOW, None, county, locator, lambda text: [(6, 0.87)] if "村东" in text else [])
    assert offers(batch)[-1] == "改为 事项07（初筛 87%）"


def test_several_faults_of_a_row_are_all_kept_and_the_worst_comes_first(tmp_path, county, locator):
    batch = one_bad(tmp_path, county, locator, VILLAGE, "不存在", c6="", c9="1391234567", c0="昨天")
    troubles = [c.trouble for c in batch.bad[0].complaints]
    assert troubles == [Trouble.VILLAGE, Trouble.TIME, Trouble.PHONE]


def test_hand_made_changes_are_tried_and_told_what_is_still_wrong(tmp_path, county, locator):
    batch = one_bad(tmp_path, county, locator, PHONE, "1391234567", c0="昨天")
    half = edited(batch, 5, {"phone": "13912345678"})
    assert half.bad[0].ready and [r.number for r in half.ready] == [5]
    placed, after = tried_again(half, county, locator, NOW)
    assert placed == [] and [c.trouble for c in after.bad[0].complaints] == [Trouble.TIME]
    assert after.bad[0].cells["phone"] == "13912345678" and not after.bad[0].ready
    same = edited(batch, 5, {"phone": "1391234567"})
    assert not same.bad[0].ready  # as it came again is no change
    assert tried_again(batch, county, locator, NOW) == ([], batch)


def test_rows_not_changed_are_left_alone_by_a_retry(tmp_path, county, locator):
    rows = rows_of(county)
    rows[2][TIME], rows[5][PHONE] = "46344.36", "139"
    batch, _ = read(county, locator, write_csv(tmp_path / "r.csv", rows))
    placed, after = tried_again(edited(batch, 7, {"phone": ""}), county, locator, NOW)
    assert [p.draft.row for p in placed] == [7]
    assert [r.number for r in filed(after, placed, 2).bad] == [4]


def test_a_row_that_came_in_meanwhile_is_a_double(tmp_path, county, locator):
    rows = rows_of(county)
    rows[3][PHONE] = "139"
    batch, _ = read(county, locator, write_csv(tmp_path / "m.csv", rows))
    twice = edited(batch, 5, {"phone": ""})
    ready, _ = tried_again(twice, county, locator, NOW)
    from gis.deadlines.limits import load_rules
    from gis.deadlines.seed import load_calendar
    from gis.foundation.changes import Committed
    from gis.store.adopt import adopt

    change = change_of(ready, "m.csv", county, load_rules(), load_calendar())
    later = adopt(county, Committed(1, NOW, "a", "b", change))
    again, after = tried_again(twice, later, locator, NOW)
    assert again == [] and after.bad[0].first.trouble is Trouble.DUPLICATE


def test_numbers_come_from_the_keys_of_the_store(tmp_path, county, locator):
    from gis.deadlines.limits import load_rules
    from gis.deadlines.seed import load_calendar
    from gis.foundation.clock import day_number

    _, placed = read(county, locator, write_csv(tmp_path / "k.csv", rows_of(county)[:1]), datum=Datum.WGS84)
    day = int(day_number(placed[0].draft.reported_at))
    keys = Keys(5000, {day: 41})
    change = change_of(placed, "k.csv", county, load_rules(), load_calendar(), keys)
    assert change.edits[0].key == 5000 and str(change.edits[0].after["number"]).endswith("-0042")


def test_batches_outlive_the_desk(tmp_path, county, locator):
    rows = rows_of(county)
    rows[2][TIME], rows[5][PHONE], rows[6][VILLAGE] = "46344.36", "139", "不存在"
    batch, placed = read(county, locator, write_csv(tmp_path / "o.csv", rows), source=Source.PHONE)
    batch = edited(filed(batch, placed, 9), 7, {"phone": "13912345678"})
    folder = BatchFolder(tmp_path / "kept")
    folder.keep(batch)
    assert folder.all() == [batch]
    folder.keep(dropped(batch, [r.number for r in batch.bad]))  # nothing left to repair
    assert folder.all() == []


def test_a_broken_file_of_a_batch_is_left_and_the_others_read(tmp_path, county, locator, caplog):
    batch = one_bad(tmp_path, county, locator, PHONE, "139")
    folder = BatchFolder(tmp_path / "kept")
    folder.keep(batch)
    (folder.folder / "bad.json").write_text("{", "utf-8")
    assert folder.all() == [batch] and (folder.folder / "bad.json").exists()
    assert "cannot be read" in caplog.text


def test_bad_rows_are_exported_as_they_stand_and_come_in_again(tmp_path, county, locator):
    rows = rows_of(county)
    rows[5][PHONE] = "139"
    batch, _ = read(county, locator, write_csv(tmp_path / "e.csv", rows))
    out = export_bad(tmp_path / "out.csv", edited(batch, 7, {"phone": "13912345678"}))
    again, placed = read(county, locator, out, datum=Datum.WGS84)
    assert again.bad == () and len(placed) == 1 and placed[0].draft.phone == "13912345678"


def test_what_only_the_sender_knows_is_asked(tmp_path, county, locator):
    rows = [row[:3] + row[4:] for row in rows_of(county)]
    heads = HEADINGS[:3] + HEADINGS[4:]
    with pytest.raises(SourceMissing):
        read(county, locator, write_csv(tmp_path / "q.csv", rows, heads))
    nameless = [[*row[:6], "", "", *row[8:]] for row in rows_of(county)]
    with pytest.raises(DatumOpen):
        read(county, locator, write_csv(tmp_path / "d.csv", nameless))


def test_reading_can_be_stopped_and_tells_how_far_it_is(tmp_path, county, locator):
    shares: list[float] = []

    class Enough(Exception):
        pass

    def progress(share: float, _words: str) -> None:
        shares.append(share)
        if share >= 0.75:
            raise Enough

    path = write_csv(tmp_path / "p.csv", rows_of(county))
    with pytest.raises(Enough):
        read_events(path, county, locator, NOW, progress=progress)
    assert shares == sorted(shares) and shares[0] == 0.0


def test_findings_say_what_was_decided_and_why(tmp_path, county, locator):
    shift = lambda lon, lat: tuple(float(v) for v in wgs_to_gcj(lon, lat))  # noqa: E731
    batch, _ = read(county, locator, write_csv(tmp_path / "w.csv", rows_of(county, 80, shift), encoding="gb18030"))
    found = {word: (value, why) for word, value, why in batch.findings()}
    assert (
        found["编码"][0] == "GBK / GB18030"
        and "GCJ-02" in found["坐标系"][0]
        and "落在所填的村里" in found["坐标系"][1]
    )
    assert np.isclose(batch.rows, 80)
