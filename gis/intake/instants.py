"""Dates and times as they arrive: text in many hands, Excel day numbers, date cells. No zone given: Shanghai time."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from gis.foundation.clock import SHANGHAI, instant
from gis.intake.sheets import Cell

# Excel's 1900 system counts days from 1899-12-30 (it takes 1900 for a leap year), see ECMA-376 part 1, 18.17.4.1.
_EXCEL_DAY_0 = datetime(1899, 12, 30)
_EXCEL_DAYS = (25_569, 73_051)  # 1970 to 2100: other numbers are no dates of a report
_TEXT = re.compile(
    r"(?P<y>\d{4})\D(?P<m>\d{1,2})\D(?P<d>\d{1,2})日?"
    r"(?:[T\s]*(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})?分?(?::?(?P<s>\d{1,2})(?:\.\d+)?秒?)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
)
_DAY_ONLY = re.compile(r"(\d{1,2})[月/.\-](\d{1,2})日?(?!\d)")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$")


def instant_of(cell: Cell, now: int) -> int:
    """UTC seconds of a cell. ValueError with a Chinese reason if it is no date, or lies before 2000 or after `now`
    (a day is allowed for clocks that run ahead)."""
    when = _datetime(cell)
    at = instant(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))
    if when.year < 2000:
        raise ValueError(f"上报时间 {when:%Y-%m-%d} 过早")
    if at > now + 86_400:
        raise ValueError(f"上报时间 {when:%Y-%m-%d %H:%M} 在将来")
    return at


def _datetime(cell: Cell) -> datetime:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _of_number(float(cell))
    text = unicodedata.normalize("NFKC", str(cell or "")).strip()
    if not text:
        raise ValueError("没有上报时间")
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _of_number(float(text))
    if digits := _DIGITS.match(text):
        return _of_parts([int(part or 0) for part in digits.groups()], text)
    if found := _TEXT.match(text):
        parts = [int(found[name] or 0) for name in ("y", "m", "d", "h", "mi", "s")]
        when = _of_parts(parts, text)
        zone = (found["zone"] or "").replace("Z", "+00:00")
        return datetime.fromisoformat(when.isoformat() + zone) if zone else when
    if day := _DAY_ONLY.match(text):
        if not _is_day(int(day[1]), int(day[2])):
            raise ValueError(f"没有“{text}”这一天")
        raise ValueError(f"上报时间“{text}”没有写年份")
    raise ValueError(f"看不懂的上报时间“{text}”")


def _is_day(month: int, day: int) -> bool:
    try:
        return bool(date(2000, month, day))  # a leap year
    except ValueError:
        return False


def _of_parts(parts: list[int], text: str) -> datetime:
    try:
        return datetime(*parts)  # type: ignore[arg-type]
    except ValueError as error:
        raise ValueError(f"没有“{text}”这个日期或时刻") from error


def _of_number(days: float) -> datetime:
    """An Excel day number, or a date written as one number (20261123)."""
    if _EXCEL_DAYS[0] <= days <= _EXCEL_DAYS[1]:
        return _EXCEL_DAY_0 + timedelta(seconds=round(days * 86_400))
    if days.is_integer() and (digits := _DIGITS.match(str(int(days)))):
        return _of_parts([int(part or 0) for part in digits.groups()], str(int(days)))
    raise ValueError(f"看不懂的上报时间“{days:g}”")
