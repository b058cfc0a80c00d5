"""When something was not foreseen: the log file, the last lines of it in a dialog, and nothing lost."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import traceback
from collections import deque
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler

LOG_BYTES = 2_000_000


class LastLines(logging.Handler):
    """Keeps the last log lines for the crash dialog."""

    def __init__(self, keep: int = 40) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=keep)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def log_path() -> Path:
    """Where the log of this desk is kept; WANGGE_LOG names another file."""
    named = os.environ.get("WANGGE_LOG")
    if named:
        return Path(named)
    from platformdirs import user_log_dir

    return Path(user_log_dir("wangge", appauthor=False)) / "desk.log"


def start_logging() -> LastLines:
    """Log to a rotating file and keep the last lines in memory; Qt's own messages go the same way."""
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    last = LastLines()
    _put_aside(path)
    for handler in (logging.FileHandler(path, encoding="utf-8"), last):
        handler.setFormatter(form)
        logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    qInstallMessageHandler(_log_qt)
    # A fault in native code leaves the Python lines it came from beside the log.
    faulthandler.enable(path.with_suffix(".fault").open("a"))
    return last


def _put_aside(path: Path) -> None:
    """A log that has grown makes room at the start of the next day's work. (logging.handlers would rotate it while
    running, at the price of importing sockets before the first picture.)"""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".1.log"))


def _log_qt(kind: QtMsgType, _context: object, text: str) -> None:
    serious = kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    logging.getLogger("qt").log(logging.WARNING if serious else logging.INFO, text)


def install(last: LastLines) -> None:
    """Show unforeseen errors once each instead of dying silently; every acknowledged change is already on disk."""
    shown: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        logging.getLogger("crash").critical(text)
        if sys.__stderr__ is not None:
            sys.__stderr__.write(text)
        if text not in shown:
            shown.add(text)
            _show(text, last)

    sys.excepthook = hook


def _show(text: str, last: LastLines) -> None:
    from PySide6.QtWidgets import QApplication, QMessageBox

    if QApplication.instance() is None:
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "网格指挥台", "程序遇到没有预料到的问题，刚才这一步没有完成。")
    box.setInformativeText(
        f"已确认的改动都在县库里，没有丢失。可以继续使用；如反复出现，请把日志发给维护人员：\n{log_path()}"
    )
    box.setDetailedText(text + "\n\n" + "\n".join(last.lines))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
