"""Reads the State Council's yearly notice as it is pasted: 国务院办公厅关于2027年部分节假日安排的通知, sentence by
sentence.

What it cannot make sense of it says, and it checks what the notice itself says twice: the number of days and the
days of the week. Nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gis.foundation.errors import WanggeError

FEASTS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
WEEKDAYS = "一二三四五六日"
FULL_WIDTH = str.maketrans("０１２３４５６７８９（）：，；．:;,()", "0123456789（）：，；。：；，（）")
TITLE = re.compile(r"关于(\d{4})年(?:部分)?节假日(?:放假)?安排的通知")
YEAR = re.compile(r"现将(\d{4})年")
NUMBER = re.compile(r"国办发明电〔\d{4}〕\d+号")
CLAUSE = re.compile(rf"((?:{'|'.join(FEASTS)})(?:、(?:{'|'.join(FEASTS)}))*)：")
DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:（(?P<aside>[^（）]*)）)?")
TOTAL = re.compile(r"(?:共|放假)(\d+)天")
ADVICE = re.compile(r"(?:鼓励|建议|提倡)[^。]*。?")


@dataclass(frozen=True)
class Holiday:
    """A holiday of the notice: name (国庆节、中秋节 where one span holds both), first and last day off."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Notice:
    """A year's notice. title: as the county cites it. working: weekends that are worked (调休上班). doubts: what the
    text says twice and differently, or what could not be read; a notice with doubts should be looked at by a person."""

    year: int
    title: str
    holidays: tuple[Holiday, ...]
    working: tuple[date, ...]
    doubts: tuple[str, ...] = ()


class NoticeError(WanggeError):
    """The text is no notice of holidays."""


def parse_notice(text: str) -> Notice:
    """The notice in a pasted text; NoticeError if there is none. Full-width and half-width signs, spaces and line
    breaks make no difference."""
    plain = re.sub(r"\s+", "", text.translate(FULL_WIDTH))
    found = TITLE.search(plain) or YEAR.search(plain)
    if found is None:
        raise NoticeError("没有找到年份。", "请粘贴《国务院办公厅关于××××年部分节假日安排的通知》全文，包括标题。")
    year = int(found[1])
    clauses = list(CLAUSE.finditer(plain))
    if not clauses:
        raise NoticeError(f"{year} 年的文本里没有“元旦：…放假”这样的条目。", "请粘贴通知全文。")
    holidays: list[Holiday] = []
    working: list[date] = []
    doubts: list[str] = []
    ends = [c.start() for c in clauses[1:]] + [len(plain)]
    for clause, end in zip(clauses, ends, strict=True):
        _read_clause(clause[1], plain[clause.end() : end], year, holidays, working, doubts)
    doubts += _missing(holidays) + _odd(holidays, working)
    number = NUMBER.search(plain)
    title = f"国务院办公厅关于{year}年部分节假日安排的通知" + (f"（{number[0]}）" if number else "")
    return Notice(year, title, tuple(holidays), tuple(sorted(set(working))), tuple(doubts))


def _read_clause(
    name: str, body: str, year: int, holidays: list[Holiday], working: list[date], doubts: list[str]
) -> None:
    body = ADVICE.sub("", body)
    first_word = re.search(r"放假|上班", body)
    if first_word is None or first_word[0] != "放假":
        doubts.append(f"{name}：没有写放假日期")
        return
    span = body[: first_word.start()]
    days = _days(span, year, name, doubts)
    if not days or len(days) > 2 or ("至" in span) != (len(days) == 2):
        doubts.append(f"{name}：“{span}”看不懂")
        return
    first, last = days[0], days[-1]
    rest = body[first_word.start() :]
    holidays.append(Holiday(name, first, last))
    total = TOTAL.search(rest)
    length = (last - first).days + 1
    if total and int(total[1]) != length:
        doubts.append(f"{name}：写明共 {total[1]} 天，日期却是 {length} 天")
    for sentence in re.split("[。；]", rest):
        head, word, _ = sentence.partition("上班")
        if word:
            working += _days(head, year, name, doubts)


def _days(text: str, year: int, name: str, doubts: list[str]) -> list[date]:
    """The dates of a run of text; a day without a month has that of the day before it."""
    found: list[date] = []
    for one in DAY.finditer(text):
        month = int(one["month"]) if one["month"] else (found[-1].month if found else 0)
        in_year = int(one["year"]) if one["year"] else (found[-1].year if found else year)
        if found and not one["year"] and month < found[-1].month:
            in_year = found[-1].year + 1  # 2022年12月31日至1月2日
        try:
            day = date(in_year, month, int(one["day"]))
        except ValueError:
            doubts.append(f"{name}：没有“{one[0]}”这一天")
            continue
        found.append(day)
        weekday = re.search(rf"(?:周|星期)([{WEEKDAYS}天])", one["aside"] or "")
        told = WEEKDAYS.find(weekday[1].replace("天", "日")) if weekday else day.weekday()
        if told != day.weekday():
            doubts.append(f"{name}：{day:%m-%d} 是周{WEEKDAYS[day.weekday()]}，文中写的是周{WEEKDAYS[told]}")
    return found


def _missing(holidays: list[Holiday]) -> list[str]:
    named = "、".join(h.name for h in holidays)
    return [f"没有找到{feast}" for feast in FEASTS if feast not in named]


def _odd(holidays: list[Holiday], working: list[date]) -> list[str]:
    """Worked days that are no weekend, or lie in a holiday."""
    off = {h.first + timedelta(i) for h in holidays for i in range((h.last - h.first).days + 1)}
    odd = [f"{day:%m-%d} 既放假又上班" for day in working if day in off]
    return odd + [f"{day:%m-%d} 本是工作日，却写明上班" for day in working if day.weekday() < 5]
