"""`main.py print letter`: 催办通知 and 督办通知书 by the county's rules."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.printing.flow import Document, Told
    from gis.workspace import Workspace

HELP = "督办函件：按规则该催办、督办的，一个单位一份；或登记簿里已发出的一份。附反馈页。"
EPILOG = """示例：
  main.py print letter julu.wangge --out 函件.pdf                    所有单位
  main.py print letter julu.wangge --unit 水务局 --act supervise --out 督办.pdf
  main.py print letter julu.wangge --number 督〔2026〕12号 --out 督办.pdf       已发出的；责令整改中的印整改通知书

规则与发函单位在 resources/tables/evaluation.toml，县里可改。同样的函件可用 main.py supervise --format docx 写成 Word。
不给 --number 时只是建议，不登记、不写入县库。没有该发函的事件时退出码为 1，不写文件。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--number", default="", metavar="编号", help="登记簿里的一份，如 督〔2026〕12号")
    parser.add_argument("--unit", default="", metavar="单位", help="只写给一个单位")
    parser.add_argument("--act", choices=("urge", "supervise"), help="urge 催办，supervise 督办；缺省都写")
    parser.add_argument("--table", metavar="考核表", type=Path, help="用另一张考核表（TOML）")


def document(args: argparse.Namespace, workspace: Workspace, now: int, told: Told) -> Document:
    """Letters on what the rules propose now, or one that was issued."""
    from desktop.printing.gather import issued_letter, proposed_letters

    if args.number:
        return issued_letter(workspace, args.number, now)
    return proposed_letters(workspace, now, args.unit, args.act, args.table)
