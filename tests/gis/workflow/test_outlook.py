"""What an act will do is told before it is done: which clock moves to when, what is counted, what stays."""

from __future__ import annotations

import numpy as np

from gis.deadlines.limits import LimitClass
from gis.events.states import Status
from gis.workflow.messages import messages
from gis.workflow.next_acts import LIFE, NEXT
from gis.workflow.outlook import Line
from tests.gis.workflow.office import DISPATCHER, HANDLER, INSPECTOR, at


def told(office, kind, rows, words="好", **more) -> dict[str, tuple[str, str]]:
    rows = [rows] if isinstance(rows, int) else rows
    docket = office.casework.docket(rows)
    change = office.casework.change(kind, docket, rows, words, **more)
    return {line.what: (line.was, line.will) for line in office.casework.foresee(docket, change)}


def test_an_answer_meets_one_clock_and_leaves_the_other(office):
    row = office.row(Status.ASSIGNED, LimitClass.LIVELIHOOD)
    found = told(office, "reply", row)
    assert found["状态"] == ("处置中", "已回复")
    assert found["回复时限"][1] == "按时回复"
    assert office.value(row, "close_due") == 0 or found["办结时限"][0].endswith("不变")
    office.clock.at = at(2026, 12, 20, 9)
    assert told(office, "reply", row)["回复时限"][1] == "超时回复，照实记录"


def test_a_return_is_counted_and_leaves_the_unit(office):
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    found = told(office, "send_back", row, "不属本单位")
    assert found["计入"] == ("第 1 次退单，上限 2 次", "")
    assert found["责任单位"] == (office.workspace.snapshot.units.name[office.value(row, "unit")], "待调度员另行指派")
    assert found["办结时限"][0].endswith("不变")


def test_an_extension_tells_where_it_would_lead_and_its_approval_leads_there(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    found = told(office, "ask_extension", row, "工程量大", days=3)
    assert found["办结时限"][1] == "" and found["批准之后"][0] == "办结时限"
    office.does(HANDLER, "ask_extension", row, "工程量大", days=3)
    office.workspace.act_as(INSPECTOR)
    assert told(office, "approve", row)["办结时限"][1] == found["批准之后"][1]


def test_pause_resume_rework_and_reopen(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    assert told(office, "ask_pause", row)["批准之后"][0].startswith("时限从批准时起停走")
    office.does(HANDLER, "ask_pause", row, "等待材料")
    office.workspace.act_as(INSPECTOR)
    assert told(office, "approve", row)["时钟"] == ("走", "停")
    office.does(INSPECTOR, "approve", row)
    office.clock.at = at(2026, 11, 25, 11)
    found = told(office, "resume", row)
    assert found["时钟"] == ("停", "走") and found["办结时限"][1]
    done = office.row(Status.RESOLVED, LimitClass.OTHER)
    assert told(office, "rework", done)["计入"] == ("第 1 次返工，计入返工率", "")
    closed = office.row(Status.CLOSED, LimitClass.OTHER)
    found = told(office, "reopen", closed)
    assert found["状态"] == ("已办结", "处置中") and found["办结时限"][1]


def test_many_are_summed_up(office):
    rows = np.flatnonzero(office.events.status == Status.ASSIGNED)[:4].tolist()
    found = told(office, "send_back", rows, "不属本单位")
    assert found["计入"] == ("4 件各 1 次退单", "") and found["办结时限"][0].startswith("不变，最早")
    item = 0
    found = told(office, "reclassify", rows, "", item=item, limit_class=LimitClass.EMERGENCY)
    assert found["时限类别"][1] == "突发情况" and "件变动" in found["办结时限"][0]


def test_offers_leave_out_what_the_role_never_does_and_say_why_not_now(office):
    row = office.row(Status.ASSIGNED, LimitClass.OTHER)
    docket = office.casework.docket([row])
    offers = office.casework.offers(docket, [row])
    assert [offer.kind for offer in offers][:3] == ["reply", "resolve", "send_back"]
    assert {offer.kind for offer in offers} == set(LIFE)
    reasons = {offer.kind: offer.reason for offer in offers}
    assert reasons["reply"] == "" and reasons["verify"] == "现为「处置中」" and reasons["approve"] == "没有待批的申请"
    assert all(offer.expected == (offer.kind in NEXT[Status.ASSIGNED]) for offer in offers)


def test_many_offer_what_some_take_and_name_the_rest(office):
    done, open_ = office.row(Status.RESOLVED), office.row(Status.ASSIGNED)
    rows = [done, open_]
    docket = office.casework.docket(rows)
    offers = {offer.kind: offer for offer in office.casework.offers(docket, rows)}
    assert offers["verify"].able == (done,) and offers["verify"].blocked[0].row == open_
    assert offers["verify"].reason == ""
    able, blocked = office.casework.sort_out("assign", docket, rows)
    assert able == (open_,) and blocked[0].reason == "已报结，待核查"


def test_everyone_who_reported_is_told(office):
    parent = office.row(Status.ASSIGNED, LimitClass.OTHER)
    part = office.row(Status.ACCEPTED)
    office.does(DISPATCHER, "merge", part, "", parent=parent)
    docket = office.casework.docket([parent])
    assert messages(docket, parent, "", "巨鹿县") == [], "nothing to tell while it is open"
    office.does(HANDLER, "resolve", parent, "已修好。")
    office.does(DISPATCHER, "close", parent)
    docket = office.casework.docket([parent])
    found = messages(docket, parent, "已修好。", "巨鹿县")
    assert [one.to for one in found] == ["上报人", "网格员"], "one phone hears it once"
    number, unit = office.events.number(parent), office.workspace.snapshot.units.name[office.value(parent, "unit")]
    for words in (number, f"{unit}办理", "结果：已修好。", "30 天", "巨鹿县"):
        assert words in found[0].text
    bare = messages(docket, parent, "", "巨鹿县")
    assert "结果" not in bare[0].text and "{" not in bare[0].text
    assert Line("a", "b") == Line("a", "b", "")


def test_where_it_goes_on_from_there(office):
    done = office.row(Status.RESOLVED, LimitClass.OTHER)
    assert told(office, "verify", done, "")["之后"] == ("可以评价和办结", "")
    parent, part = office.row(Status.ACCEPTED), office.row(Status.ACCEPTED, skip=1)
    docket = office.casework.docket([part, parent])
    change = office.casework.change("merge", docket, [part], "", parent=parent)
    lines = {line.what: line.was for line in office.casework.foresee(docket, change)}
    assert lines["主件"] == f"{office.events.number(parent)} 继续办理，每位上报人都告知结果"
    assert lines["状态"] == "待指派"
