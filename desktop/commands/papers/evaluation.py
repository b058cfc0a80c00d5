"""`main.py print evaluation`: 考核通报 of a quarter, a year, a month or any span."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.printing.flow import Document, Told
    from gis.workspace import Workspace

HELP = "考核通报：一个考核期的比率、得分与排名、红黑榜、各期比较、口径。"
EPILOG = """示例：
  main.py print evaluation julu.wangge --out 通报.pdf                              当前季度，按部门
  main.py print evaluation julu.wangge --period 2026Q3 --by township --out 乡镇.pdf

考核期的写法与 main.py evaluate 相同：2026Q3、2026、2026-09、2026-07-01..2026-09-30。
比率、权重、门槛在 resources/tables/evaluation.toml，县里可改；--table 用另一张表。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from gis.evaluation.subjects import BY_WORD

    parser.add_argument("--period", default="", metavar="考核期", help="缺省为当前季度")
    parser.add_argument("--by", choices=tuple(BY_WORD), default="department", help="按什么考核，缺省 department")
    parser.add_argument("--table", metavar="考核表", type=Path, help="用另一张考核表（TOML）")


def document(args: argparse.Namespace, workspace: Workspace, now: int, told: Told) -> Document:
    """The report of the period named."""
    from desktop.printing.gather import evaluated

    return evaluated(workspace, args.period, args.by, now, args.table)
