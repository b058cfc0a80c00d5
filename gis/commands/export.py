"""`main.py export`: borders in force, or a plan, as files that a GIS opens with names, reference system and styles."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.planning import Planning
    from gis.publish.layers import GeoLayer

HELP = "导出网格、村、乡镇、县的边界，或一个方案：GeoPackage（含 QGIS 样式）、Shapefile、GeoJSON"
EPILOG = """示例：
  main.py export julu.wangge --out julu.gpkg                        现行界线，经纬度（EPSG:4490）
  main.py export julu.wangge --out julu.gpkg --crs 4547             米（EPSG:4547）
  main.py export julu.wangge --within 小留庄 --households --out 小留庄.shp    每个图层一个 Shapefile，UTF-8，有 .cpg
  main.py export julu.wangge --plan 小留庄调整 --out 方案.gpkg      方案网格、作废网格、原边界、新边界、换网格户
不含人名。导出再导入，坐标一位不差。--households 一并导出住户的位置和人口。
退出码：0 完成，1 写不了，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--out", type=Path, required=True, metavar="文件", help=".gpkg、.shp 或 .geojson")
    parser.add_argument("--within", default="", metavar="区划", help="只导出它以内的：乡镇或村的代码或名称")
    parser.add_argument("--plan", default="", metavar="方案", help="导出一个方案：编号或名称")
    parser.add_argument(
        "--crs", type=int, choices=(4490, 4547, 4526), default=4490, help="坐标系，缺省 4490；4526 带带号"
    )
    parser.add_argument("--households", action="store_true", help="一并导出住户的位置和人口")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    from gis.commands.printing import print_json
    from gis.foundation.clock import SystemClock
    from gis.planning import Planning
    from gis.publish.geofiles import write_geofile
    from gis.workspace import Workspace

    workspace = Workspace.open(args.county, SystemClock())
    try:
        planning = Planning(workspace)
        layers = _layers(planning, args)
        made = write_geofile(args.out, layers, args.crs, workspace.snapshot.outline_credit)
    finally:
        workspace.close()
    answer = {
        "files": [str(path) for path in made],
        "crs": args.crs,
        "layers": {la.name: len(la.shapes) for la in layers},
    }
    if args.format == "json":
        print_json(answer)
    else:
        told = "，".join(f"{layer.name} {len(layer.shapes)}" for layer in layers)
        print("\n".join([f"{told}（EPSG:{args.crs}）", *(f"  {path}" for path in made)]))
    return 0


def _layers(planning: Planning, args: argparse.Namespace) -> list[GeoLayer]:
    from gis.publish.layers import county_layers, plan_layers

    if args.plan:
        from gis.commands.plan import plan_named

        table = planning.open(plan_named(planning, args.plan).id)
        fresh = planning.on_county(table)
        layers = plan_layers(fresh.state, planning.impact(table).comparison)
        if not layers:
            raise Refused(f"方案「{table.plan.name}」与现行界线没有差别。")
        return layers
    return county_layers(planning.county(), _within(planning, args.within), args.households)


def _within(planning: Planning, words: str) -> str:
    """The code of a division by its code or name."""
    from gis.county.divisions import Level
    from gis.intake.names import VillageNames

    if not words:
        return ""
    d = planning.workspace.snapshot.divisions
    rows = [*d.rows_of(Level.TOWNSHIP).tolist(), *d.rows_of(Level.VILLAGE).tolist(), 0]
    for row in rows:
        if words in (d.code[row], d.short_name[row]) and (d.level[row] != Level.VILLAGE or words == d.code[row]):
            return d.code[row]
    try:
        return d.code[VillageNames(d).find(words)]
    except ValueError as why:
        raise Refused(f"{why}。", "可改写区划代码。") from why
