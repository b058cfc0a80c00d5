"""`main.py bench`: the figures asked of the desk, measured on a copy of a county; the county itself is not touched."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

HELP = "在县库副本上测量桌面的速度与内存"
EPILOG = """示例：
  main.py bench julu.wangge --format json
  main.py bench julu.wangge --only tick_ms,drop_1_ms --seconds 10
有显示器时开真实窗口测量，没有时离屏测量；县库本身不会被改动。退出码：0 全部达标，1 有未达标项。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--seconds", type=float, default=60, help="卡顿测量的时长，缺省 60 秒")
    parser.add_argument("--only", default="", metavar="指标", help="只测这些指标，用逗号分开")
    parser.add_argument("--starts", type=int, default=5, help="启动测量的次数")


def run(args: argparse.Namespace) -> int:
    from desktop.bench.figures import ASKED

    wanted = set(filter(None, args.only.split(","))) or set(ASKED)
    unknown = wanted - set(ASKED)
    if unknown:
        print(f"没有这些指标：{'、'.join(sorted(unknown))}。可用：{'、'.join(ASKED)}", file=sys.stderr)
        return 2
    if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="wangge-bench-") as folder:
        figures = _measure(args, wanted, Path(folder))
    return _report(args, figures)


def _measure(args: argparse.Namespace, wanted: set[str], folder: Path) -> dict:
    from gis.store.opening import open_store

    copy = folder / "county.wangge"
    store = open_store(args.county)
    store.backup(str(copy))
    store.close()
    os.environ["WANGGE_CACHE"] = str(folder / "cache")
    measured = []
    if wanted & {"first_picture_s", "live_s", "memory_mb"}:
        from desktop.bench.start import starts

        _say("启动")
        measured += starts(str(copy), folder, args.starts)
    measured += _in_window(args, wanted, copy, folder)
    return {m.figure: m.row() for m in measured if m.figure in wanted}


def _in_window(args: argparse.Namespace, wanted: set[str], copy: Path, folder: Path) -> list:
    if not wanted - {"first_picture_s", "live_s", "memory_mb"}:
        return []
    import time

    from desktop.bench import deeds, frames, strokes
    from desktop.bench.stage import ShiftingClock, Stage, TimedApplication

    sys.setswitchinterval(0.0005)
    application = TimedApplication()
    clock = ShiftingClock(int(time.time()))
    measured = []
    plan_1080 = {
        "picture_1080_ms": lambda s: frames.pictures(s, "picture_1080_ms"),
        "tick_ms": lambda s: frames.ticks(s, clock),
        "search_ms": deeds.searches,
        "drop_1_ms": lambda s: deeds.drops(s, 1, 15),
        "drop_1000_ms": lambda s: deeds.drops(s, 1000, 6),
        "worst_stall_ms": lambda s: frames.stalls(s, args.seconds),
        "stroke_ms": strokes.strokes,
        "stroke_undo_ms": strokes.undos,
    }
    plan_4k = {
        "pan_frame_p95_4k_ms": frames.pan_frames,
        "picture_4k_ms": lambda s: frames.pictures(s, "picture_4k_ms"),
        "vertex_frame_p95_4k_ms": strokes.vertex_frames,
    }
    for size, plan in (((1920, 1080), plan_1080), ((3840, 2160), plan_4k)):
        if not wanted & set(plan):
            continue
        stage = Stage(application, str(copy), clock, folder, size)
        for figure, measure in plan.items():
            if figure in wanted:
                _say(figure)
                measured.append(measure(stage))
        stage.close()
    return measured


def _say(step: str) -> None:
    print(f"测量 {step} …", file=sys.stderr, flush=True)


def _report(args: argparse.Namespace, figures: dict) -> int:
    from desktop.bench.figures import ASKED
    from gis.commands.printing import print_json

    ordered = {name: figures[name] for name in ASKED if name in figures}
    if args.format == "json":
        print_json(ordered)
    else:
        for name, row in ordered.items():
            mark = "✓" if row["met"] else "✕"
            print(
                f"{mark} {name:22} {row['value']:>9.2f} {row['unit']:3} 要求 ≤ {row['asked']:g}（{row['samples']} 次）"
            )
    return 0 if all(row["met"] for row in ordered.values()) else 1
