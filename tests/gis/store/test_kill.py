"""Killed in the middle of a stream of commits: what was acknowledged is there, and nothing half-done is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gis.foundation.changes import Change, NewStep, RowEdit
from gis.store.check import check
from gis.store.opening import open_store

STREAM = """
import sys
from gis.store.opening import open_store
from gis.store.adopt import adopt
from tests.gis.store.test_kill import change_of
store = open_store(sys.argv[1])
number = 0
while True:
    number += 1
    committed = store.commit(change_of(number), "李晓敏", "台 1", 1, 1_795_000_000 + number)
    sys.stdout.write(f"{committed.seq}\\n")
    sys.stdout.flush()
"""


def change_of(number: int) -> Change:
    """Writes the same number into twenty events, with a step each."""
    edits = tuple(
        RowEdit("event", key, number if number > 1 else 0, {"close_due": number - 1}, {"close_due": number})
        for key in range(1, 21)
    )
    return Change("due", f"第 {number} 次", edits, tuple(NewStep(key, 9, 0, str(number)) for key in range(1, 21)))


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("commits", [1, 7, 30])
def test_every_acknowledged_change_survives(location: str, commits: int):
    child = subprocess.Popen([sys.executable, "-c", STREAM, location], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    acknowledged = [int(child.stdout.readline()) for _ in range(commits)]
    child.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in child.stdout if line.endswith("\n")]
    child.wait()
    child.stdout.close()
    store = open_store(location)
    seq = store.last_seq()
    assert acknowledged == list(range(2, len(acknowledged) + 2))
    assert seq in (acknowledged[-1], acknowledged[-1] + 1), "at most one that was not yet told"
    events = store.load_snapshot().events
    assert events.close_due[:20].tolist() == [seq - 1] * 20
    assert events.version[:20].tolist() == [seq] * 20
    assert [len(store.steps(key)) for key in (1, 20)] == [3 + seq - 1] * 2
    store.close()
    report = check(location)
    assert report["ok"], report["faults"]


def test_the_names_of_child_and_parent_agree():
    assert Path(__file__).stem in STREAM
