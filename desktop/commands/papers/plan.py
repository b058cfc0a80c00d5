"""`main.py print plan`: 网格调整审批表 and 公示图 of a plan."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.printing.flow import Document, Told
    from gis.workspace import Workspace

HELP = "网格方案：审批表（A4），或贴在村里的公示图（A3）。不出现人名。"
EPILOG = """示例：
  main.py print plan julu.wangge --plan 3 --out 审批表.pdf
  main.py print plan julu.wangge --plan 小留庄2027年调整 --notice --out 公示图.pdf

--plan 给方案的编号或名称（main.py plan list 可列出）。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", required=True, metavar="方案", help="方案的编号或名称")
    parser.add_argument("--notice", action="store_true", help="画公示图，而不是审批表")


def document(args: argparse.Namespace, workspace: Workspace, now: int, told: Told) -> Document:
    """The paper of the plan named."""
    from desktop.printing.gather import plan_paper

    return plan_paper(workspace, plan_named(workspace, args.plan), args.notice, now)


def plan_named(workspace: Workspace, named: str) -> int:
    """The id of a plan by its id or name; Refused if there is none."""
    from gis.foundation.errors import Refused
    from gis.planning.planning import Planning

    plans = Planning(workspace).plans()
    wanted = "".join(named.split())
    found = [p for p in plans if str(p.id) == wanted] or [p for p in plans if "".join(p.name.split()) == wanted]
    if not found:
        names = "、".join(f"{p.id} {p.name}" for p in plans[:8])
        raise Refused(f"没有叫“{named}”的方案。", f"可用：{names}" if names else "这个县还没有方案。")
    return found[0].id
