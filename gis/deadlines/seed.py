"""The county's calendar table: reading resources/tables/calendar.toml, and writing it anew from chinesecalendar.

The shipped table was written by `python -m gis.deadlines.seed`; chinesecalendar costs 0.1 s to import and raises beyond
its last year, so nothing but this module ever imports it, and only when the table is made.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from gis.deadlines.calendar import OFFICE_HOURS, DayKind, WorkCalendar, weekend_rule
from gis.foundation.errors import WanggeError
from resources import ROOT

EPOCH = date(1970, 1, 1)
FIRST_YEAR = 2024
NOTICES = {
    2024: "国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号，2023-10-25）",
    2025: "国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号，2024-11-12）",
    2026: "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号，2025-11-04）",
}
FULL_NAME = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}
HEADING = """\
# 工作日历。每年国务院办公厅的放假通知下发后，在末尾添一段 [[year]]，并删去该年的 [[presumed]]。
#
# [[year]]     一年的通知：holidays 各假期的首日与末日（含），working 调休上班的周末
# [[presumed]] 通知未到的年份按《全国年节及纪念日放假办法》（2024-11-10 修订）推定的法定假日；
#              落在其中的时限显示「暂定」，通知到达后重算并留痕
# hours        工作时间；最后一段的终点即工作日的下班时刻，时限到此为止

hours = [["08:30", "12:00"], ["14:00", "18:00"]]
"""


class CalendarTableError(WanggeError):
    """The calendar table cannot be read."""


def load_calendar(path: Path | None = None) -> WorkCalendar:
    """The calendar of a TOML table (default: the shipped resources/tables/calendar.toml).

    Raises CalendarTableError if it is missing, unreadable or holds no confirmed year.
    """
    import tomllib  # late: the first picture needs no table

    path = path or ROOT / "tables" / "calendar.toml"
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
        return calendar_of(table)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CalendarTableError(
            f"工作日历 {path.name} 读不出来：{error}。", "请改正后重开，或换回随附的日历。"
        ) from error


def calendar_of(table: dict) -> WorkCalendar:
    """The calendar of a parsed table; ValueError says what is wrong with it."""
    years = sorted(int(y["year"]) for y in table["year"])
    if years != list(range(years[0], years[0] + len(years))):
        raise ValueError(f"年份不连续：{years}")
    last_year = max([years[-1] + 1, *(int(p["year"]) for p in table.get("presumed", []))])
    first, horizon = _number(date(years[0], 1, 1)), _number(date(years[-1], 12, 31))
    kind = weekend_rule(first, _number(date(last_year, 12, 31)) - first + 1)
    names: dict[int, str] = {}
    for block in [*table["year"], *table.get("presumed", [])]:
        _apply(block, kind, names, first)
    return WorkCalendar(first, kind, horizon, names, _hours(table.get("hours")))


def _apply(block: dict, kind: np.ndarray, names: dict[int, str], first: int) -> None:
    for holiday in block.get("holidays", []):
        start, end = _number(holiday["from"]), _number(holiday.get("to", holiday["from"]))
        if end < start:
            raise ValueError(f"{holiday['name']} 的末日早于首日")
        kind[start - first : end - first + 1] = DayKind.HOLIDAY
        names.update({day: holiday["name"] for day in range(start, end + 1)})
    for day in block.get("working", []):
        kind[_number(day) - first] = DayKind.ADJUSTED


def _hours(cell: list | None) -> tuple[tuple[int, int], ...]:
    if cell is None:
        return OFFICE_HOURS
    hours = tuple((_seconds(start), _seconds(end)) for start, end in cell)
    edges = [edge for session in hours for edge in session]
    if not hours or edges != sorted(set(edges)):
        raise ValueError("hours 应为先后相接、不重叠的时段")
    return hours


def _seconds(text: str) -> int:
    hour, minute = text.split(":")
    seconds = int(hour) * 3600 + int(minute) * 60
    if not 0 <= seconds <= 86_400:
        raise ValueError(f"hours 里的 {text} 不是一天中的时刻")
    return seconds


def _number(day: date) -> int:
    if not isinstance(day, date):
        raise ValueError(f"{day!r} 应为日期")
    return (day - EPOCH).days


def table_from_chinesecalendar(first_year: int = FIRST_YEAR) -> str:
    """The text of calendar.toml: the years chinesecalendar confirms, and the holidays that law fixes after them."""
    from chinese_calendar import constants

    last_year = max(day.year for day in constants.workdays | constants.holidays)
    chinese = {h.value: FULL_NAME.get(h.chinese, h.chinese) for h in constants.Holiday}
    parts = [HEADING]
    for year in range(first_year, last_year + 1):
        runs = _runs({d: chinese[v] for d, v in constants.holidays.items() if d.year == year})
        working = sorted(d for d in constants.workdays if d.year == year)
        parts.append(_block("year", year, runs, working))
    parts += [_block("presumed", year, STATUTORY[year], []) for year in STATUTORY if year > last_year]
    return "\n".join(parts)


def _runs(days: dict[date, str]) -> list[tuple[str, date, date]]:
    """Consecutive days of one name as (name, first, last). Weekends inside a notice's span are part of it."""
    runs: list[tuple[str, date, date]] = []
    for day in sorted(days):
        if runs and runs[-1][0] == days[day] and day - runs[-1][2] == timedelta(1):
            runs[-1] = (days[day], runs[-1][1], day)
        else:
            runs.append((days[day], day, day))
    return runs


def _block(word: str, year: int, runs: list[tuple[str, date, date]], working: list[date]) -> str:
    lines = [f"[[{word}]]", f"year = {year}"]
    if word == "year":
        lines.append(f'notice = "{NOTICES[year]}"')
    lines.append("holidays = [")
    lines += [f'  {{ name = "{name}", from = {first}, to = {last} }},' for name, first, last in runs]
    lines.append("]")
    if working:
        lines.append(f"working = [{', '.join(map(str, working))}]")
    return "\n".join(lines) + "\n"


def _statutory(year: int, spring: date, tomb: date, dragon: date, moon: date) -> list[tuple[str, date, date]]:
    """Statutory holidays of a year: New Year 1, Spring Festival 4 from the eve, Qingming 1, Labour Day 2,
    Dragon Boat 1, Mid-Autumn 1, National Day 3 days; what falls on a weekend is made up for on the next weekdays.
    `spring` is the first day of the lunar year."""
    return [
        ("元旦", *_made_up_for(date(year, 1, 1), 1)),
        ("春节", *_made_up_for(spring - timedelta(1), 4)),
        ("清明节", *_made_up_for(tomb, 1)),
        ("劳动节", *_made_up_for(date(year, 5, 1), 2)),
        ("端午节", *_made_up_for(dragon, 1)),
        ("中秋节", *_made_up_for(moon, 1)),
        ("国庆节", *_made_up_for(date(year, 10, 1), 3)),
    ]


def _made_up_for(first: date, days: int) -> tuple[date, date]:
    """First and last day of a holiday of so many days with its days in lieu."""
    last = first + timedelta(days - 1)
    owed = sum((first + timedelta(i)).weekday() >= 5 for i in range(days))
    while owed:
        last += timedelta(1)
        owed -= last.weekday() < 5
    return first, last


STATUTORY = {
    2027: _statutory(2027, date(2027, 2, 6), date(2027, 4, 5), date(2027, 6, 9), date(2027, 9, 15)),
    2028: _statutory(2028, date(2028, 1, 26), date(2028, 4, 4), date(2028, 5, 28), date(2028, 10, 3)),
    2029: _statutory(2029, date(2029, 2, 13), date(2029, 4, 4), date(2029, 6, 16), date(2029, 9, 22)),
}


if __name__ == "__main__":
    (ROOT / "tables" / "calendar.toml").write_text(table_from_chinesecalendar(), encoding="utf-8")
