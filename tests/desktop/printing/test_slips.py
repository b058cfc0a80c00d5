"""回执 and 告知单: the county's own words, persons masked, two to a sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.printing.flow import Page
from desktop.printing.gather import slips
from desktop.printing.marks import Text
from desktop.printing.slip_facts import Slip, slips_of
from desktop.printing.slips import HALF, slips_document
from gis.deadlines.limits import LimitClass
from gis.events.states import Act, Status
from gis.foundation.errors import Refused
from gis.records import HistoryLine
from gis.workspace.casework import Casework
from tests.desktop.printing.papers import STAMP
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401
from tests.gis.workflow.office import DISPATCHER

SLIP = Slip(
    "办理结果告知单", "JL20261123-0271", "上报人：张*国 139****1234", "您好，您反映的“管道破裂”已办结。",
    (("事由", "管道破裂"), ("办理结果", "已修好")), True, False,
)  # fmt: skip


def top_of(page: Page, words: str) -> float:
    return next(mark.y for mark in page.marks if isinstance(mark, Text) and mark.words == words)


def test_two_to_a_sheet_with_a_line_to_cut(qapp):
    made = slips_document([SLIP, replace(SLIP, title="网格员反馈单", told=True), SLIP], STAMP)
    assert len(made.pages) == 2
    first, second = made.pages
    assert "沿此线剪开" in first.words and "沿此线剪开" not in second.words
    lower, upper = top_of(first, "巨鹿县网格员反馈单"), top_of(first, "巨鹿县办理结果告知单")
    assert lower - upper == pytest.approx(HALF + 5)
    assert {"非常满意", "满意", "基本满意", "不满意", "反馈方式", "网格员签名：", "签收人："} <= set(first.words)


def test_a_long_one_gets_its_own_sheets(qapp):
    long = replace(SLIP, lines=(("办理结果", "反复协调，" * 500),))
    made = slips_document([SLIP, long, SLIP], STAMP)
    assert len(made.pages) >= 4
    for page in made.pages:
        assert all(mark.y < page.paper.height for mark in page.marks)


def test_a_closed_event_is_told_in_the_words_of_the_table(qapp, office):  # noqa: F811
    row = office.row(Status.CLOSED, LimitClass.OTHER)
    docket = Casework(office.workspace).docket([row])
    told = slips_of(docket, row, [HistoryLine(0, Act.RESOLVE, "陈玉民", "水务局", "管道已更换")], "巨鹿县")
    reporter, worker = told
    assert reporter.title == "办理结果告知单" and reporter.rated and not reporter.told
    assert "已办结" in reporter.text and "结果：管道已更换" in reporter.text and "请为这次办理评价" in reporter.text
    assert reporter.addressee.startswith("上报人：张*国 139****1234")
    assert worker.told and worker.addressee.startswith("网格员：李*芳 139****5678")
    assert ("办理结果", "管道已更换") in reporter.lines


def test_an_open_event_gets_a_receipt(qapp, office):  # noqa: F811
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    docket = Casework(office.workspace).docket([row])
    reporter, worker = slips_of(docket, row, [], "巨鹿县")
    assert reporter.title == "受理回执" and not reporter.rated
    assert "已受理，计划于 2026-12-02 周三 18:00 前办结" in reporter.text
    assert worker.title == "网格员知会单"


def test_a_merged_event_sends_to_its_parent(qapp, office):  # noqa: F811
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    main = office.row(Status.ASSIGNED, LimitClass.OTHER, skip=1)
    office.does(DISPATCHER, "merge", row, "同一件事", parent=main)
    docket = Casework(office.workspace).docket([row])
    with pytest.raises(Refused, match=office.events.number(main)):
        slips_of(docket, row, [], "巨鹿县")


def test_out_of_a_county(qapp, office):  # noqa: F811
    row = office.row(Status.REFUSED, LimitClass.OTHER)
    made = slips(office.workspace, [row], office.clock.now(), lambda *_: None)
    words = "".join(made.pages[0].words)
    assert "不予受理告知单" in words and "张建国" not in words and "13912341234" not in words
