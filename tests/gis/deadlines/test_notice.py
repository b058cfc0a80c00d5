"""The State Council's notice, pasted as it is: the real wording of four years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gis.deadlines.calendar import DayKind
from gis.deadlines.confirming import own_days
from gis.deadlines.notice import NoticeError, parse_notice
from gis.deadlines.seed import load_calendar
from gis.deadlines.years import number, overlaid, year_view
from tests.gis.deadlines.notices import N2023, N2024, N2025, N2026, SUPPOSED_2027

SHIPPED = load_calendar()


@pytest.mark.parametrize(("year", "text"), [(2024, N2024), (2025, N2025), (2026, N2026)])
def test_the_real_notices_give_the_calendar_that_is_shipped(year, text):
    notice = parse_notice(text)
    assert notice.year == year and not notice.doubts
    read = overlaid(SHIPPED, [year], own_days(notice))
    assert [d.kind & 1 for d in year_view(read, year)] == [d.kind & 1 for d in year_view(SHIPPED, year)]
    adjusted = [d.day for d in year_view(read, year) if d.kind is DayKind.ADJUSTED]
    assert adjusted == [d.day for d in year_view(SHIPPED, year) if d.kind is DayKind.ADJUSTED]


def test_the_number_of_the_notice_is_kept():
    assert parse_notice(N2026).title == "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
    assert parse_notice(N2024).title.endswith("（国办发明电〔2023〕7号）")


def test_a_new_year_that_begins_in_december():
    notice = parse_notice(N2023)
    assert (notice.holidays[0].first, notice.holidays[0].last) == (date(2022, 12, 31), date(2023, 1, 2))
    assert not notice.doubts
    assert notice.working[:3] == (date(2023, 1, 28), date(2023, 1, 29), date(2023, 4, 23))


def test_advice_to_rest_is_no_holiday():
    notice = parse_notice(N2024)
    assert date(2024, 2, 9) not in {h.first for h in notice.holidays} | set(notice.working)


def test_two_feasts_in_one_span():
    assert parse_notice(N2025).holidays[-1].name == "国庆节、中秋节"


def test_half_width_signs_and_broken_lines_make_no_difference():
    rough = (
        N2026.replace("：", ":").replace("（", " ( ").replace("）", " ) ").replace("，", ",\n").replace("1月", " 1 月 ")
    )
    assert parse_notice(rough).holidays == parse_notice(N2026).holidays


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("共9天", "共8天", "写明共 8 天，日期却是 9 天"),
        ("1月4日（周日）上班", "1月4日（周六）上班", "01-04 是周日，文中写的是周六"),
        ("5月9日（周六）上班", "5月8日（周五）上班", "本是工作日"),
        ("5月9日（周六）上班", "5月2日（周六）上班", "既放假又上班"),
        ("五、端午节：6月19日（周五）至21日（周日）放假，共3天。", "", "没有找到端午节"),
        ("6月19日（周五）至21日", "6月19日（周五）至31日", "没有“31日"),
        ("4月4日（周六）至6日（周一）放假，共3天。", "另行通知。", "清明节：没有写放假日期"),
    ],
)
def test_what_the_notice_says_twice_and_differently_is_doubted(old, new, doubt):
    assert old in N2026
    assert any(doubt in found for found in parse_notice(N2026.replace(old, new)).doubts)


@pytest.mark.parametrize("text", ["", "关于召开会议的通知", "国务院办公厅关于2027年部分节假日安排的通知\n即将发布。"])
def test_what_is_no_notice_is_refused_plainly(text):
    with pytest.raises(NoticeError) as refused:
        parse_notice(text)
    assert "请粘贴" in refused.value.remedy


def test_a_confirmed_year_moves_the_horizon_and_only_in_turn():
    notice = parse_notice(SUPPOSED_2027)
    assert not notice.doubts
    after = overlaid(SHIPPED, [2027], own_days(notice))
    assert after.horizon == number(date(2027, 12, 31)) and not after.presumed(number(date(2027, 5, 8)))
    assert after.kind_of(number(date(2027, 5, 8))) is DayKind.ADJUSTED
    assert after.reason(number(date(2027, 2, 8))) == "春节"
    assert overlaid(SHIPPED, [2028], []).horizon == SHIPPED.horizon, "2027 is not known yet"


def test_a_single_day_can_be_edited_in_the_year_view():
    from gis.deadlines.years import OwnDay, differing

    day = number(date(2026, 12, 7))
    after = overlaid(SHIPPED, [], [OwnDay(day, False, "县庆")])
    ((before, now),) = differing(SHIPPED, after, 2026)
    assert (before.kind, now.kind, now.reason) == (DayKind.WORKDAY, DayKind.HOLIDAY, "县庆")
    assert SHIPPED.works(day) and after.horizon == SHIPPED.horizon
    assert timedelta(len(year_view(after, 2028))) == timedelta(366)
