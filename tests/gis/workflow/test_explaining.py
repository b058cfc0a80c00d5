"""The clock ledger of events on which acts were done: pause, extension, rework, reopening are told with their days."""

from __future__ import annotations

from gis.deadlines.ledger import Ledger
from gis.deadlines.limits import LimitClass
from gis.events.states import Status
from tests.gis.workflow.office import DISPATCHER, HANDLER, INSPECTOR, Office, at


def close_of(office: Office, row: int) -> Ledger:
    """The ledger of the close clock, which must end where the event's own column does."""
    (ledger,) = [ledger for word, ledger in office.workspace.clocks(row) if word == "办结"]
    assert ledger.due == office.value(row, "close_due")
    return ledger


def reasons(ledger: Ledger) -> list[str]:
    return list(dict.fromkeys(one.reason for one in ledger.intervals))


def test_an_extension_is_named_with_its_days_and_reason(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.does(HANDLER, "ask_extension", row, "等配件", days=3)
    office.clock.at = at(2026, 11, 24, 9)
    office.does(INSPECTOR, "approve", row)
    ledger = close_of(office, row)
    assert ledger.notes == ("2026-11-24 09:00 批准延期 3 个工作日：等配件",)
    assert sum(one.counted_s for one in ledger.intervals) == 10 * ledger.day_s, "seven days and three"


def test_a_pause_is_a_stretch_of_its_own_and_moves_the_end_by_the_time_lost(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    before = close_of(office, row).due
    office.clock.at = at(2026, 11, 24, 8, 30)
    office.does(HANDLER, "ask_pause", row, "等待材料")
    office.does(INSPECTOR, "approve", row)
    office.clock.at = at(2026, 11, 25, 18)
    office.does(HANDLER, "resume", row, "材料齐了")
    ledger = close_of(office, row)
    (paused, *_) = [one for one in ledger.intervals if one.reason.startswith("暂停")]
    assert paused.reason == "暂停：等待材料" and not paused.counted
    assert (before, ledger.due) == (at(2026, 12, 2, 18), at(2026, 12, 4, 18))


def test_rework_counts_from_the_day_it_was_ordered_and_says_so(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.clock.at = at(2026, 12, 2, 17)
    office.does(HANDLER, "resolve", row, "已修好")
    office.clock.at = at(2026, 12, 3, 9)
    office.does(INSPECTOR, "rework", row, "仍在漏水")
    ledger = close_of(office, row)
    assert ledger.notes == ("2026-12-03 09:00 返工，至少再给 4 个工作日",)
    assert reasons(ledger)[0] == "返工当日不计"


def test_rework_with_time_left_keeps_the_old_clock_and_leaves_out_the_check(office):
    row = office.row(Status.REPLIED, LimitClass.OTHER)
    office.clock.at = at(2026, 11, 24, 18)
    office.does(HANDLER, "resolve", row, "已修好")
    office.clock.at = at(2026, 11, 26, 18)
    office.does(INSPECTOR, "rework", row, "仍在漏水")
    ledger = close_of(office, row)
    assert ledger.notes == () and "暂停：等待核查" in reasons(ledger) and reasons(ledger)[0] == "上报当日不计"


def test_reopening_begins_both_clocks_anew_and_says_so(office):
    row = office.row(Status.CLOSED, LimitClass.OTHER)
    office.clock.at = at(2026, 12, 8, 9)
    office.does(DISPATCHER, "reopen", row, "又漏了")
    for _, ledger in office.workspace.clocks(row):
        assert ledger.notes == ("2026-12-08 09:00 重开，时限从重开起算",)
        assert reasons(ledger)[0] == "重开当日不计" and ledger.filed_at == at(2026, 12, 8, 9)
