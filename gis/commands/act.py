"""`main.py act`: an act of the five steps on events without a desk; the same rules, the same journal."""

from __future__ import annotations

import argparse
import sys
from typing import Any

import numpy as np

from gis.commands.printing import print_json
from gis.commands.signing import HELP_AS, sign_in
from gis.deadlines.limits import CLASS_OF_KEY
from gis.events.states import RATING_WORD, STATUS_WORD, Status
from gis.foundation.clock import local
from gis.foundation.errors import Refused
from gis.workflow.acts import ACTS

HELP = "办理事件：回复、退单、申请与批准暂停延期、报结、核查、返工、办结、评价、重开等。"
EPILOG = """示例：
  main.py act julu.wangge reply --events JL20261123-0271 --words 明日上午到场 --as shuiwu
  main.py act julu.wangge ask_extension --events JL20261123-0271 --days 3 --words 需开挖路面 --as shuiwu
  main.py act julu.wangge approve --events JL20261123-0271 --as lixm
  main.py act julu.wangge merge --events JL20261123-0271,JL20261123-0283 --parent JL20261123-0260 --as lixm
  main.py act julu.wangge rate --events JL20261123-0271 --rating 满意 --as lixm
  main.py act julu.wangge resolve --events - --words 已修复 --as shuiwu < 编号.txt
  main.py act julu.wangge rework --events JL20261123-0271 --words 仍在漏水 --dry-run

整批要么全办、要么都不办。退出码：0 完成，1 被拒绝或有人先改，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = "，".join(f"{kind} {module.WORD}" for kind, module in ACTS.items())
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("kind", choices=list(ACTS), metavar="动作", help=kinds)
    parser.add_argument("--events", required=True, metavar="编号", help="事件编号，用逗号分开；- 表示从标准输入逐行读")
    parser.add_argument("--words", default="", metavar="文字", help="理由、回复内容或办理结果")
    parser.add_argument("--days", type=int, metavar="天数", help="延期几个工作日（ask_extension）")
    parser.add_argument("--units", metavar="单位", help="协办单位名称，用逗号分开（assist）")
    parser.add_argument("--parent", metavar="编号", help="并入哪一件（merge）")
    parser.add_argument("--item", metavar="事项", help="改为哪个事项（reclassify）")
    parser.add_argument("--class", dest="limit_class", choices=list(CLASS_OF_KEY), help="改为哪一类时限（reclassify）")
    parser.add_argument("--rating", choices=[w for w in RATING_WORD.values() if w], help="评价（rate）")
    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--station", default="", metavar="席位", help="席位名，缺省为本机名加“命令行”")
    parser.add_argument("--dry-run", action="store_true", help="只显示结果，不写入")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.foundation.clock import SystemClock
    from gis.workspace import Workspace
    from gis.workspace.casework import Casework

    station = args.station or f"{socket.gethostname()} 命令行"
    workspace = Workspace.open(args.county, SystemClock(), args.actor, station)
    try:
        sign_in(workspace, args.actor)
        rows = _rows(workspace.snapshot.events, args.events)
        change = Casework(workspace).act(args.kind, rows, args.words, **_more(args, workspace.snapshot))
        committed = None if args.dry_run else workspace.do(change)
        _tell(args, workspace.snapshot, change, rows, committed.seq if committed else 0)
    finally:
        workspace.close()
    return 0


def _more(args: argparse.Namespace, snapshot: Any) -> dict[str, Any]:
    """What only this act takes; Refused if it was not given."""
    needs = {"ask_extension": "days", "assist": "units", "merge": "parent", "reclassify": "item", "rate": "rating"}
    name = needs.get(args.kind)
    if name is None:
        return {}
    if getattr(args, name) is None:
        raise Refused(f"{ACTS[args.kind].WORD}要给出 --{name}。", f"说明：main.py act --help；动作 {args.kind}。")
    if name == "days":
        return {"days": args.days}
    if name == "units":
        return {"units": [_row_of(word, snapshot.units.name, "单位") for word in args.units.split(",") if word]}
    if name == "parent":
        return {"parent": _rows(snapshot.events, args.parent)[0]}
    if name == "rating":
        return {"rating": next(value for value, word in RATING_WORD.items() if word == args.rating)}
    limit = {} if args.limit_class is None else {"limit_class": int(CLASS_OF_KEY[args.limit_class])}
    return {"item": _row_of(args.item, snapshot.items.name, "事项"), **limit}


def _row_of(word: str, names: Any, what: str) -> int:
    found = [row for row, name in enumerate(names) if name == word.strip()]
    if not found:
        raise Refused(f"没有名为“{word}”的{what}。", f"可用：{'、'.join(names)}")
    return found[0]


def _rows(events: Any, listed: str) -> list[int]:
    text = sys.stdin.read() if listed == "-" else listed.replace(",", "\n")
    numbers = list(dict.fromkeys(word.strip() for word in text.splitlines() if word.strip()))
    found = {number: events.numbered(number) for number in numbers}
    unknown = [number for number, rows in found.items() if len(rows) != 1]
    if unknown or not numbers:
        raise Refused(f"没有编号为 {'、'.join(unknown[:5])} 的事件。" if unknown else "没有给出事件编号。",
                      "编号形如 JL20261123-0271。")  # fmt: skip
    return [int(np.atleast_1d(rows)[0]) for rows in found.values()]


def _tell(args: argparse.Namespace, snapshot: Any, change: Any, rows: list[int], seq: int) -> None:
    events = snapshot.events
    after = {edit.key: edit.after or {} for edit in change.edits if edit.table == "event"}

    def value(row: int, name: str) -> int:
        return int(after.get(int(events.id[row]), {}).get(name, getattr(events, name)[row]))

    told = [
        {
            "number": events.number(row),
            "status": STATUS_WORD[Status(value(row, "status"))],
            "reply_due": _iso(value(row, "reply_due")),
            "close_due": _iso(value(row, "close_due")),
            "provisional": bool(value(row, "provisional")),
        }
        for row in rows
    ]
    if args.format == "json":
        print_json({"committed": bool(seq), "seq": seq, "kind": change.kind, "label": change.label, "events": told})
        return
    print(f"{f'已写入日志第 {seq} 号：' if seq else '未写入（--dry-run）：'}{change.label}")
    for one in told:
        due = f"{one['close_due'] or '—'}{' 暂定' if one['provisional'] else ''}"
        print(f"{one['number']}  {one['status']}  办结时限 {due}")


def _iso(at: int) -> str | None:
    return local(at).isoformat() if at else None
