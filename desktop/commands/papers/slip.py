"""`main.py print slip`: 回执 and 告知单 for reporters and grid workers."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop.commands.papers.reading import rows_of

if TYPE_CHECKING:
    from desktop.printing.flow import Document, Told
    from gis.workspace import Workspace

HELP = "告知单：给上报人和网格员，一张纸两联；未结的是受理回执，办结的请其评价。"
EPILOG = """示例：
  main.py print slip julu.wangge --events JL20261123-0271 --out 告知单.pdf

话写在 resources/tables/messages.toml，县里可改。姓名、电话按规定隐去一部分。已并案的请打印主事件的。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--events", required=True, metavar="编号", help="事件编号，逗号分隔；- 表示从标准输入读")


def document(args: argparse.Namespace, workspace: Workspace, now: int, told: Told) -> Document:
    """The slips of the events named."""
    from desktop.printing.gather import slips

    return slips(workspace, rows_of(args.events, workspace.snapshot.events), now, told)
