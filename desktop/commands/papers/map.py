"""`main.py print map`: the map of the county or of a place, on A4 or A3."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop.commands.papers.reading import division_of, states_of

if TYPE_CHECKING:
    from desktop.printing.flow import Document, Told
    from gis.workspace import Workspace

HELP = "地图：A4 或 A3 横向，附图例、比例尺、审图号、数据时间。"
EPILOG = """示例：
  main.py print map julu.wangge --out 全县.pdf
  main.py print map julu.wangge --paper A3 --title 第四十七周事件分布图 --out 周图.pdf
  main.py print map julu.wangge --place 小留庄 --out 小留庄.pdf
  main.py print map julu.wangge --states overdue,near --out 超期和临近.pdf

--place 给区划代码（6、9、12、15 位）或名称。--states 不写就是未结的全部状态。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from gis.events.states import STATE_KEY

    parser.add_argument("--place", default="", metavar="区划", help="区划代码或名称；缺省为全县")
    parser.add_argument("--title", default="", metavar="图名", help="缺省为“…网格事件分布图”")
    parser.add_argument("--paper", choices=("A4", "A3"), default="A4", help="纸张，缺省 A4")
    parser.add_argument("--states", default="", metavar="状态", help=f"逗号分隔：{'、'.join(STATE_KEY.values())}")
    parser.add_argument("--density", action="store_true", help="画密度图而不是事件符号")


def document(args: argparse.Namespace, workspace: Workspace, now: int, told: Told) -> Document:
    """The map of the place named."""
    from desktop.panels.filter_words import words_of
    from desktop.printing.gather import map_sheet
    from desktop.printing.map_sheet import MapRequest, titled, widened
    from gis.events.query import Filter

    snapshot = workspace.snapshot
    row = division_of(args.place, snapshot.divisions)
    chosen = Filter(states=_states(args.states))
    request = MapRequest(
        args.title.strip() or titled(snapshot, row),
        widened(snapshot, row),
        workspace.rows(chosen, now),
        states_of(workspace, now),
        now,
        density=args.density,
        focus=row if row else -1,
        chosen=words_of(chosen, snapshot, now),
        paper=args.paper,
    )
    return map_sheet(workspace, request, now)


def _states(words: str) -> frozenset:
    from gis.events.states import STATE_KEY
    from gis.foundation.errors import Refused

    known = {key: state for state, key in STATE_KEY.items()}
    wanted = [word.strip() for word in words.split(",") if word.strip()]
    if unknown := [word for word in wanted if word not in known]:
        raise Refused(f"没有状态 {'、'.join(unknown)}。", f"可用：{'、'.join(known)}")
    return frozenset(known[word] for word in wanted)
