"""`main.py rule`: what the county decides about its clocks: a year's notice, single days, limits, numbers. First what
would move, then, with --confirm, the decision."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gis.commands.printing import print_json
from gis.commands.signing import HELP_AS, sign_in
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.deadlines.limits import Limit, Rule
    from gis.workspace import Workspace
    from gis.workspace.rulings import Ruling, Rulings

HELP = "县里的工作日历、时限和办理规则：查看；改之前先列出哪些在办时限会变动，加 --confirm 才写入。"
EPILOG = """示例：
  main.py rule julu.wangge show --year 2027                            日历是否确认，时限和办理规则现在是什么
  main.py rule julu.wangge notice 通知.txt --as admin                   粘贴保存的放假通知会让哪些时限变动
  main.py rule julu.wangge notice 通知.txt --confirm --as admin         确认，一次留痕
  main.py rule julu.wangge days 2026-12-25..2026-12-26 --off --name 县庆 --reason 县政府通知 --confirm --as admin
  main.py rule julu.wangge limit --class other --from 2027-01-01 --reply 2d --close 5d --reason 县办文件 --as admin
  main.py rule julu.wangge limit --class other --item 村务公开 --from 2027-01-01 --close 3d --reason 文件 --as admin
  main.py rule julu.wangge set return_limit=3 office_hours=08:30-12:00,13:30-17:30 --reason 冬季作息 --as admin

时限写作 2h（自然小时）、day（当天）、7d（工作日），不写即不限。退出码：0 完成，1 被拒绝，2 用法不对。"""
DEEDS = ("show", "notice", "days", "limit", "set")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from gis.deadlines.limits import CLASS_OF_KEY

    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("deed", choices=DEEDS, metavar="动作", help="show、notice、days、limit、set")
    parser.add_argument("words", nargs="*", metavar="内容", help="通知文件（- 为标准输入）；日期或 起..止；名称=值")
    parser.add_argument("--year", type=int, help="看哪一年的日历（show）")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--off", action="store_true", help="这些天休息（days）")
    kind.add_argument("--work", action="store_true", help="这些天上班（days）")
    parser.add_argument("--name", default="", metavar="名称", help="这些天叫什么，如 县庆（days）")
    parser.add_argument("--class", dest="limit_class", choices=list(CLASS_OF_KEY), help="哪一类的时限（limit）")
    parser.add_argument("--item", default="", metavar="事项", help="只是这一个事项的时限（limit）")
    parser.add_argument("--from", dest="effective", type=date.fromisoformat, metavar="日期", help="从哪天起（limit）")
    parser.add_argument("--reply", default="", metavar="时限", help="回复时限，如 2d")
    parser.add_argument("--close", default="", metavar="时限", help="办结时限，如 7d、2h、day")
    parser.add_argument("--warn", type=float, default=0.75, metavar="份额", help="用去几成算临近，缺省 0.75")
    parser.add_argument("--reason", default="", metavar="依据", help="为什么，记入日志")
    parser.add_argument("--confirm", action="store_true", help="写入；不写只列出影响")
    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.foundation.clock import SystemClock
    from gis.workspace import Workspace
    from gis.workspace.rulings import Rulings

    workspace = Workspace.open(args.county, SystemClock(), args.actor, f"{socket.gethostname()} 命令行")
    try:
        rulings = Rulings(workspace)
        if args.deed == "show":
            return _show(args, workspace, rulings)
        if args.confirm:
            sign_in(workspace, args.actor)
        ruling = _ruling(args, workspace, rulings)
        if args.confirm:
            workspace.do(ruling.change)
    finally:
        workspace.close()
    _tell(args, workspace, ruling)
    return 0


def _ruling(args: argparse.Namespace, workspace: Workspace, rulings: Rulings) -> Ruling:
    if args.deed == "notice":
        from gis.deadlines.notice import parse_notice

        return rulings.confirm(parse_notice(_text(args.words)))
    if args.deed == "days":
        return rulings.set_days(_days(args), args.reason)
    if args.deed == "limit":
        return rulings.set_limit(_rule(args, workspace), args.reason)
    pairs = [word.partition("=") for word in args.words]
    if not pairs or not all(sign for _, sign, _ in pairs):
        raise Refused("没有给出 名称=值。", "例如 return_limit=3；名称见 main.py rule 县库 show。")
    return rulings.set_numbers({name: value for name, _, value in pairs}, args.reason)


def _text(words: list[str]) -> str:
    if len(words) != 1:
        raise Refused("没有给出通知文件。", "例如 main.py rule 县库 notice 通知.txt；- 从标准输入读。")
    return sys.stdin.read() if words[0] == "-" else Path(words[0]).read_text("utf-8-sig")


def _days(args: argparse.Namespace) -> list:
    from gis.workspace.rulings import own_day

    if not args.words or args.off == args.work:
        raise Refused("没有写哪些天，或没有写休息还是上班。", "例如 days 2026-12-25..2026-12-26 --off。")
    found = []
    for word in args.words:
        first, _, last = word.partition("..")
        try:
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError as error:
            raise Refused(f"看不懂日期 {word}。", "请写成 2026-12-25 或 2026-12-25..2026-12-26。") from error
        while day <= end:
            found.append(own_day(day, args.work, args.name))
            day += timedelta(1)
    return found


def _rule(args: argparse.Namespace, workspace: Workspace) -> Rule:
    from gis.deadlines.limits import CLASS_OF_KEY, Rule

    if not args.limit_class or args.effective is None:
        raise Refused("没有写哪一类，或从哪天起。", "例如 limit --class other --from 2027-01-01 --close 5d。")
    items, item = workspace.snapshot.items, 0
    if args.item:
        found = [int(items.id[row]) for row in range(len(items)) if items.name[row] == args.item]
        if not found:
            raise Refused(f"没有名为“{args.item}”的事项。", f"可用：{'、'.join(items.name)}")
        item = found[0]
    if not 0 < args.warn <= 1:
        raise Refused("临近的份额应在 0 与 1 之间。", "0.75 指时限用去四分之三。")
    reply, close = _limit(args.reply), _limit(args.close)
    return Rule(CLASS_OF_KEY[args.limit_class], args.effective, reply, close, args.warn, item)


def _limit(word: str) -> Limit:
    from gis.deadlines.limits import Limit, LimitUnit

    if not word:
        return Limit(LimitUnit.NONE)
    if word == "day":
        return Limit(LimitUnit.SAME_DAY)
    unit = {"h": LimitUnit.HOURS, "d": LimitUnit.WORKING_DAYS}.get(word[-1])
    if unit is None or not word[:-1].isdigit() or int(word[:-1]) < 1:
        raise Refused(f"看不懂时限 {word}。", "请写成 2h、day 或 7d。")
    return Limit(unit, int(word[:-1]))


def _tell(args: argparse.Namespace, workspace: Workspace, ruling: Ruling) -> None:
    from gis.workflow.reckoning import move_words

    events = workspace.snapshot.events
    if args.format == "json":
        moves = [{"event": events.number(m.row), "days": m.days, "words": move_words(m)} for m in ruling.moves]
        told = {"label": ruling.change.label, "confirmed": args.confirm, "summary": ruling.summary, "moves": moves}
        print_json(told)
        return
    print(f"{'已' if args.confirm else '将'}{ruling.change.label}：{ruling.summary}")
    for before, after in ruling.days:
        from gis.deadlines.years import date_of

        print(f"  {date_of(after.day)}  {before.reason} → {after.reason}")
    for move in ruling.moves:
        if move.shifts:
            print(f"  {events.number(move.row)}  {move_words(move)}")
    if not args.confirm:
        print("没有写入。确认请加 --confirm。")


def _show(args: argparse.Namespace, workspace: Workspace, rulings: Rulings) -> int:
    from dataclasses import asdict

    from gis.deadlines.limits import LIMIT_CLASS_WORD, limit_words
    from gis.deadlines.years import date_of
    from gis.foundation.clock import local
    from gis.foundation.settings import WORDS, hours_words

    calendar, items = workspace.calendar, workspace.snapshot.items
    year = args.year or local(workspace.clock.now()).year
    days = [d for d in rulings.year(year) if d.reason not in ("工作日", "周末", "工作日（暂定）")]
    names = {int(key): items.name[row] for row, key in enumerate(items.id)}
    limits = [
        (LIMIT_CLASS_WORD[r.limit_class], names.get(r.item, ""), f"{r.effective}", limit_words(r.reply),
         limit_words(r.close))
        for r in workspace.rules
    ]  # fmt: skip
    numbers = asdict(workspace.settings) | {"office_hours": hours_words(calendar.hours)}
    confirmed = year <= date_of(calendar.horizon).year
    if args.format == "json":
        special = {f"{date_of(d.day)}": d.reason for d in days}
        print_json({"year": year, "confirmed": confirmed, "days": special, "limits": limits, "settings": numbers})
        return 0
    print(f"{year} 年日历：{'已确认' if confirmed else '暂定，放假通知未到'}")
    for day in days:
        print(f"  {date_of(day.day)}  {day.reason}")
    for kind, item, since, reply, close in limits:
        print(f"{kind}{f' · {item}' if item else ''}  自 {since}  回复 {reply}  办结 {close}")
    for name, value in numbers.items():
        print(f"{name}  {value}  {WORDS[name]}")
    return 0
