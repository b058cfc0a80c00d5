"""`main.py supervise`: which open events call for a letter, and the letters themselves as Word files."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis.foundation.clock import SHANGHAI, SystemClock, instant, local
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from gis.evaluation.supervision import Proposal
    from gis.snapshot import Snapshot

ACTS = ("urge", "supervise")
HELP = "督办：按规则找出该催办、督办的未结事件（超期、退单两次、返工、无动静），并写出函件。"
EPILOG = """示例：
  main.py supervise julu.wangge                                    现在该催办、督办哪些事，为什么
  main.py supervise julu.wangge --unit 水务局 --act supervise       只看一个单位的督办
  main.py supervise julu.wangge --format json                      给脚本
  main.py supervise julu.wangge --format docx --out 函件/           每个单位一份催办通知、督办通知书（Word）

规则（何时催办、何时督办、要求几个工作日内反馈、谁发函）在 resources/tables/evaluation.toml，县里可改。
这里只提出建议，不写入县库。退出码：0 完成，1 县库或规则有问题，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", nargs="?", metavar="县库", help="县库文件或 PostgreSQL 地址；不写用本机桌面的县库")
    parser.add_argument("--unit", metavar="单位", help="只看一个单位")
    parser.add_argument("--act", choices=ACTS, help="urge 催办，supervise 督办；缺省都看")
    parser.add_argument("--format", choices=("text", "json", "docx"), default="text", help="输出格式，缺省 text")
    parser.add_argument("--out", metavar="文件夹", type=Path, help="docx 写到哪个文件夹")
    parser.add_argument("--table", metavar="考核表", type=Path, help="用另一张考核表（TOML）")
    parser.add_argument("--as-of", type=_instant, metavar="时刻", help="按哪一刻判断，缺省现在")


def run(args: argparse.Namespace) -> int:
    if args.format == "docx" and args.out is None:
        print("错误：--format docx 要用 --out 给出文件夹。", file=sys.stderr)
        return 2
    from gis.deadlines.seed import load_calendar
    from gis.evaluation.supervision import propose
    from gis.evaluation.table import load_table

    table, calendar = load_table(args.table), load_calendar()
    now = args.as_of or SystemClock().now()
    snapshot, acts = _opened(args.county)
    found = _wanted(args, snapshot, propose(snapshot.events, acts, now, table, calendar))
    if args.format == "docx":
        from gis.evaluation.letters import letters
        from gis.publish.letters import write_letters

        paths = write_letters(letters(snapshot, found, now, table, calendar), args.out)
        print("\n".join(str(p) for p in paths) or "没有需要发函的事件。")
    elif args.format == "json":
        from gis.commands.printing import print_json

        print_json(_document(snapshot, found, now))
    else:
        _print(snapshot, found)
    return 0


def _opened(location: str | None) -> tuple[Snapshot, Any]:
    import numpy as np

    from gis.commands.county import county_named
    from gis.events.states import Status
    from gis.store.opening import open_store

    store = open_store(county_named(location))
    try:
        snapshot = store.load_snapshot()
        unfinished = np.flatnonzero(snapshot.events.status < Status.CLOSED)
        return snapshot, store.acts(snapshot.events.id[unfinished].tolist())
    finally:
        store.close()


def _wanted(args: argparse.Namespace, snapshot: Snapshot, found: list[Proposal]) -> list[Proposal]:
    if args.unit:
        units = snapshot.units
        row = next((i for i in range(len(units)) if args.unit in (units.name[i], units.full_name[i])), None)
        if row is None:
            raise WanggeError(f"没有名为“{args.unit}”的单位。", f"可用：{'、'.join(units.name)}")
        found = [p for p in found if p.unit == row]
    return [p for p in found if args.act in (None, p.act)]


def _unit(snapshot: Snapshot, row: int) -> str:
    from gis.evaluation.letters import DISPATCH

    return snapshot.units.name[row] if row >= 0 else DISPATCH


def _document(snapshot: Snapshot, found: list[Proposal], now: int) -> dict[str, Any]:
    return {
        "as_of": local(now).isoformat(),
        "urge": sum(p.act == "urge" for p in found),
        "supervise": sum(p.act == "supervise" for p in found),
        "proposals": [
            {
                "event": snapshot.events.number(p.row),
                "act": p.act,
                "unit": _unit(snapshot, p.unit),
                "due": local(p.due_at).isoformat() if p.due_at else None,
                "late_s": p.late_s,
                "sent_before": p.sent,
                "reasons": [{"rule": r.rule, "act": r.act, "found": r.found} for r in p.reasons],
            }
            for p in found
        ],
    }


def _print(snapshot: Snapshot, found: list[Proposal]) -> None:
    from gis.commands.aligning import aligned
    from gis.evaluation.table import ACT_WORD

    lines = [[ACT_WORD[p.act], snapshot.events.number(p.row), _unit(snapshot, p.unit), p.words] for p in found]
    print("\n".join(aligned(["函件", "事件", "单位", "理由"], lines, left=4)))
    print(f"共 {len(found):,} 件：督办 {sum(p.act == 'supervise' for p in found):,}，"
          f"催办 {sum(p.act == 'urge' for p in found):,}")  # fmt: skip


def _instant(words: str) -> int:
    try:
        when = datetime.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂时刻 {words!r}，请写成 2026-11-23T14:32") from error
    return instant(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))
