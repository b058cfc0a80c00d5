"""Unfinished files: how they are called while they are written, and how nothing of them remains.

A file gets its name only when it is complete. Whoever ends the writing process from outside clears what it left behind.
"""

from __future__ import annotations

import os
from pathlib import Path


def part_of(goal: Path, process: int = 0) -> Path:
    """The passing name of a file that a process (this one by default) is writing."""
    return goal.with_name(f".{goal.name}.{process or os.getpid()}.part")


def clear(part: Path) -> None:
    """Remove an unfinished file and what SQLite put beside it."""
    for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
        leftover.unlink(missing_ok=True)
