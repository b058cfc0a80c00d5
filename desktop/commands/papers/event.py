"""`main.py print event`: 工单 of one event or of many."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop.commands.papers.reading import rows_of, states_of

if TYPE_CHECKING:
    from desktop.printing.flow import Document, Told
    from gis.workspace import Workspace

HELP = "工单：一件一页，附位置图、照片、经过；多件排进一个文件。"
EPILOG = """示例：
  main.py print event julu.wangge --events JL20261123-0271 --out 工单.pdf
  main.py print event julu.wangge --events JL20261123-0271,JL20261123-0272 --out 工单.pdf --format json
  echo JL20261123-0271 | main.py print event julu.wangge --events - --out 工单.pdf    从标准输入读编号，一行一个

一次最多 100 件。报告人和网格员的姓名、电话按规定隐去一部分。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--events", required=True, metavar="编号", help="事件编号，逗号分隔；- 表示从标准输入读")


def document(args: argparse.Namespace, workspace: Workspace, now: int, told: Told) -> Document:
    """The sheets of the events named."""
    from desktop.printing.gather import event_sheets

    rows = rows_of(args.events, workspace.snapshot.events)
    return event_sheets(workspace, rows, states_of(workspace, now), now, told)
