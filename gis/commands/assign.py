"""`main.py assign`: assign events to a unit without a desk; the same rules, the same journal."""

from __future__ import annotations

import argparse
import sys

import numpy as np

HELP = "把事件指派给责任单位（写入日志，可在桌面撤销）"
EPILOG = """示例：
  main.py assign julu.wangge --to 农业农村局 --events JL20261123-0271,JL20261123-0283
  main.py assign julu.wangge --to 水务局 --events - < 编号.txt          每行一个编号
  main.py assign julu.wangge --to 教育局 --events JL20261123-0271 --reason 校园周边，已电话商定
  main.py assign julu.wangge --to 水务局 --events JL20261123-0271 --dry-run   只看结果，不写入
单位与权责清单不符时必须给出 --reason。退出码：0 完成，1 被拒绝或有人先改，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--to", required=True, metavar="单位", help="责任单位名称，如 农业农村局、张王疃乡")
    parser.add_argument("--events", required=True, metavar="编号", help="事件编号，用逗号分开；- 表示从标准输入逐行读")
    parser.add_argument("--reason", default="", help="与权责清单不符时的理由")
    parser.add_argument(
        "--as", dest="actor", default="", metavar="姓名", help="以谁的名义，缺省为第一位调度员；县里有账号时写账号"
    )
    parser.add_argument("--station", default="", metavar="席位", help="席位名，缺省为本机名加“命令行”")
    parser.add_argument("--dry-run", action="store_true", help="只显示指派后的时限和负荷，不写入")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.commands.signing import sign_in
    from gis.foundation.clock import SystemClock
    from gis.workspace import Workspace

    station = args.station or f"{socket.gethostname()} 命令行"
    workspace = Workspace.open(args.county, SystemClock(), args.actor, station)
    try:
        sign_in(workspace, args.actor)
        return _assign(args, workspace)
    finally:
        workspace.close()


def _assign(args: argparse.Namespace, workspace) -> int:
    from gis.commands.printing import print_json

    unit = _unit(workspace, args.to)
    rows, unknown = _rows(workspace, args.events)
    if unit < 0 or unknown or not len(rows):
        _explain(workspace, args.to, unit, unknown)
        return 1
    foresight = workspace.foresee(rows, unit)
    change = workspace.assign(rows, unit, args.reason)
    seq = 0 if args.dry_run else workspace.do(change).seq
    answer = {
        "committed": not args.dry_run,
        "seq": seq,
        "label": change.label,
        "events": [workspace.snapshot.events.number(int(row)) for row in rows],
        "unit": workspace.snapshot.units.name[unit],
        "fit": foresight.fit.fit.name.lower(),
        "basis": foresight.basis,
        "reply_due": _iso(foresight.reply_due),
        "close_due": _iso(foresight.close_due),
        "provisional": bool(foresight.provisional),
        "load": foresight.fit.load,
        "load_after": foresight.fit.load_after,
    }
    if args.format == "json":
        print_json(answer)
    else:
        done = f"已写入日志第 {seq} 号：" if seq else "未写入（--dry-run）："
        print(f"{done}{change.label}")
        load, due = f"{answer['load']} → {answer['load_after']}", answer["close_due"] or "—"
        print(f"依据 {foresight.basis}；负荷 {load}；办结时限 {due}")
    return 0


def _iso(at: int) -> str | None:
    from gis.foundation.clock import local

    return local(at).isoformat() if at else None


def _unit(workspace, name: str) -> int:
    units = workspace.snapshot.units
    return next((i for i in range(len(units)) if name in (units.name[i], units.full_name[i])), -1)


def _rows(workspace, listed: str) -> tuple[np.ndarray, list[str]]:
    text = sys.stdin.read() if listed == "-" else listed.replace(",", "\n")
    numbers = [word.strip() for word in text.splitlines() if word.strip()]
    events = workspace.snapshot.events
    rows, unknown = [], []
    for number in dict.fromkeys(numbers):
        row = _row(events, number)
        rows.append(row) if row >= 0 else unknown.append(number)
    return np.array(rows, np.int32), unknown


def _row(events, number: str) -> int:
    from gis.events.columns import day_of_stamp

    stamp, _, serial = number.upper().removeprefix("JL").partition("-")
    if not (len(stamp) == 8 and stamp.isdigit() and serial.isdigit()):
        return -1
    found = np.flatnonzero((events.day == day_of_stamp(stamp)) & (events.serial == int(serial)))
    return int(found[0]) if len(found) else -1


def _explain(workspace, name: str, unit: int, unknown: list[str]) -> None:
    if unit < 0:
        known = "、".join(workspace.snapshot.units.name)
        print(f"错误：没有名为“{name}”的单位。可用：{known}", file=sys.stderr)
    for number in unknown:
        print(f"错误：没有编号为 {number} 的事件。编号形如 JL20261123-0271。", file=sys.stderr)
    if unit >= 0 and not unknown:
        print("错误：没有给出事件编号。", file=sys.stderr)
