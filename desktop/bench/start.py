"""The start of the desk as a process: first picture, everything live, and what it holds in memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from json import dumps, loads
from pathlib import Path

from desktop.bench.figures import Measured, median

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def starts(location: str, folder: Path, turns: int = 5) -> list[Measured]:
    """Warm starts at 1920 × 1080: process start to first picture and to live; resident memory once live."""
    first, live, memory = [], [], []
    for turn in range(turns + 1):
        begun, marks, resident = _one(location, folder, turn)
        if turn:  # the first start warms caches
            first.append(marks["first_picture"] - begun)
            live.append(marks["live"] - begun)
            memory.append(resident)
    return [median("first_picture_s", first), median("live_s", live), median("memory_mb", memory)]


def _one(location: str, folder: Path, turn: int) -> tuple[float, dict[str, float], float]:
    probe = folder / f"p{turn}"
    environment = {
        **os.environ,
        "WANGGE_PROBE": str(probe),
        "WANGGE_SETTINGS": str(folder / "start.ini"),
        "WANGGE_LOG": str(folder / "start.log"),
    }
    begun = time.time()
    process = subprocess.Popen(
        [sys.executable, str(MAIN), "--file", location, "--size", "1920x1080"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        marks = _wait(process, probe)
        time.sleep(2.0)  # the index and the photo of the first selection come after
        return begun, marks, _resident_mb(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen, probe: Path) -> dict[str, float]:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            marks = _ask(probe, "marks")
        except OSError:
            time.sleep(0.1)
            continue
        if "live" in marks and "first_picture" in marks:
            return marks
        time.sleep(0.1)
    raise RuntimeError(f"the desk did not become live (exit code {process.poll()})")


def _ask(path: Path, word: str) -> dict[str, float]:
    with socket.socket(socket.AF_UNIX) as end:
        end.settimeout(10)
        end.connect(str(path))
        end.sendall(dumps({"ask": word}).encode() + b"\n")
        return loads(end.makefile("rb").readline())["ok"]


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")
