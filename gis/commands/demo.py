"""`main.py demo`: write the demo county into a new file, the same county for the same seed, scale and instant."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

HELP = "生成演示县：真实的县界、乡镇与村名，其余均为模拟数据"
EPILOG = """示例：
  main.py demo --out julu.wangge                     全县 250,577 件，约半分钟
  main.py demo --out small.wangge --scale 0.05       小一些的县，几秒
  main.py demo --out julu.wangge --force             覆盖已有的演示县
  main.py demo --out t.wangge --seed 7 --at 2026-11-23T14:32+08:00 --format json
种子、规模和时刻相同，生成的县就相同。进度写在标准错误，结果写在标准输出。退出码：0 完成，1 写不进去，2 用法不对。"""
GENERATING = 0.35  # share of the time that goes into making the county; the rest goes into writing it
ACTOR = "模拟数据"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="文件", help="县库文件（或空的 PostgreSQL 库地址）")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="种子，缺省 1")
    parser.add_argument("--scale", type=_scale, default=1.0, metavar="S", help="规模，1 为全县，缺省 1")
    parser.add_argument(
        "--at", type=_instant, default=None, metavar="时刻", help="把“现在”定在某一时刻（ISO），缺省为此刻"
    )
    parser.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="结果的格式")


def run(args: argparse.Namespace) -> int:
    from gis.commands.printing import ProgressLines
    from gis.foundation.clock import SystemClock

    now = args.at if args.at is not None else SystemClock().now()
    started = time.perf_counter()
    summary = make_demo(args.out, args.seed, args.scale, now, args.force, ProgressLines())
    summary["seconds"] = round(time.perf_counter() - started, 1)
    _print(summary, args.format)
    return 0


def make_demo(out: str, seed: int, scale: float, now: int, force: bool, progress: Any) -> dict[str, Any]:
    """Build and write a demo county; returns its summary. progress(share 0 … 1, Chinese words).

    Raises StoreError if `out` exists and `force` is not set, or cannot be written.
    """
    import socket
    from dataclasses import replace
    from uuid import uuid4

    from gis.deadlines.limits import load_rules
    from gis.demo.county import build_seed
    from gis.demo.summary import summary_of
    from gis.store.create import create_store

    _refuse_existing(out, force)
    county = build_seed(seed, scale, now, lambda share, words: progress(GENERATING * share, words))
    # The same county twice is still two stores with a life of their own each; caches tell them apart by the uid.
    county = replace(county, snapshot=replace(county.snapshot, uid=uuid4().hex))
    into = _beside(out) if force else out
    create_store(
        into,
        county,
        ACTOR,
        socket.gethostname(),
        now,
        lambda share, words: progress(GENERATING + (1 - GENERATING) * share, words),
        load_rules(),
    )
    if into != out:
        _take_over(Path(into), Path(out))
    return {"file": out, "seed": seed, "scale": scale, **summary_of(county, now)}


def _refuse_existing(out: str, force: bool) -> None:
    from gis.foundation.errors import StoreError

    if "://" not in out and Path(out).exists() and not force:
        raise StoreError(f"{out} 已存在，没有改动它。", "换一个文件名，或加 --force 覆盖。")


def _beside(out: str) -> str:
    """Where to write first when an older file is to be replaced; a database is never replaced."""
    path = Path(out)
    return str(path.with_name(f"{path.name}.new")) if "://" not in out and path.exists() else out


def _take_over(new: Path, old: Path) -> None:
    """Put the finished file in the place of the old one, of which nothing may remain beside it."""
    for leftover in (Path(f"{old}-wal"), Path(f"{old}-shm")):
        leftover.unlink(missing_ok=True)
    new.replace(old)


def _print(summary: dict[str, Any], form: str) -> None:
    from gis.commands.printing import print_json

    if form == "json":
        print_json(summary)
        return
    states = "，".join(f"{word} {count:,}" for word, count in summary["states"].items())
    print(f"已生成 {summary['file']}（{summary['seconds']} 秒，模拟数据）")
    print(f"区划 {summary['villages']:,} 个村居，{summary['grids']:,} 个网格，{summary['households']:,} 户")
    print(f"事件 {summary['events']:,} 件，办结率 {summary['closed_share']:.2%}，在办 {summary['open']:,}：{states}")
    print(f"办理过程 {summary['steps']:,} 条，照片 {summary['photos']:,} 张，人员 {summary['staff']:,} 人")


def _scale(text: str) -> float:
    value = float(text)
    if not 0.001 <= value <= 4:
        raise argparse.ArgumentTypeError("规模应在 0.001 与 4 之间")
    return value


def _instant(text: str) -> int:
    from datetime import datetime

    from gis.foundation.clock import SHANGHAI

    when = datetime.fromisoformat(text)
    return int((when if when.tzinfo else when.replace(tzinfo=SHANGHAI)).timestamp())
