"""`main.py import-households`: households from a file, matched with those known, taken in as a draft."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

HELP = "导入住户的位置和人口：与库中住户对照，新增和变更存为草案方案，审批后才生效"
EPILOG = """示例：
  main.py import-households 新建小区.xlsx --into julu.wangge --dry-run        只对照，不写入
  main.py import-households 住户.gpkg --into julu.wangge --plan 2027年住户 --as planner
  main.py import-households 入户采集.csv --into julu.wangge --datum gcj02 --plan 手机采集
  main.py import-households 全村住户.shp --into julu.wangge --remove-missing    文件里没有的住户注销
点图层（GeoPackage、Shapefile、GeoJSON、KML、DXF）或有经纬度两列的表格（CSV、Excel）。只读位置、村、人口、户号，不读姓名。
户号与库中相符的按户号对照，其余按位置（1 米以内）。坐标系自动判断并说明依据；判断不了就请您指明。
退出码：0 全部可用，1 有坏行或文件不能用，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="点图层或表格")
    parser.add_argument("--into", required=True, metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--plan", default="", metavar="名称", help="存为的草案名称，缺省用文件名")
    parser.add_argument("--layer", default="", metavar="图层", help="文件有多个点图层时指明")
    datums = ("auto", "wgs84", "gcj02", "bd09")
    parser.add_argument("--datum", choices=datums, default="auto", help="经纬度的坐标系，缺省按村名核对")
    parser.add_argument("--remove-missing", action="store_true", help="文件涉及的村里，文件没有列出的住户注销")
    parser.add_argument("--dry-run", action="store_true", help="只对照，不写入")
    from gis.commands.signing import HELP_AS

    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.commands.printing import print_json
    from gis.commands.signing import sign_in
    from gis.foundation.clock import SystemClock
    from gis.intake.datum import Datum
    from gis.planning import Planning
    from gis.planning.arrivals import Arrivals
    from gis.workspace import Workspace

    workspace = Workspace.open(args.into, SystemClock(), args.actor, f"{socket.gethostname()} 命令行")
    try:
        if not args.dry_run:
            sign_in(workspace, args.actor)
        arrivals = Arrivals(Planning(workspace))
        datum = None if args.datum == "auto" else Datum(args.datum)
        reading = arrivals.read_households(args.file, datum, args.layer, args.remove_missing)
        wish = reading.wish
        changes = bool(wish.come or wish.gone or wish.changed)
        plan = arrivals.settle(reading, args.plan or args.file.stem) if changes and not args.dry_run else None
        answer = reading.told() | {"plan": plan.id if plan else None}
    finally:
        workspace.close()
    if args.format == "json":
        print_json(answer)
    else:
        print("\n".join(_lines(answer)))
    return 1 if answer["bad"] else 0


def _lines(answer: dict[str, Any]) -> list[str]:
    columns = "，".join(f"{heading}→{field}" for field, heading in answer["columns"].items())
    lines = [
        f"{answer['file']}：{answer['features']} 行，可用 {answer['good']}，搁置 {answer['bad']}",
        f"  编码    {answer['encoding']}（{answer['encoding_evidence']}）",
        f"  坐标系  {answer['reference']}",
        f"  列      {columns}",
        f"  新增 {answer['new']} 户，变更 {answer['changed']} 户，相同 {answer['same']} 户；"
        f"库中有而文件没有 {answer['missing']} 户" + (f"，注销 {answer['removed']} 户" if answer["removed"] else ""),
    ]
    lines += [f"  订正    {words}" for words in answer["corrections"]]
    lines += [f"  第 {f['row']} 行：{f['reason']}" for f in answer["faults"]]
    done = f"已存为草案方案 {answer['plan']}，用 main.py plan 县库 compare {answer['plan']} 查看影响。"
    return [*lines, done if answer["plan"] else "没有写入。"]
