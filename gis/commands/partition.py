"""`main.py partition`: divide a village, or all of them, into grids; nothing is written to the county."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING, Any

from gis.commands.printing import print_json
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from gis.boundaries.partition.candidate import Candidate
    from gis.boundaries.partition.county import Village, Villages
    from gis.boundaries.partition.rule import NoPartition
    from gis.snapshot import Snapshot

HELP = "把村划分为网格：户数均衡、连片、紧凑、沿巷道（只计算，不写入）"
EPILOG = """示例：
  main.py partition julu.wangge --village 130529201227 --grids 20 --format json
  main.py partition julu.wangge --village 小留庄 --grids auto --format geojson > 小留庄.geojson
  main.py partition julu.wangge --village 小留庄 --grids 20 --style along_lanes --candidates
  main.py partition julu.wangge --village 小留庄 --style least_change        在现有网格上以最少变动调整
  main.py partition julu.wangge --all --grids today                        全部村按现有网格数重划

--grids：网格数；auto 规则允许的最少个数（每格 5–60 户）；today 与现有网格数相同。
--style：balanced 户数最均衡；compact 形状更紧凑（户数相差 10% 以内）；along_lanes 沿巷道（15% 以内）；
         least_change 从现有网格出发，变动的户数最少。
JSON 的键：village, name, households, asked, style, seconds, reason（无法划分时的理由，否则为 null）,
          compactness（各格 4πA/P² 的平均）, border_m, walking_m（住户到网格中心的平均距离）,
          lane_share（房屋间边界沿巷道的比例）, moved（换网格的户数）,
          grids（各格 number, households, contiguous, compactness, area_m2, keeps 沿用的现有网格编码）,
          candidates（用 --candidates 时，各方案的得分）。--all 时为 villages, seconds, partitioned, impossible。
GeoJSON 为 CGCS2000 经纬度（EPSG:4490），先经度后纬度。
退出码：0 完成，1 无法划分或打不开，2 用法不对，130 中途取消。"""

STYLES = ("balanced", "compact", "along_lanes", "least_change")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--village", metavar="村", help="12 位区划代码或村名")
    which.add_argument("--all", action="store_true", help="全部村")
    parser.add_argument("--grids", type=_grids, metavar="个数", help="网格数、auto 或 today，缺省 auto")
    parser.add_argument("--style", choices=STYLES, default="balanced", help="划分方式，缺省 balanced")
    parser.add_argument("--seed", type=int, default=0, help="换一个数得到另一种划分，相同则结果相同")
    parser.add_argument("--candidates", action="store_true", help="一并给出各方式的得分")
    parser.add_argument("--format", choices=("json", "geojson"), default="json", help="输出格式，缺省 json")
    parser.add_argument("--quiet", action="store_true", help="不在标准错误上显示进度")


def run(args: argparse.Namespace) -> int:
    from gis.boundaries.partition.county import Villages
    from gis.store.opening import open_store

    store = open_store(args.county)
    try:
        snapshot = store.load_snapshot(with_events=False)
    finally:
        store.close()
    villages = Villages(snapshot.mesh, snapshot.divisions, snapshot.households, snapshot.ground)
    return _every(args, snapshot, villages) if args.all else _one(args, snapshot, villages)


def _grids(text: str) -> int | str:
    if text in ("auto", "today"):
        return text
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"看不懂网格数 {text!r}，请给出整数、auto 或 today") from None


def _one(args: argparse.Namespace, snapshot: Snapshot, villages: Villages) -> int:
    from gis.boundaries.partition import change, divide  # noqa: F401  (their import is no part of the seconds)
    from gis.boundaries.partition.rule import NoPartition
    from gis.commands.partition_answers import collection, document, score

    village = villages.village(_row(snapshot, villages, args.village))
    began = time.perf_counter()
    try:
        found: Candidate | NoPartition = _divided(args, village)
    except NoPartition as reason:
        found = reason
    answer = document(snapshot, village, args.style, _number(args, village), found, time.perf_counter() - began)
    failed = isinstance(found, NoPartition)
    if failed:
        print(f"无法划分：{answer['reason']}", file=sys.stderr)
    elif args.candidates:
        answer["candidates"] = [score(one) for one in _side_by_side(args, village)]
    print_json(collection(snapshot, [(village, found)]) if args.format == "geojson" else answer)
    return 1 if failed else 0


def _divided(args: argparse.Namespace, village: Village) -> Candidate:
    from gis.boundaries.partition.change import rebalance
    from gis.boundaries.partition.divide import partition

    ground, k = village.ground(), _wanted(args, village)
    if args.style == "least_change":
        return rebalance(ground, village.present, village.shapes, k)
    return partition(ground, k, args.style, args.seed, present=village.present)


def _side_by_side(args: argparse.Namespace, village: Village) -> list[Candidate]:
    from gis.boundaries.partition.change import rebalance
    from gis.boundaries.partition.divide import candidates

    ground, k = village.ground(), _number(args, village)
    found = candidates(ground, k, present=village.present)
    if len(village.shapes):
        found.append(rebalance(ground, village.present, village.shapes, len(found[0])))
    return found


def _number(args: argparse.Namespace, village: Village) -> int | str:
    if args.grids == "today" or (args.grids is None and args.style == "least_change"):
        return max(len(village.grids), 1)
    return args.grids if args.grids is not None else "auto"


def _wanted(args: argparse.Namespace, village: Village) -> int | str | None:
    """The number to divide into; None where today's grids are put right, which keeps as near to theirs as it can."""
    if args.style == "least_change" and args.grids in (None, "today"):
        return None
    return _number(args, village)


def _row(snapshot: Snapshot, villages: Villages, words: str) -> int:
    """The division row of a village given by its code or name."""
    divisions = snapshot.divisions
    rows = villages.rows.tolist()
    found = [r for r in rows if words == divisions.code[r]] or [
        r for r in rows if words in (divisions.name[r], divisions.short_name[r])
    ]
    if len(found) == 1:
        return found[0]
    if found:
        codes = "、".join(divisions.code[r] for r in found)
        raise WanggeError(f"有 {len(found)} 个村叫“{words}”：{codes}。", "请用 12 位区划代码指明。")
    raise WanggeError(f"找不到村“{words}”。", "请核对 12 位区划代码或村名。")


def _every(args: argparse.Namespace, snapshot: Snapshot, villages: Villages) -> int:
    from gis.boundaries.partition.county import partition_all
    from gis.commands.partition_answers import collection, document

    began = time.perf_counter()
    answers: list[dict[str, Any]] = []
    kept: list[tuple[Village, Candidate | NoPartition]] = []
    last, cancelled = began, False
    try:
        for village, found in partition_all(
            villages, lambda v: _wanted(args, v), args.style, args.seed, progress=None if args.quiet else _tell
        ):
            now = time.perf_counter()
            answers.append(document(snapshot, village, args.style, _number(args, village), found, now - last))
            if args.format == "geojson":
                kept.append((village, found))
            last = time.perf_counter()
    except KeyboardInterrupt:
        cancelled = True
        print(f"\n已取消，完成 {len(answers)} / {len(villages)} 个村。", file=sys.stderr)
    impossible = sum(a["reason"] is not None for a in answers)
    if args.format == "geojson":
        print_json(collection(snapshot, kept))
    else:
        print_json(
            {
                "style": args.style,
                "seconds": round(time.perf_counter() - began, 3),
                "partitioned": len(answers) - impossible,
                "impossible": impossible,
                "cancelled": cancelled,
                "villages": answers,
            }
        )
    return 130 if cancelled else 0


def _tell(share: float, words: str) -> None:
    end = "\n" if share >= 1 else ""
    print(f"\r{share:4.0%} {words}\033[K" if sys.stderr.isatty() else "", end=end, file=sys.stderr, flush=True)
