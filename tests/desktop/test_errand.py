"""A word run beside the desk: progress, success, failure, and a cancel that leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop import errand
from desktop.errand import Errand

SCRIPT = """
import os, pathlib, sys, time
goal = pathlib.Path(sys.argv[2])
part = goal.with_name(f".{goal.name}.{os.getpid()}.part")
part.write_text("half")
part.with_name(part.name + "-wal").write_text("half")
print(" 10% 复制", file=sys.stderr, flush=True)
if sys.argv[1] == "slow":
    time.sleep(60)
if sys.argv[1] == "bad":
    print("错误：磁盘已满。 请清理后重试。", file=sys.stderr)
    sys.exit(1)
part.rename(goal)
"""


@pytest.fixture
def run(qtbot, tmp_path, monkeypatch):
    """Starts an errand of a stand-in for main.py; returns it and what it says."""
    script = tmp_path / "main.py"
    script.write_text(SCRIPT)
    monkeypatch.setattr(errand, "MAIN", script)
    owner, goal = QObject(), tmp_path / "out" / "made.wangge"
    said: list[tuple] = []

    def start(word: str) -> Errand:
        made = Errand((word, str(goal)), goal, owner)
        made.progressed.connect(lambda percent, step: said.append((percent, step)))
        made.done.connect(lambda: said.append(("done",)))
        made.failed.connect(lambda why: said.append(("failed", why)))
        made.cancelled.connect(lambda: said.append(("cancelled",)))
        made.start()
        return made

    yield start, said, goal.parent
    owner.deleteLater()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_progress_and_success(run, qtbot):
    start, said, folder = run
    start("good")
    qtbot.waitUntil(lambda: ("done",) in said, timeout=10_000)
    assert said == [(10, "复制"), ("done",)] and names(folder) == ["made.wangge"]


def test_a_failure_says_why_and_leaves_nothing(run, qtbot):
    start, said, folder = run
    start("bad")
    qtbot.waitUntil(lambda: len(said) == 2, timeout=10_000)
    assert said[1] == ("failed", "磁盘已满。 请清理后重试。")
    assert not [name for name in names(folder) if name == "made.wangge"] and names(folder) == []


def test_a_cancel_leaves_nothing_and_is_told_once_it_is_true(run, qtbot):
    start, said, folder = run
    running = start("slow")
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert len(names(folder)) == 2, "half a file"
    running.cancel()
    qtbot.waitUntil(lambda: said[-1] == ("cancelled",), timeout=10_000)
    assert names(folder) == []
