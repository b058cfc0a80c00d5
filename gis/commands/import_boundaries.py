"""`main.py import-boundaries`: borders from a file, every repair shown, taken in as a draft that waits for approval."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gis.intake.border_reading import BorderReading
    from gis.planning.arrivals import Arrivals, BorderSurvey

HELP = "导入网格、村或邻县的边界：逐项列出要做的修正，结果存为草案方案，审批后才生效"
EPILOG = """示例：
  main.py import-boundaries 网格.gpkg --into julu.wangge --dry-run       只核对，列出每一项修正，不写入
  main.py import-boundaries 网格.shp --into julu.wangge --plan 2027年网格 --as planner
  main.py import-boundaries 村界.geojson --into julu.wangge --plan 村界更新
  main.py import-boundaries 邻县.geojson --into julu.wangge --plan 邻县    接到本县县界上，角点一起移动
  main.py import-boundaries 采集.kml --into julu.wangge --datum gcj02 --plan 手机采集
  main.py import-boundaries 界线.dxf --into julu.wangge --plan 测绘成果   线围成的面，按面内注记认编码或村名
可读：GeoPackage、Shapefile（GBK 或 UTF-8，.cpg 可缺）、GeoJSON、KML/KMZ、DXF。
要有编码（15 位网格、12 位村），或村名加编号。
编码、坐标系（经纬度次序、带号、GCJ-02、BD-09）自动判断并说明依据；判断不了就请您指明，不猜。
面之间的重叠和缝隙、与现有界点和外边界的差异都先列出来；没有盖住整村的、超出现有范围的
不导入并说明原因。
退出码：0 全部可用，1 有不能导入的面或文件不能用，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="一个 .gpkg .shp .geojson .kml .kmz .dxf 文件")
    parser.add_argument("--into", required=True, metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--plan", default="", metavar="名称", help="存为的草案名称，缺省用文件名")
    parser.add_argument("--layer", default="", metavar="图层", help="文件有多个图层时指明，缺省取最细一级")
    datums = ("auto", "wgs84", "gcj02", "bd09")
    parser.add_argument("--datum", choices=datums, default="auto", help="经纬度的坐标系，缺省按村名核对")
    parser.add_argument("--snap", type=float, default=0.1, metavar="米", help="离现有界点多近算同一点，缺省 0.1")
    parser.add_argument("--dry-run", action="store_true", help="只核对并列出修正，不写入")
    from gis.commands.signing import HELP_AS

    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--quiet", action="store_true", help="不在标准错误上显示进度")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.commands.printing import print_json
    from gis.commands.signing import sign_in
    from gis.county.divisions import Level
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
        tell = None if args.quiet else _tell
        datum = None if args.datum == "auto" else Datum(args.datum)
        reading = arrivals.read_borders(args.file, datum, args.layer)
        if reading.level is Level.COUNTY:
            answer = _neighbours(arrivals, reading, args)
        else:
            survey = arrivals.survey(reading, args.snap, tell)
            plan = None
            if survey.changing and not args.dry_run:
                plan = arrivals.take_in(survey, args.plan or args.file.stem, tell)
            answer = document(arrivals, survey, plan.id if plan else 0)
    finally:
        workspace.close()
    if args.format == "json":
        print_json(answer)
    else:
        print("\n".join(_lines(answer)))
    return 1 if answer["bad"] or answer["impossible"] else 0


def _neighbours(arrivals: Arrivals, reading: BorderReading, args: argparse.Namespace) -> dict[str, Any]:
    """The counties around: fitted to the county's border, all of them or none."""
    found = arrivals.adjoining(reading)
    plan = None if args.dry_run else arrivals.adjoin(reading, args.plan or args.file.stem)[0]
    repairs = [
        {"kind": r.kind.value, "words": r.words, "area_m2": round(r.area_m2, 4), "moved_m": round(r.moved_m, 6)}
        for r in found.repairs
    ]
    villages = [{"code": c, "name": n} for c, n in zip(found.gesture.codes, found.gesture.names, strict=True)]
    group = {
        "villages": villages, "areas": len(villages), "changes": True, "why_not": None, "renumbered": {},
        "left": [f"{name}不与本县相邻，未接入" for name in found.apart], "repairs": repairs,
    }  # fmt: skip
    return reading.told() | {
        "groups": [group], "changing": 1, "same": 0, "impossible": 0, "repairs": len(repairs),
        "plan": plan.id if plan else None,
    }  # fmt: skip


def document(arrivals: Any, survey: BorderSurvey, plan: int) -> dict[str, Any]:
    """Everything that was found, as JSON."""
    state = arrivals.planning.county()
    groups = [
        {
            "villages": [{"code": v, "name": state.name_of(v)} for v in group.villages],
            "areas": len(group.names),
            "changes": group.gesture is not None,
            "why_not": group.why_not or None,
            "renumbered": group.renumbered,
            "left": list(group.left),
            "repairs": [
                {
                    "kind": r.kind.value, "words": r.words, "area_m2": round(r.area_m2, 4),
                    "moved_m": round(r.moved_m, 6), "areas": [group.names[i] for i in r.polygons[:20]],
                    "bounds": [round(b, 2) for b in r.bounds],
                }
                for r in group.repairs
            ],
        }
        for group in survey.groups
    ]  # fmt: skip
    return survey.reading.told() | {
        "groups": groups, "changing": len(survey.changing), "same": survey.same, "impossible": len(survey.impossible),
        "repairs": len(survey.repairs), "plan": plan or None,
    }  # fmt: skip


def _lines(answer: dict[str, Any]) -> list[str]:
    columns = "，".join(f"{heading}→{field}" for field, heading in answer["columns"].items())
    lines = [
        f"{answer['file']}（{answer['kind']}，图层 {answer['layer']}）：{answer['level']}的边界",
        f"  {answer['features']} 个面，可用 {answer['good']}，搁置 {answer['bad']}",
        f"  编码    {answer['encoding']}（{answer['encoding_evidence']}）",
        f"  坐标系  {answer['reference']}",
        f"  列      {columns}",
    ]
    if answer["ignored_columns"]:
        lines.append(f"  未用的列  {'、'.join(answer['ignored_columns'])}")
    if answer["left_out_layers"]:
        lines.append(f"  未读的图层  {'、'.join(answer['left_out_layers'])}")
    lines += [f"  订正    {words}" for words in answer["corrections"]]
    lines += [f"  {words}" for words in answer["loose_lines"]]
    lines += [f"  第 {f['row']} 个面：{f['reason']}" for f in answer["faults"]]
    for group in answer["groups"]:
        names = "、".join(v["name"] for v in group["villages"][:4]) + ("等" if len(group["villages"]) > 4 else "")
        if group["why_not"]:
            lines.append(f"✗ {names}：{group['why_not']}")
        elif group["changes"]:
            lines.append(f"→ {names}：{group['areas']} 个面，修正 {len(group['repairs'])} 处")
            lines += [f"    {r['words']}" for r in group["repairs"]] + [f"    {words}" for words in group["left"]]
            lines += [f"    {a} 编号改为 {b}" for a, b in group["renumbered"].items()]
    lines.append(
        f"有改动 {answer['changing']} 组，与现行界线相同 {answer['same']} 组，不能导入 {answer['impossible']} 组。"
    )
    done = f"已存为草案方案 {answer['plan']}，用 main.py plan 县库 compare {answer['plan']} 查看影响。"
    lines.append(done if answer["plan"] else "没有写入。")
    return lines


def _tell(share: float, words: str) -> None:
    end = "\n" if share >= 1 else ""
    print(f"\r{share:4.0%} {words}\033[K" if sys.stderr.isatty() else "", end=end, file=sys.stderr, flush=True)
