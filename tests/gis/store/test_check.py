"""What was altered past the program shows, and the first altered row is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from gis.foundation.changes import Change, RowEdit
from gis.store.check import check
from gis.store.opening import open_store
from gis.store.store import Store
from tests.gis.store.county import WHO, work_on


def alter(store: Store, *statements: str) -> None:
    """Statements past the program, with foreign keys off."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            if store.engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            for statement in statements:
                connection.execute(text(statement))


def faults(store: Store) -> list[tuple[str, str]]:
    report = check(store.location)
    assert report["ok"] is (not report["faults"])
    assert all(f["message"] for f in report["faults"])
    return [(f["kind"], f["where"]) for f in report["faults"]]


def test_a_county_as_created_is_whole(store: Store):
    report = check(store.location)
    assert report == {"ok": True, "faults": [], "counts": report["counts"]}
    assert report["counts"]["event"] == 60 and report["counts"]["grids"] == 64 and report["counts"]["step"] == 180


def test_a_county_that_was_worked_on_is_whole(worked: Store):
    assert faults(worked) == []


ALTERED: list[tuple[str, str, tuple[str, str]]] = [
    ("journal text", "UPDATE journal SET label = '指派 4 件' WHERE seq = 3", ("chain", "journal 3")),
    ("journal instant", "UPDATE journal SET at = at - 1 WHERE seq = 2", ("chain", "journal 2")),
    ("journal hash", "UPDATE journal SET hash = repeat_hash WHERE seq = 2", ("chain", "journal 2")),
    ("removed row", "DELETE FROM journal WHERE seq = 4", ("chain", "journal 5")),
    ("removed end", "DELETE FROM journal WHERE seq = 9", ("chain", "journal 9")),
    ("untouched event", "UPDATE event SET description = '无事' WHERE id = 20", ("row", "event 20")),
    ("position", "UPDATE event SET lon = lon + 0.0001 WHERE id = 21", ("row", "event 21")),
    ("touched event", "UPDATE event SET status = 6 WHERE id = 4", ("row", "event 4")),
    ("event gone", "DELETE FROM event WHERE id = 30", ("count", "event")),
    ("step text", "UPDATE step SET note = '已解决' WHERE event = 9 AND seq = 0 AND line = 1", ("table", "step")),
    ("new step text", "UPDATE step SET note = '改' WHERE event = 4 AND seq = 2", ("step", "event 4")),
    ("new step gone", "DELETE FROM step WHERE event = 4 AND seq = 2", ("step", "event 4")),
    ("household", "UPDATE household SET people = 9 WHERE id = 7", ("table", "household")),
    ("border", "UPDATE arc SET rank = 6 WHERE rank = 5", ("table", "arc")),
    ("touched unit", "UPDATE unit SET capacity = 99 WHERE id = 2", ("row", "unit 2")),
    ("untouched column", "UPDATE unit SET name = '某局' WHERE id = 2", ("table", "unit")),
    ("staff", "UPDATE staff SET phone = '1' WHERE id = 1", ("table", "staff")),
    ("picture", "UPDATE photo SET taken_at = 5 WHERE id = 1", ("table", "photo")),
    ("dangling unit", "UPDATE event SET unit = 999 WHERE id = 8", ("reference", "event 8")),
    ("dangling worker", "UPDATE division SET worker = 999 WHERE level = 6", ("table", "division")),
    ("sum", "UPDATE division SET households = households + 1 WHERE level = 5", ("table", "division")),
    ("number", "UPDATE event SET number = 'X1' WHERE id = 5", ("code", "event 5")),
]


@pytest.mark.parametrize(("what", "statement", "wanted"), ALTERED, ids=[a[0] for a in ALTERED])
def test_what_was_altered_is_named(worked: Store, what: str, statement: str, wanted: tuple[str, str]):
    alter(worked, statement.replace("repeat_hash", f"'{'ab' * 32}'"))
    assert wanted in faults(worked)


def test_the_first_altered_row_is_the_one_named(worked: Store):
    alter(worked, "UPDATE journal SET reason = 'x' WHERE seq IN (3, 5, 7)")
    chain = [where for kind, where in faults(worked) if kind == "chain"]
    assert chain == ["journal 3"]


def test_an_inserted_row_breaks_the_chain(worked: Store):
    alter(
        worked,
        "UPDATE journal SET seq = seq + 100 WHERE seq > 3",
        "UPDATE journal SET seq = seq - 99 WHERE seq > 100",
        "INSERT INTO journal SELECT 4, county, at, actor, staff, station, kind, label, reason, undoes, before, after, "
        "steps, previous_hash, hash FROM journal WHERE seq = 3",
    )
    assert ("chain", "journal 4") in faults(worked)


def test_sums_and_workers_are_named_by_division(worked: Store):
    alter(worked, "UPDATE division SET households = 41 WHERE code = '130529100001001'")
    found = faults(worked)
    assert ("count", "division 130529100001") in found and ("count", "division 130529100001001") in found
    alter(worked, "UPDATE division SET worker = 999 WHERE code = '130529100001001'")
    assert ("reference", "division 130529100001001") in faults(worked)


def test_a_retired_code_used_again_is_a_fault(store: Store):
    code = "130529100001004"
    for status, version in (("作废", 0), ("有效", 2)):
        edit = RowEdit("division", code, version, {"status": ""}, {"status": status})
        store.commit(Change("retire", status, (edit,)), *WHO)
    assert ("code", f"division {code}") in faults(store)


def test_an_undone_retirement_is_none(store: Store):
    edit = RowEdit("division", "130529100001004", 0, {"status": ""}, {"status": "作废"})
    done = store.commit(Change("retire", "作废", (edit,)), *WHO)
    store.commit(done.change.inverse(done.seq), *WHO)
    assert faults(store) == []


def test_a_gap_in_the_coverage_is_a_fault(store: Store):
    alter(store, "DELETE FROM arc WHERE id = 30")
    assert "coverage" in {kind for kind, _ in faults(store)}


def test_a_lost_picture_is_a_fault(store: Store):
    zeros = "x'00'" if store.engine.dialect.name == "sqlite" else "'\\x00'"
    alter(store, f"UPDATE blob SET data = {zeros}")
    assert "row" in {kind for kind, _ in faults(store)}


def test_damaged_bytes_are_a_fault_and_not_a_crash(file: Path):
    size = file.stat().st_size
    with open(file, "r+b") as harmed:
        harmed.seek(size * 2 // 3)
        harmed.write(os.urandom(size // 6))
    report = check(str(file))
    assert not report["ok"] and "file" in {f["kind"] for f in report["faults"]}


def run(*words: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "main.py", *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_prints_json_and_exits_by_it(file: Path):
    code, out, _ = run("check", str(file))
    report: dict[str, Any] = json.loads(out)
    assert code == 0 and report["ok"] and report["counts"]["journal"] == 1
    work_on(str(file))
    store = open_store(str(file))
    alter(store, "UPDATE journal SET actor = '某人' WHERE seq = 6")
    store.close()
    code, out, _ = run("check", str(file))
    assert code == 1 and json.loads(out)["faults"][0]["where"] == "journal 6"
    code, out, err = run("check", str(file) + ".none")
    assert (code, out) == (1, "") and "找不到" in err
