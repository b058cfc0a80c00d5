"""`main.py deadline`: both clocks of one event and the stretches that counted."""

from __future__ import annotations

import argparse
from datetime import datetime

import numpy as np

from gis.commands.printing import print_json
from gis.deadlines import words
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.ledger import Interval, Ledger, explain
from gis.deadlines.limits import (
    CLASS_OF_KEY,
    LIMIT_CLASS_KEY,
    LIMIT_CLASS_WORD,
    LimitUnit,
    Rule,
    limit_words,
    load_rules,
    rule_for,
)
from gis.deadlines.many import deadlines_many
from gis.deadlines.pauses import Pause, moved
from gis.deadlines.seed import load_calendar
from gis.foundation.clock import SHANGHAI, day_number, instant, local

HELP = "算一件事的回复与办结时限，并说明哪些时段计入、哪些不计。"
EPILOG = """示例：
  main.py deadline --class other --at 2026-09-30T10:00
  main.py deadline --class livelihood --at 2026-12-23T09:30 --pause 2026-12-24T08:30..2026-12-25T18:00
  main.py deadline --class emergency --at 2026-11-23T13:20+08:00 --format json
  main.py deadline --class other --at 2026-12-23T10:00 --county julu.wangge     按这个县自己的时限和日历

时刻不带时区时按北京时间。JSON 的键：class, filed_at, reply_due, close_due, warn_at（带时区的 ISO 时刻，不限为 null）,
provisional（是否暂定）, intervals（办结时限逐段：start, end, counted, reason, counted_s, presumed；
无办结时限时为回复时限的）。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    classes = "，".join(f"{key} {LIMIT_CLASS_WORD[c]}" for c, key in LIMIT_CLASS_KEY.items())
    parser.add_argument("--class", dest="limit_class", required=True, choices=list(CLASS_OF_KEY), help=classes)
    parser.add_argument("--at", required=True, type=_instant, metavar="时刻", help="上报时刻，如 2026-11-23T14:01")
    parser.add_argument(
        "--pause", action="append", default=[], type=_pause, metavar="起..止", help="批准的暂停，可写多次"
    )
    parser.add_argument("--county", metavar="县库", help="按这个县自己的时限和日历算；不写按随附的")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(args: argparse.Namespace) -> int:
    calendar, rules = _tables(args.county)
    rule = rule_for(rules, CLASS_OF_KEY[args.limit_class], day_number(args.at))
    reply = explain(rule.reply, args.at, calendar, args.pause)
    close = explain(rule.close, args.at, calendar, args.pause)
    warn_at = _warn_at(rule, rules, args.at, args.pause, calendar)
    if args.format == "json":
        print_json(_document(args, reply, close, warn_at))
    else:
        _print_text(rule, reply, close, warn_at)
    return 0


def _tables(county: str | None) -> tuple[WorkCalendar, tuple[Rule, ...]]:
    """The county's own calendar and limits, or the shipped ones."""
    if not county:
        return load_calendar(), load_rules()
    from gis.store.opening import open_store
    from gis.store.own_tables import own_tables

    store = open_store(county)
    try:
        tables = own_tables(store)
    finally:
        store.close()
    return tables.calendar, tables.rules


def _warn_at(rule: Rule, rules: tuple[Rule, ...], at: int, pauses: list[Pause], calendar: WorkCalendar) -> int:
    due = deadlines_many(np.array([rule.limit_class], np.uint8), np.array([at], np.int64), rules, calendar)
    reply, close, warn = int(due.reply_due[0]), int(due.close_due[0]), int(due.warn_at[0])
    limit = rule.reply if reply and (not close or reply < close) else rule.close
    return moved(warn, at, limit.unit, pauses, calendar, ends=False)


def _document(args: argparse.Namespace, reply: Ledger, close: Ledger, warn_at: int) -> dict:
    counted = close if close.limit.unit is not LimitUnit.NONE else reply
    return {
        "class": args.limit_class,
        "filed_at": _iso(args.at),
        "reply_due": _iso(reply.due),
        "close_due": _iso(close.due),
        "warn_at": _iso(warn_at),
        "provisional": reply.provisional or close.provisional,
        "intervals": [_interval(i) for i in counted.intervals],
    }


def _interval(one: Interval) -> dict:
    return {
        "start": _iso(one.start),
        "end": _iso(one.end),
        "counted": one.counted,
        "reason": one.reason,
        "counted_s": one.counted_s,
        "presumed": one.presumed,
    }


def _print_text(rule: Rule, reply: Ledger, close: Ledger, warn_at: int) -> None:
    print(f"{LIMIT_CLASS_WORD[rule.limit_class]}，{words.full(close.filed_at)} 上报")
    for word, ledger in (("回复时限", reply), ("办结时限", close)):
        if ledger.due:
            note = "（暂定：次年放假通知未到）" if ledger.provisional else ""
            print(f"{word}  {words.full(ledger.due)}{note}  {limit_words(ledger.limit)}")
        else:
            print(f"{word}  不限")
    if warn_at:
        print(f"临近起点  {words.full(warn_at)}")
    for one in (close if close.due else reply).intervals:
        print(f"  {words.full(one.start)} → {words.full(one.end)}  {'计入' if one.counted else '不计'}  {one.reason}")


def _iso(at: int) -> str | None:
    return local(at).isoformat() if at else None


def _instant(text: str) -> int:
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂时刻 {text!r}，请写成 2026-11-23T14:01") from error
    return instant(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))


def _pause(text: str) -> Pause:
    start, dots, end = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"暂停 {text!r} 应写成 起..止")
    pause = Pause(_instant(start), _instant(end))
    if pause.end <= pause.start:
        raise argparse.ArgumentTypeError(f"暂停 {text!r} 的止应晚于起")
    return pause
