"""`main.py print`: every paper of the desk as PDF, without a window."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from pathlib import Path

PAPERS = {
    "event": "desktop.commands.papers.event",
    "slip": "desktop.commands.papers.slip",
    "letter": "desktop.commands.papers.letter",
    "evaluation": "desktop.commands.papers.evaluation",
    "plan": "desktop.commands.papers.plan",
    "map": "desktop.commands.papers.map",
}
HELP = "不开窗口，把工单、地图等打印成 PDF。"
EPILOG = """示例：
  main.py print event julu.wangge --events JL20261123-0271 --out 工单.pdf
  main.py print map julu.wangge --paper A3 --out 全县.pdf
  main.py print event --help                                每种各有说明

--at 不带时区时按北京时间，缺省为现在；时限状态按该时刻计算。
JSON 的键：out, title, pages, paper, bytes。文件写全了才出现；写不成时原有的同名文件不变，退出码为 1。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar="种类", required=True)
    for kind, name in PAPERS.items():
        module = import_module(name)
        sub = kinds.add_parser(kind, help=module.HELP, description=module.HELP, epilog=module.EPILOG)
        sub.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
        sub.add_argument("--out", required=True, metavar="文件", help="要写的 PDF 文件")
        module.add_arguments(sub)
        sub.add_argument("--at", metavar="时刻", help="按哪个时刻，如 2026-11-23T14:32")
        sub.add_argument("--format", choices=("text", "json"), default="text", help="输出格式，缺省 text")


def run(args: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    # fonts need an application; it must outlive the paper
    application = QGuiApplication.instance() or QGuiApplication(["print"])
    summary = _print(args)
    del application
    if args.format == "json":
        from gis.commands.printing import print_json

        print_json(summary)
    else:
        print(f"已写 {summary['out']}：{summary['title']}，{summary['pages']} 页")
    return 0


def _print(args: argparse.Namespace) -> dict:
    from desktop.commands.papers.reading import moment
    from desktop.printing.flow import untold
    from desktop.printing.pdf import save_pdf
    from gis.foundation.clock import FixedClock, SystemClock
    from gis.workspace import Workspace

    now = moment(args.at) if args.at else SystemClock().now()
    workspace = Workspace.open(args.county, FixedClock(now))
    try:
        document = import_module(PAPERS[args.kind]).document(args, workspace, now, untold)
    finally:
        workspace.close()
    path = save_pdf(document, Path(args.out))
    return {
        "out": args.out,
        "title": document.title,
        "pages": len(document.pages),
        "paper": document.pages[0].paper.name,
        "bytes": path.stat().st_size,
    }
