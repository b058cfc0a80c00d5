"""`main.py import`: events from CSV, Excel and GeoJSON; good rows come in, bad rows are named and kept aside."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gis.intake.reading import Reading
    from gis.workspace import Workspace

HELP = "导入事件（CSV、Excel、GeoJSON）：好行入库，坏行按文件、行号、原因列出并另存待修复"
EPILOG = """示例：
  main.py import 12345工单.csv --into julu.wangge
  main.py import 上报.xlsx 补录.csv --into julu.wangge --source 电话
  main.py import 手机采集.csv --into julu.wangge --datum gcj02    坐标来自手机地图
  main.py import 工单.csv --into julu.wangge --dry-run            只检查，不写入
必需的列：上报时间、事项、描述，以及经度和纬度（或村）；来源列可用 --source 代替。表头可用常见的别名。
编码（UTF-8、GBK/GB18030）和坐标系（WGS 84、GCJ-02、BD-09）自动判断并说明依据；判断不了就请您指明，不猜。
每个文件是一次操作，可在桌面一次撤销。退出码：0 全部导入，1 有坏行或文件不能用，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="CSV、Excel 或 GeoJSON 文件")
    parser.add_argument("--into", required=True, metavar="县库", help="县库文件或 PostgreSQL 地址")
    datums = ("auto", "wgs84", "gcj02", "bd09")
    parser.add_argument("--datum", choices=datums, default="auto", help="经纬度的坐标系，缺省按所填村名自动核对")
    parser.add_argument("--source", default="", metavar="来源", help="没有填来源的行按此来源，如 电话、12345转办")
    parser.add_argument(
        "--as", dest="actor", default="", metavar="姓名", help="以谁的名义，缺省为第一位调度员；县里有账号时写账号"
    )
    parser.add_argument("--station", default="", metavar="席位", help="席位名，缺省为本机名加“命令行”")
    parser.add_argument("--dry-run", action="store_true", help="只检查并列出结果，不写入，也不另存坏行")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.commands.printing import print_json
    from gis.commands.signing import sign_in
    from gis.foundation.clock import SystemClock
    from gis.workspace import Workspace

    source = _source(args.source)
    workspace = Workspace.open(args.into, SystemClock(), args.actor, args.station or f"{socket.gethostname()} 命令行")
    try:
        sign_in(workspace, args.actor)
        answers = [_import(path, workspace, args, source) for path in args.files]
    finally:
        workspace.close()
    if args.format == "json":
        print_json({"ok": not any(_failed(a) for a in answers), "files": answers})
    else:
        print("\n\n".join(_words(a) for a in answers))
    return 1 if any(_failed(a) for a in answers) else 0


def _source(text: str) -> Any:
    from gis.foundation.errors import Refused
    from gis.intake.names import source_of

    try:
        return source_of(text) if text else None
    except ValueError as error:
        raise Refused(f"--source：{error}。") from error


def _import(path: Path, workspace: Workspace, args: argparse.Namespace, source: Any) -> dict[str, Any]:
    """One file, one change. A file that cannot be used is reported and does not stop the next."""
    from gis.boundaries.locate import GridLocator
    from gis.foundation.errors import Conflict, Refused
    from gis.intake.datum import Datum
    from gis.intake.reading import read_events
    from gis.intake.sheets import IntakeError

    snapshot = workspace.snapshot
    datum = None if args.datum == "auto" else Datum(args.datum)
    try:
        locator = GridLocator(snapshot.mesh, snapshot.divisions)
        reading = read_events(path, snapshot, locator, workspace.clock.now(), datum, source)
        written = {"seq": 0, "aside": None} if args.dry_run else _write(path, reading, workspace)
    except (IntakeError, Conflict, Refused) as error:
        return {"file": path.name, "error": error.message, "remedy": error.remedy}
    return {**reading.found(), **written, "committed": bool(written["seq"])}


def _write(path: Path, reading: Reading, workspace: Workspace) -> dict[str, Any]:
    """Bad rows aside first: if that fails, nothing was imported and the file can be tried again as it is."""
    from gis.intake.aside import write_aside
    from gis.intake.filing import change_of

    aside = str(write_aside(path, reading.sheet, reading.faults)) if reading.faults else None
    seq = 0
    if reading.placed:
        change = change_of(reading.placed, reading.sheet.file, workspace.snapshot, workspace.rules, workspace.calendar)
        seq = workspace.do(change).seq
    return {"seq": seq, "aside": aside}


def _failed(answer: dict[str, Any]) -> bool:
    return "error" in answer or answer["bad"] > 0


def _words(answer: dict[str, Any]) -> str:
    """The report of one file, as a clerk reads it."""
    if "error" in answer:
        return f"{answer['file']}：没有导入。{answer['error']}\n  {answer['remedy']}".rstrip()
    datum = f"{answer['datum_word']}，{answer['datum_evidence']}" if answer["datum"] else answer["datum_evidence"]
    lines = [
        f"{answer['file']}：{answer['rows']} 行，可用 {answer['good']} 行，待修复 {answer['bad']} 行",
        f"  编码    {answer['encoding']}（{answer['encoding_evidence']}）",
        f"  坐标系  {datum}",
        "  表头    " + "，".join(f"{heading}→{field}" for field, heading in answer["columns"].items()),
    ]
    if answer["ignored_columns"]:
        lines.append(f"  未用的列  {'、'.join(answer['ignored_columns'])}")
    lines += [f"  订正    {note}：{count} 行" for note, count in answer["repairs"].items()]
    lines += [f"  {f['file']} 第 {f['row']} 行：{f['reason']}" for f in answer["faults"]]
    if answer["aside"]:
        lines.append(f"  待修复的行另存于 {answer['aside']}，改好后可直接再导入")
    done = f"  已写入日志第 {answer['seq']} 号" if answer["committed"] else "  没有写入"
    return "\n".join([*lines, done])
