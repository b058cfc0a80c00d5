"""`main.py render`: the real map of a county file as a PNG, without a window."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from time import perf_counter

import numpy as np

HELP = "不开窗口，把县域地图画成 PNG。"
EPILOG = """示例：
  main.py render julu.wangge --size 1920x1080 --out 全县.png
  main.py render julu.wangge --size 3840x2160 --out 夜间.png --theme night
  main.py render julu.wangge --size 1600x1000 --out 小留庄.png --place 130529201227
  main.py render julu.wangge --size 1200x800 --out 村.png --place 小留庄 --at 2026-11-23T14:32 --format json

--place 给区划代码（6、9、12、15 位）或名称。--at 不带时区时按北京时间，缺省为现在；状态颜色按该时刻的时限计算。
JSON 的键：out, size（像素）, place, bounds（EPSG:4547 米：西 南 东 北）, m_per_px, events, clusters, labels,
states（各状态件数）, ms（各步毫秒，total 为整幅）。"""
MOST_SIDE = 16_384


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--size", required=True, type=_size, metavar="宽x高", help="像素，如 1920x1080")
    parser.add_argument("--out", required=True, metavar="文件", help="要写的 PNG 文件")
    parser.add_argument("--place", default="", metavar="区划", help="区划代码或名称；缺省为全县")
    parser.add_argument("--theme", choices=("day", "night", "wall"), default="day", help="配色，缺省 day")
    parser.add_argument("--at", type=_instant, metavar="时刻", help="按哪个时刻着色，如 2026-11-23T14:32")
    parser.add_argument("--ratio", type=float, default=1.0, metavar="倍", help="字与线的放大倍数，缺省 1")
    parser.add_argument("--density", action="store_true", help="画密度图而不是事件符号")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式，缺省 text")


def run(args: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    # fonts need an application; it must outlive the picture
    application = QGuiApplication.instance() or QGuiApplication(["render"])
    summary = _render(args)
    del application
    if args.format == "json":
        from gis.commands.printing import print_json

        print_json(summary)
    else:
        counted = f"{summary['events']:,} 件，{summary['clusters']} 处符号"
        print(f"已画 {summary['out']}：{counted}，{summary['ms']['total']} 毫秒")
    return 0


def _render(args: argparse.Namespace) -> dict:
    from desktop.map.rendering import RenderRequest, render
    from desktop.map.scene import Scene
    from desktop.theme import load_theme
    from gis.deadlines.bands import states
    from gis.foundation.clock import SystemClock
    from gis.foundation.viewport import Viewport
    from gis.store.opening import open_store

    store = open_store(args.county)
    try:
        snapshot = store.load_snapshot()
    finally:
        store.close()
    row = _division(snapshot.divisions, args.place)
    now = args.at if args.at is not None else SystemClock().now()
    shown = states(snapshot.events, now)
    rows = np.flatnonzero(shown < 5).astype(np.int32)
    bounds = tuple(snapshot.divisions.bounds[row].tolist())
    view = Viewport.fit(bounds, args.size[0] / args.ratio, args.size[1] / args.ratio)
    theme = load_theme(args.theme)
    begun = perf_counter()
    scene = Scene(snapshot)
    result = render(
        RenderRequest(scene, view, args.ratio, theme, rows, shown, density=args.density, focus=row if row else -1)
    )
    ms = {**result.ms, "total": (perf_counter() - begun) * 1000}
    _save(result.picture, args.out)
    return {
        "out": args.out,
        "size": [result.picture.width(), result.picture.height()],
        "place": snapshot.divisions.code[row],
        "bounds": [round(edge, 1) for edge in view.bounds],
        "m_per_px": round(view.m_per_px, 4),
        "events": len(rows),
        "clusters": len(result.clusters),
        "labels": len(result.labels),
        "states": _by_state(shown),
        "ms": {part: round(value, 1) for part, value in ms.items()},
    }


def _by_state(shown: np.ndarray) -> dict[str, int]:
    from gis.events.states import STATE_KEY, State

    counts = np.bincount(shown, minlength=len(State))
    return {STATE_KEY[state]: int(counts[state]) for state in State}


def _save(picture, out: str) -> None:
    from gis.foundation.errors import WanggeError

    if not picture.save(out, "PNG"):
        raise WanggeError(f"写不了 {out}。", "请检查文件夹是否存在、可写，磁盘是否已满。")


def _division(divisions, place: str) -> int:
    """Row of a division by code or by name; the county when none is given."""
    from gis.foundation.errors import WanggeError

    if not place:
        return 0
    for row in range(len(divisions)):
        if place in (divisions.code[row], divisions.short_name[row], divisions.name[row]):
            return row
    raise WanggeError(f"找不到区划 {place}。", "请给出 6、9、12 或 15 位区划代码，或完整的乡镇、村居名称。")


def _size(text: str) -> tuple[int, int]:
    parts = text.lower().replace("×", "x").split("x")
    if len(parts) != 2 or not all(part.isdigit() and 16 <= int(part) <= MOST_SIDE for part in parts):
        raise argparse.ArgumentTypeError(f"尺寸要写成 宽x高，每边 16 到 {MOST_SIDE} 像素，如 1920x1080")
    return int(parts[0]), int(parts[1])


def _instant(text: str) -> int:
    from gis.foundation.clock import SHANGHAI, instant

    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂时刻 {text}，请写成 2026-11-23T14:32") from error
    return instant(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))
