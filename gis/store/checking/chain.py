"""The journal's chain: every row hashes to what it says and names the hash of the row before; and what the rows
taken together say the county must hold now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from gis.foundation.changes import Key, Scalar
from gis.foundation.clock import local
from gis.store import schema
from gis.store.borders import TABLES as BORDERS
from gis.store.checking.fault import Fault
from gis.store.journal import GENESIS, committed_of, hash_of, proof_of

RowKey = tuple[str, Key]


@dataclass
class Account:
    """What the journal says, added up.

    now: values that a touched row must hold (None: it must be gone). version: journal row that last wrote it.
    created: values the touched columns held when the county was created (None: the row was not there).
    steps: (event, seq) -> [(act, unit, note)]. proof: counts and digests of the creation. bordered: sequence -> instant
    of every row that wrote arcs, divisions or households.
    """

    now: dict[RowKey, dict[str, Scalar] | None] = field(default_factory=dict)
    version: dict[RowKey, int] = field(default_factory=dict)
    created: dict[RowKey, dict[str, Scalar] | None] = field(default_factory=dict)
    steps: dict[tuple[int, int], list[tuple[int, int, str]]] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    reused: list[str] = field(default_factory=list)
    proof: dict[str, Any] = field(default_factory=dict)
    bordered: dict[int, int] = field(default_factory=dict)
    rows: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Take in one journal row, in order."""
        self.rows += 1
        if row["seq"] == 1:
            self.proof = proof_of(row)
        committed = committed_of(row)
        for edit in committed.change.edits:
            key = (edit.table, edit.key)
            self._first(key, edit.before)
            if edit.after is None:
                self.now[key] = None
            else:
                self.now[key] = {**(self.now.get(key) or {}), **edit.after}
            self.version[key] = committed.seq
            if edit.table == "division" and not committed.change.undoes:
                self._watch_code(str(edit.key), edit.before, edit.after)
        if any(edit.table in BORDERS for edit in committed.change.edits):
            self.bordered[committed.seq] = committed.at
        for step in committed.change.steps:
            told = self.steps.setdefault((step.event, committed.seq), [])
            told.append((int(step.act), int(step.unit), step.note))

    def _first(self, key: RowKey, before: Mapping[str, Scalar] | None) -> None:
        if key not in self.created:
            self.created[key] = None if before is None else dict(before)
            return
        held = self.created[key]
        if held is not None:
            self.created[key] = {**(before or {}), **held}

    def _watch_code(self, code: str, before: Mapping[str, Scalar] | None, after: Mapping[str, Scalar] | None) -> None:
        if after is None or after.get("status") == "作废":
            self.retired.add(code)
        elif code in self.retired and (before is None or after.get("status") == "有效"):
            self.reused.append(code)


def read_chain(connection: Connection, account: Account) -> Iterator[Fault]:
    """The first break of the chain, if there is one; `account` takes in every row that can be read."""
    previous, expected, broken = GENESIS, 1, False
    table = schema.journal
    result = connection.execution_options(yield_per=500).execute(select(table).order_by(table.c.seq))
    for row in map(dict[str, Any], result.mappings()):
        wrong = None if broken else _wrong(row, previous, expected)
        if wrong:
            broken = True
            yield Fault("chain", f"journal {row['seq']}", wrong)
        try:
            account.add(row)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            if not wrong:
                yield Fault("chain", f"journal {row['seq']}", f"日志第 {row['seq']} 行读不出来：{error}。")
        previous, expected = row["hash"], row["seq"] + 1
    head = connection.execute(select(schema.county.c.head_seq, schema.county.c.head_hash)).one()
    if not broken and tuple(head) != (expected - 1, previous):
        message = f"日志应到第 {head[0]} 行，实到第 {expected - 1} 行：末尾的行被删去或添加过。"
        yield Fault("chain", f"journal {expected}", message)


def _wrong(row: Mapping[str, Any], previous: str, expected: int) -> str:
    words = f"日志第 {row['seq']} 行（{local(row['at']):%Y-%m-%d %H:%M} {row['actor']} {row['label']}）"
    if row["seq"] != expected:
        missing = f"第 {expected} 行" if row["seq"] == expected + 1 else f"第 {expected} 至 {row['seq'] - 1} 行"
        return f"日志缺少{missing}：{words}之前的行被删去。"
    if hash_of(row) != row["hash"]:
        return f"{words}的内容被改动过，与其校验值不符。"
    if row["previous_hash"] != previous:
        return f"{words}与上一行接不上：上一行被换过，或此行是插入的。"
    return ""


def plain_json(value: Any) -> str:
    """A value as a fault shows it."""
    return json.dumps(value, ensure_ascii=False)
