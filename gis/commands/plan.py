"""`main.py plan`: plans of borders from the first draft into force, and the borders of any day."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from gis.commands.printing import print_json
from gis.commands.signing import HELP_AS, sign_in
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.boundaries.plans.plan import Plan
    from gis.planning import Planning

HELP = "网格方案：新建、划分、比较、提交、审批、生效；锁定边界；查看任意一天的界线。"
EPILOG = """示例：
  main.py plan julu.wangge list
  main.py plan julu.wangge new 小留庄调整 --village 小留庄 --as planner
  main.py plan julu.wangge partition 小留庄调整 --village 小留庄 --grids 20    把一种划分画进草案（一步）
  main.py plan julu.wangge undo 小留庄调整            撤销草案的最后一步；redo 重做
  main.py plan julu.wangge compare 1                  与现行界线比较：农户、编码、网格员、未结事件、一年负荷
  main.py plan julu.wangge compare 1 2                两个方案比较
  main.py plan julu.wangge submit 1 --words 请审
  main.py plan julu.wangge approve 1 --from 2026-12-01 --as admin       须由编制人以外的规划员或管理员批准
  main.py plan julu.wangge reject 1 --words 网格太大 --as admin
  main.py plan julu.wangge withdraw 1 --words 另有安排
  main.py plan julu.wangge in-force                   到日子的方案全部生效；写编号则只办那一个
  main.py plan julu.wangge merge 1                    现行界线有过改动，把草案并到现行界线上
  main.py plan julu.wangge copy 1 小留庄二稿          以任一方案为底另存草案
  main.py plan julu.wangge at 2026-11-01 --format geojson > 旧界线.geojson
  main.py plan julu.wangge dates                      界线改动过的日子
  main.py plan julu.wangge lock 130529201227 --words 确权期间不动界；unlock、locks

方案可写编号或名称。JSON：list 为方案的数组；compare 的键 households_moved, moved, born, retired, workers,
border_m, grids, open_events, loads；at 的键 day, seq, present, last, counts, grids。
退出码：0 完成，1 被拒绝或对不上，2 用法不对。"""

DEEDS = (
    "list", "show", "new", "copy", "partition", "undo", "redo", "merge", "compare", "submit", "approve", "reject",
    "withdraw", "in-force", "at", "dates", "locks", "lock", "unlock",
)  # fmt: skip
STYLES = ("balanced", "compact", "along_lanes", "least_change")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("deed", choices=DEEDS, metavar="动作", help="、".join(DEEDS) + "，见示例")
    parser.add_argument("subjects", nargs="*", metavar="对象", help="方案的编号或名称；at 的日期；lock 的区划代码")
    parser.add_argument("--village", action="append", default=[], metavar="村", help="12 位代码或村名，可写多次")
    parser.add_argument("--grids", default="auto", metavar="个数", help="partition：网格数、auto 或 today，缺省 auto")
    parser.add_argument("--style", choices=STYLES, default="balanced", help="partition：划分方式，缺省 balanced")
    parser.add_argument("--from", dest="effective", default="", metavar="日期", help="approve：生效日期，缺省今天")
    parser.add_argument("--words", default="", metavar="文字", help="说明、意见或理由")
    parser.add_argument(
        "--despite", default="", metavar="理由", help="submit：有网格不足 5 户或超过 60 户时，为何仍要提交"
    )
    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--format", choices=("text", "json", "geojson"), default="text", help="geojson 只用于 at")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.commands.plan_answers import told
    from gis.foundation.clock import SystemClock
    from gis.planning import Planning
    from gis.workspace import Workspace

    workspace = Workspace.open(args.county, SystemClock(), args.actor, f"{socket.gethostname()} 命令行")
    try:
        planning = Planning(workspace)
        if args.deed not in READING:
            sign_in(workspace, args.actor)
        answer = DOING[args.deed](planning, args)
        if args.format == "text":
            print("\n".join(told(planning, args.deed, answer)))
        elif args.format == "geojson" and args.deed != "at":
            raise Refused("--format geojson 只用于 at。", "导出方案请用 main.py export。")
        else:
            from gis.commands.plan_answers import document

            print_json(document(planning, answer, args.format == "geojson"))
    finally:
        workspace.close()
    return 0


def _subject(args: argparse.Namespace, at: int = 0, what: str = "方案") -> str:
    if len(args.subjects) <= at:
        raise Refused(f"没有给出{what}。", f"例如 main.py plan {args.county} {args.deed} 1")
    return str(args.subjects[at])


def plan_named(planning: Planning, words: str) -> Plan:
    """A plan by its id or name; of several with one name those still under way come first."""
    from gis.boundaries.plans.plan import OPEN_STATES

    if words.isdigit():
        return planning.plan(int(words))
    found = [p for p in planning.plans() if p.name == words]
    found = [p for p in found if p.state in OPEN_STATES] or found
    if len(found) == 1:
        return found[0]
    ids = "、".join(str(p.id) for p in found)
    raise Refused(
        f"没有名为“{words}”的方案。" if not found else f"名为“{words}”的方案有 {len(found)} 个：{ids}。",
        "用 main.py plan 县库 list 可列出全部方案，按编号指明。",
    )


def _villages(planning: Planning, args: argparse.Namespace) -> list[str]:
    from gis.intake.names import VillageNames

    divisions = planning.workspace.snapshot.divisions
    names = VillageNames(divisions)
    try:
        return [divisions.code[names.find(word)] for word in args.village]
    except ValueError as why:
        raise Refused(f"{why}。", "可改写 12 位区划代码。") from why


def _list(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.plans()


def _show(planning: Planning, args: argparse.Namespace) -> Any:
    plan = plan_named(planning, _subject(args))
    return plan, planning.strokes(plan)


def _new(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.create(_subject(args, what="方案的名称"), _villages(planning, args), args.words)


def _copy(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.copy(plan_named(planning, _subject(args)).id, _subject(args, 1, "新草案的名称"))


def _partition(planning: Planning, args: argparse.Namespace) -> Any:
    """One step of a draft: a village divided anew."""
    from gis.boundaries.partition.change import rebalance
    from gis.boundaries.partition.divide import partition
    from gis.boundaries.partition.hand import area_of

    table = planning.open(plan_named(planning, _subject(args)).id)
    villages = _villages(planning, args)
    if len(villages) != 1:
        raise Refused("没有给出村，或给了不止一个。", "请用 --village 写一个村。")
    area = area_of(table.state, villages)
    asked = args.grids if not str(args.grids).isdigit() else int(args.grids)
    k = len(area.codes) if asked == "today" else asked
    if args.style == "least_change":
        chosen = rebalance(area.ground, area.present, area.shapes, None if asked in ("auto", "today") else k)
    else:
        chosen = partition(area.ground, k, args.style, present=area.present)
    planning.do(planning.stroke(table, area.taking(chosen), args.words))
    return planning.plan(table.plan.id)


def _undo(planning: Planning, args: argparse.Namespace) -> Any:
    table = planning.open(plan_named(planning, _subject(args)).id)
    step = planning.undo(table) if args.deed == "undo" else planning.redo(table)
    return planning.do(step).plan


def _merge(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.do(planning.merge(planning.open(plan_named(planning, _subject(args)).id))).plan


def _compare(planning: Planning, args: argparse.Namespace) -> Any:
    tables = [planning.open(plan_named(planning, words).id) for words in args.subjects]
    if not 1 <= len(tables) <= 2:
        raise Refused("compare 要一个或两个方案。", "写一个方案是与现行界线比较。")
    return planning.impact(tables[0]) if len(tables) == 1 else planning.compare(*tables)


def _submit(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.submit(plan_named(planning, _subject(args)).id, args.words, args.despite)


def _approve(planning: Planning, args: argparse.Namespace) -> Any:
    from gis.foundation.clock import local

    day = _day(args.effective) if args.effective else local(planning.workspace.clock.now()).date()
    return planning.approve(plan_named(planning, _subject(args)).id, day, args.words)


def _reject(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.reject(plan_named(planning, _subject(args)).id, args.words)


def _withdraw(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.withdraw(plan_named(planning, _subject(args)).id, args.words)


def _in_force(planning: Planning, args: argparse.Namespace) -> Any:
    wanted = [plan_named(planning, words) for words in args.subjects] or planning.due()
    return [planning.enact(plan.id) for plan in wanted]


def _at(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.at(_day(_subject(args, what="日期")))


def _dates(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.border_dates()


def _locks(planning: Planning, args: argparse.Namespace) -> Any:
    return planning.locks()


def _lock(planning: Planning, args: argparse.Namespace) -> Any:
    code = _subject(args, what="区划代码")
    committed = planning.lock(code, args.words) if args.deed == "lock" else planning.unlock(code)
    return committed.change.label


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Refused(f"看不懂日期“{words}”。", "请写成 2026-12-01 的样子。") from error


READING = frozenset({"list", "show", "compare", "at", "dates", "locks"})
DOING: dict[str, Callable[[Planning, argparse.Namespace], Any]] = {
    "list": _list, "show": _show, "new": _new, "copy": _copy, "partition": _partition, "undo": _undo, "redo": _undo,
    "merge": _merge, "compare": _compare, "submit": _submit, "approve": _approve, "reject": _reject,
    "withdraw": _withdraw, "in-force": _in_force, "at": _at, "dates": _dates, "locks": _locks, "lock": _lock,
    "unlock": _lock,
}  # fmt: skip
