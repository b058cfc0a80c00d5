"""`main.py report`: a new event from a script, as a person registers it at the desk: the same checks and journal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis.commands.printing import print_json
from gis.commands.signing import HELP_AS, sign_in
from gis.deadlines.limits import CLASS_OF_KEY
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.workflow.report import Report
    from gis.workflow.report_flags import Flag, PhotoSeen
    from gis.workspace.casework import Casework

HELP = "登记事件：来电、来访、代办、12345、巡查等，一次一件，可同时受理或并入已有的一件。"
EPILOG = """示例：
  main.py report julu.wangge --source 电话 --item 矛盾纠纷 --text "两户因界墙争执" --village 小留庄 --at 114.98,37.26
  main.py report julu.wangge --source 12345 --item 道路交通 --text "路口信号灯不亮" --at 115.03,37.22 --accept
  main.py report julu.wangge --source 巡查 --item 环境卫生 --text "垃圾池满溢" --grid 130529201227008 --photo 现场.jpg
  main.py report julu.wangge --source 电话 --item 公共服务 --text "停水" --village 小留庄 --into JL20261123-0271
  main.py report julu.wangge --source 电话 --item 公共服务 --text "停水" --village 小留庄 --dry-run --format json

没给 --at 时放在网格（或村）的标注点。位置靠近网格界线时要用 --grid 说明归哪个网格，不猜。
退出码：0 完成，1 有待改的项或被拒绝，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--source", required=True, metavar="来源", help="网格员、群众、电话、12345、巡查、帮代办")
    parser.add_argument("--item", required=True, metavar="事项", help="事项清单里的名称")
    parser.add_argument("--class", dest="limit_class", choices=list(CLASS_OF_KEY), help="时限类别，缺省按事项")
    parser.add_argument("--text", required=True, metavar="文字", help="上报的内容")
    parser.add_argument("--reporter", default="", metavar="姓名", help="上报人")
    parser.add_argument("--phone", default="", metavar="电话", help="上报人电话")
    parser.add_argument("--at", dest="place", default="", metavar="经度,纬度", help="位置（CGCS2000 / WGS 84，度）")
    parser.add_argument("--village", default="", metavar="村", help="村名或 12 位代码")
    parser.add_argument("--grid", default="", metavar="网格", help="15 位网格代码")
    parser.add_argument("--reported", default="", metavar="时刻", help="上报时间，如 2026-11-23T14:30，缺省为现在")
    parser.add_argument("--photo", action="append", default=[], type=Path, metavar="照片", help="可重复")
    parser.add_argument("--accept", action="store_true", help="同时受理（立案）")
    parser.add_argument("--into", default="", metavar="编号", help="并入这一件")
    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--station", default="", metavar="席位", help="席位名，缺省为本机名加“命令行”")
    parser.add_argument("--dry-run", action="store_true", help="只显示结果，不写入")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.foundation.clock import SystemClock
    from gis.intake.photo import read_photo
    from gis.workspace import Workspace
    from gis.workspace.casework import Casework

    station = args.station or f"{socket.gethostname()} 命令行"
    workspace = Workspace.open(args.county, SystemClock(), args.actor, station)
    try:
        sign_in(workspace, args.actor)
        casework = Casework(workspace)
        photos = [read_photo(path) for path in args.photo]
        one, flags = _placed(casework, _report(args, casework), args, photos)
        parent = _row(workspace.snapshot.events, args.into) if args.into else -1
        change = casework.registered(one, args.accept, parent, [] if args.dry_run else photos)
        seq = 0 if args.dry_run else workspace.do(change).seq
        _tell(args, change, flags, seq)
    finally:
        workspace.close()
    return 0


def _report(args: argparse.Namespace, casework: Casework) -> Report:
    from gis.intake.instants import instant_of
    from gis.intake.names import ItemNames, source_of
    from gis.workflow.report import Report

    snapshot, now = casework.workspace.snapshot, casework.workspace.clock.now()
    try:
        source, item = source_of(args.source), ItemNames(snapshot.items).find(args.item)
        reported_at = instant_of(args.reported, now) if args.reported else now
    except ValueError as error:
        raise Refused(f"{error}。", "说明：main.py report --help。") from error
    limit = None if args.limit_class is None else int(CLASS_OF_KEY[args.limit_class])
    return Report(source, args.reporter, args.phone, item, limit_class=limit, text=args.text, reported_at=reported_at)


def _placed(
    casework: Casework, one: Report, args: argparse.Namespace, photos: Sequence[PhotoSeen]
) -> tuple[Report, list[Flag]]:
    """The report with its pin and grid, and what to look twice at; Refused where it must be said which grid."""
    from gis.boundaries.locate import GridLocator
    from gis.foundation.crs import to_degrees, to_metres
    from gis.workflow.report_flags import border_flag, grid_word, photo_flags

    snapshot, settings = casework.workspace.snapshot, casework.settings
    divisions, locator = snapshot.divisions, GridLocator(snapshot.mesh, snapshot.divisions)
    named = _named(snapshot, args)
    if not args.place:
        if named < 0:
            raise Refused("没有给出位置。", "请用 --at 经度,纬度，或 --village、--grid 指明。")
        x, y = float(divisions.label_x[named]), float(divisions.label_y[named])
    else:
        lon, lat = _degrees(args.place)
        x, y = to_metres(lon, lat)
    nearby = locator.near(x, y, settings.border_metres)
    if not nearby:
        raise Refused("位置在县域之外。", "请核对经纬度，先经度后纬度。")
    border, grids = border_flag(divisions, nearby), [row for row, _ in nearby]
    division, flags = grids[0], photo_flags(x, y, one.reported_at, photos, settings)
    if args.grid:
        if args.place and named not in grids:
            raise Refused(f"位置不在 {args.grid} 网格，在 {grid_word(divisions, grids[0])}。", "请核对位置或网格。")
        division = named
    elif border is not None:
        codes = "、".join(divisions.code[row] for row in grids)
        raise Refused(f"{border.words}。", f"请用 --grid 指明：{codes}。")
    notes = (f"{border.words.split('，')[0]}，登记时确认归 {grid_word(divisions, division)}",) if border else ()
    lon, lat = to_degrees(x, y)
    return replace(one, lon=float(lon), lat=float(lat), division=division, notes=notes), flags


def _named(snapshot: Any, args: argparse.Namespace) -> int:
    """Division row of --grid, else of --village; -1 without either."""
    from gis.intake.names import VillageNames

    if args.grid:
        found = [row for row, code in enumerate(snapshot.divisions.code) if code == args.grid]
        if not found:
            raise Refused(f"没有代码为 {args.grid} 的网格。", "网格代码是 15 位数字。")
        return found[0]
    if not args.village:
        return -1
    try:
        return VillageNames(snapshot.divisions).find(args.village)
    except ValueError as error:
        raise Refused(f"{error}。", "也可写 12 位村代码。") from error


def _degrees(place: str) -> tuple[float, float]:
    from gis.intake.positions import position_of

    parts = place.replace("，", ",").split(",")
    try:
        found = position_of(*parts) if len(parts) == 2 else None
    except ValueError as error:
        raise Refused(f"--at：{error}。", "形如 115.03,37.22。") from error
    if found is None:
        raise Refused(f"--at 的“{place}”不是位置。", "形如 115.03,37.22。")
    return found.lon, found.lat


def _row(events: Any, number: str) -> int:
    rows = events.numbered(number)
    if len(rows) != 1:
        raise Refused(f"没有编号为 {number} 的事件。", "编号形如 JL20261123-0271。")
    return int(rows[0])


def _tell(args: argparse.Namespace, change: Any, flags: list[Flag], seq: int) -> None:
    from gis.foundation.clock import local

    event = next(edit for edit in change.edits if edit.table == "event" and edit.before is None)

    def iso(name: str) -> str | None:
        return local(event.after[name]).isoformat() if event.after[name] else None

    told = {
        "committed": bool(seq), "seq": seq, "number": event.after["number"], "label": change.label,
        "grid": event.after["division"], "reply_due": iso("reply_due"), "close_due": iso("close_due"),
        "provisional": event.after["provisional"], "flags": [flag.words for flag in flags],
    }  # fmt: skip
    if args.format == "json":
        print_json(told)
        return
    print(f"{f'已写入日志第 {seq} 号：' if seq else '未写入（--dry-run）：'}{change.label}")
    print(f"  {told['number']}\t网格 {told['grid']}\t办结 {told['close_due'] or '—'}")
    for flag in flags:
        print(f"  请留意：{flag.words}")
