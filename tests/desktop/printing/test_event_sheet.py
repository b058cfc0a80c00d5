"""工单: what stands on it, on one page where it is short, and running on where it is long."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from desktop.map.scene import Scene
from desktop.printing.counting_words import counting_words
from desktop.printing.event_facts import facts_of
from desktop.printing.event_sheet import event_document, sheet
from desktop.printing.flow import untold
from desktop.printing.gather import MOST_SHEETS, event_sheets
from desktop.printing.map_picture import Cartographer
from desktop.printing.marks import Picture, Symbol, Text
from desktop.printing.pdf import pdf_bytes
from gis.deadlines.ledger import explain
from gis.deadlines.limits import Limit, LimitUnit
from gis.deadlines.pauses import Pause
from gis.deadlines.seed import load_calendar
from gis.events.states import Act, State, Status
from gis.foundation.errors import Refused
from gis.records import HistoryLine, Photo
from gis.workflow.case_file import CaseFile
from tests.desktop.printing.papers import STAMP, STEP, facts, jpeg
from tests.desktop.printing.reading_pdf import text_of
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401
from tests.gis.workflow.office import DISPATCHER, at
from tests.small_county import NOW, make_snapshot


@pytest.fixture(scope="module")
def cartographer(qapp):
    return Cartographer(Scene(make_snapshot(50)), dpi=96)


def test_an_ordinary_event_is_one_page(cartographer):
    picture = ((jpeg(), "2026-11-23 周一 10:00"),)
    made = event_document([facts(before=picture, after=picture, steps=(STEP,) * 6)], STAMP, cartographer)
    assert len(made.pages) == 1 and made.title == "工单 JL20261123-0271" and made.name == "工单 JL20261123-0271"
    (text,) = text_of(pdf_bytes(made))
    for words in (
        "巨鹿县网格事件工单", "编号：JL20261123-0271", "超期（处置中）", "张*国 139****1234",
        "饮水管道破裂，路面积水结冰",
        "张王疃乡 小留庄村委会 第 008 网格", "网格编码 130529201227008", "2026-11-25 周三 18:00", "处置前", "处置后",
        "水务局 申敏", "经办人：", "签收人：", "模拟数据", "审图号 GS(2024)0650号", "第 1 页 / 共 1 页",
    ):  # fmt: skip
        assert words in text, words


def test_the_map_credits_the_outline_only_where_it_is_printed(cartographer):
    with_map, without = sheet(facts(), STAMP, cartographer)[0], sheet(facts(), STAMP, None)[0]
    assert any("审图号" in words for words in with_map.words)
    assert not any("审图号" in words for words in without.words)
    assert sum(isinstance(mark, Picture) for mark in with_map.marks) == 1
    assert not any(isinstance(mark, Picture) for mark in without.marks)
    assert sum(isinstance(mark, Symbol) and mark.state is State.OVERDUE for mark in with_map.marks) == 2


def test_nothing_lies_outside_the_paper(cartographer):
    picture = ((jpeg(400, 90), "宽"), (jpeg(40, 300), "高"))
    for page in sheet(facts(before=picture, description="长" * 300), STAMP, cartographer):
        paper = page.paper
        for mark in page.marks:
            assert paper.left - 0.01 <= mark.x <= paper.width - paper.right + 0.01
            assert 0 < mark.y < paper.height
            if isinstance(mark, Picture):
                assert mark.x + mark.width <= paper.width - paper.right + 0.01
                assert mark.width / mark.height == pytest.approx(mark.image.width() / mark.image.height(), rel=0.02)


def test_a_long_history_goes_on_without_breaking_a_step(cartographer):
    steps = tuple(replace(STEP, why=f"第{i}次，" + "已到现场核实情况，" * (i % 9)) for i in range(60))
    pages = sheet(facts(steps=steps), STAMP, cartographer)
    assert len(pages) > 2
    for page in pages[1:-1]:
        assert page.words[:4] == ["时间", "步骤", "经办", "说明"]
    said = "".join(word for page in pages for word in page.words if word not in ("时间", "步骤", "经办", "说明"))
    assert all(f"第{i}次" in said for i in range(60))
    assert [f"第 {i} 页 / 共 {len(pages)} 页" for i in range(1, len(pages) + 1)] == [
        next(w for w in page.words if "页 / 共" in w) for page in pages
    ]
    signing = [mark for mark in pages[-1].marks if isinstance(mark, Text) and mark.words == "经办人："]
    assert len(signing) == 1


def test_a_broken_photo_says_so(cartographer):
    page = sheet(facts(before=((b"no jpeg", "2026"),)), STAMP, cartographer)[0]
    assert "照片读不出来，原文件仍保存在库中" in page.words


def test_facts_mask_villagers_and_name_who_decides(qapp):
    snapshot = make_snapshot(50)
    row = int(np.flatnonzero(snapshot.events.status == Status.CLOSED)[0])
    history = [
        HistoryLine(NOW - 9000, Act.REPORT, "张建国", "", ""),
        HistoryLine(NOW - 8000, Act.ASSIGN, "申敏", "水务局", ""),
        HistoryLine(NOW - 7000, Act.RESOLVE, "陈玉民", "水务局", "管道已修好"),
        HistoryLine(NOW - 6000, Act.RATE, "平台", "", "满意"),
    ]
    photos = [Photo(1, False, NOW - 9000, 0, 0, b"a"), Photo(2, True, NOW - 6500, 0, 0, b"b")]
    told = facts_of(snapshot, row, State.CLOSED, NOW, history, photos, [], CaseFile(int(snapshot.events.id[row])))
    assert told.reporter == "张*国 139****1234" and told.worker == "李*芳"
    assert [step.who for step in told.steps] == ["张*国", "水务局 申敏", "水务局 陈玉民", "平台"]
    assert told.result == "管道已修好" and told.rating_words == ""
    assert [p[0] for p in told.before] == [b"a"] and [p[0] for p in told.after] == [b"b"]


def test_a_refused_event_says_so(qapp, office):  # noqa: F811
    row = office.row(Status.REPORTED)
    office.does(DISPATCHER, "refuse", row, "应走行政复议渠道")
    states = office.workspace.states(office.clock.now())
    words = [w for p in event_sheets(office.workspace, [row], states, NOW, untold).pages for w in p.words]
    assert "不予受理" in words and "不予受理：应走行政复议渠道" in words
    assert not any("报结，按期" in word or word == "（尚未报结）" for word in words)


def test_who_helps_and_what_was_merged_stand_on_the_sheet(qapp, office):  # noqa: F811
    child, main = office.row(Status.ASSIGNED), office.row(Status.ASSIGNED, skip=1)
    other = next(u for u in range(8) if u != int(office.events.unit[main]))
    office.does(DISPATCHER, "assist", main, "请配合", units=[other])
    office.does(DISPATCHER, "merge", child, "同一件事", parent=main)
    states = office.workspace.states(office.clock.now())
    words = "".join(w for p in event_sheets(office.workspace, [main], states, NOW, untold).pages for w in p.words)
    assert f"协办 {office.workspace.snapshot.units.name[other]}" in words
    assert f"并入本件 {office.events.number(child)}" in words
    words = "".join(w for p in event_sheets(office.workspace, [child], states, NOW, untold).pages for w in p.words)
    assert f"已并入 {office.events.number(main)}" in words


def test_how_a_limit_was_counted_in_words():
    """Filed Friday 2026-02-13 (holiday to 02-23, 02-14 is worked): reply within 2 working days by 02-24."""
    limit = Limit(LimitUnit.WORKING_DAYS, 2)
    words = counting_words(explain(limit, at(2026, 2, 13, 9), load_calendar()))
    assert words.startswith("02-13 上报当日不计；02-14 调休上班计 1 天；02-15 至 02-23 春节不计；02-24 工作日计 1 天")
    paused = explain(
        limit, at(2026, 11, 23, 9), load_calendar(), [Pause(at(2026, 11, 24, 9), at(2026, 11, 25, 9), "等待材料")]
    )
    assert "11-24 00:00–09:00 工作日计" in counting_words(paused)  # not a whole day
    assert "11-24 09:00 至" in counting_words(paused) and "暂停：等待材料不计" in counting_words(paused)
    hours = counting_words(explain(Limit(LimitUnit.HOURS, 2), at(2026, 11, 23, 13, 32), load_calendar()))
    assert hours == "11-23 13:32–15:32 自然时间计 2 小时"


@pytest.mark.qt_log_ignore("JPEG", extend=True)  # the small county's pictures are none
def test_a_batch_out_of_a_county(qapp, office):  # noqa: F811
    workspace = office.workspace
    states = workspace.states(office.clock.now())
    heard = []
    made = event_sheets(workspace, [0, 1, 2], states, office.clock.now(), lambda done, of: heard.append((done, of)))
    numbers = [workspace.snapshot.events.number(row) for row in (0, 1, 2)]
    assert made.title == f"工单 {numbers[0]} 等 3 件" and len(made.pages) >= 3
    assert all(any(f"编号：{number}" in page.words for page in made.pages) for number in numbers)
    assert heard[:3] == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize("count", [0, MOST_SHEETS + 1])
def test_none_or_too_many_are_refused(office, count):  # noqa: F811
    with pytest.raises(Refused):
        event_sheets(office.workspace, list(range(count)), np.zeros(900, np.uint8), NOW, lambda *_: None)
