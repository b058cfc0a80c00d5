"""One thing that is wrong with a county."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """kind: chain, row, table, step, reference, code, coverage, count, file, schema. where: the table and key, or
    "journal 17". message: what is wrong, in the users' language."""

    kind: str
    where: str
    message: str
