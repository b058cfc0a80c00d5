"""Start of the desk: arguments, display check, theme, window; the county's first picture before anything heavy."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from pathlib import Path


def parse(words: list[str]) -> argparse.Namespace:
    """The desk's own options; every other word belongs to gis.cli."""
    parser = argparse.ArgumentParser(prog="main.py", description="网格指挥台：打开桌面")
    parser.add_argument("--file", metavar="县库", help="县库文件或 PostgreSQL 地址；不给则打开上次的县库")
    parser.add_argument("--demo", action="store_true", help="打开演示县（模拟数据）；没有则先生成")
    parser.add_argument("--theme", choices=("day", "night"), help="日间或夜间配色，缺省沿用上次")
    parser.add_argument("--size", metavar="宽x高", help="窗口大小，如 1920x1080；缺省沿用上次")
    parser.add_argument("--now", metavar="时刻", help=argparse.SUPPRESS)
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Open the desk; returns the exit code."""
    begun = time.time()
    gc.disable()  # nothing made during the start is rubbish; the window turns it on again
    options = parse(words)
    from desktop.display import display_problem

    problem = display_problem()
    if problem:
        print(problem, file=sys.stderr)
        return 3
    from PySide6.QtCore import Qt

    from desktop.imports import plain_imports

    plain_imports()
    from PySide6.QtWidgets import QApplication

    from desktop import crash

    sys.setswitchinterval(0.0005)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication([sys.argv[0]])
    application.setApplicationName("wangge")
    application.setApplicationDisplayName("网格指挥台")
    crash.install(crash.start_logging())

    from desktop.settings import open_settings
    from desktop.translation import install_chinese
    from desktop.window import Window

    install_chinese(application)
    settings = open_settings()
    window = Window(settings, clock(options.now), options.theme, begun)
    if options.size:
        window.resize(*(int(side) for side in options.size.lower().split("x")))
    window.open_first(chosen_county(options, settings), make_demo=options.demo)
    window.show()
    close_on_signals(window)
    code = application.exec()
    window.shut_down()
    return code


def close_on_signals(window) -> None:
    """Ctrl+C and SIGTERM close the window as a hand would. Python sees a signal only between bytecodes, so a slow
    timer gives it a chance while the event loop sleeps."""
    import signal

    from PySide6.QtCore import QTimer

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: window.close())
    beat = QTimer(window, interval=300)
    beat.timeout.connect(lambda: None)
    beat.start()


def clock(now: str | None):
    """The machine's clock; `--now` starts it at another instant, for pictures and rehearsals."""
    from gis.foundation.clock import SystemClock

    if not now:
        return SystemClock()
    from datetime import datetime

    from gis.foundation.clock import SHANGHAI, ShiftedClock

    when = datetime.fromisoformat(now)
    return ShiftedClock(int((when if when.tzinfo else when.replace(tzinfo=SHANGHAI)).timestamp()))


def chosen_county(options: argparse.Namespace, settings) -> str:
    """Location to open: named, else the demo if asked for, else the last one; empty if there is none."""
    from desktop.settings import default_county

    if options.file:
        return options.file if "://" in options.file else os.path.abspath(options.file)
    if options.demo:
        return str(default_county())
    last = str(settings.value("county/location", ""))
    if last and ("://" in last or Path(last).exists()):
        return last
    return str(default_county()) if default_county().exists() else ""
