"""Digests of what is written once and never again: the steps of the county's creation, its photos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any


class Digest:
    """Running BLAKE2b over rows in order, with their count."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)
        self.count = 0

    def through(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The same rows, digested while they pass."""
        batch: list[tuple[Any, ...]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == 1000:
                self.add(batch)
                yield from batch
                batch = []
        self.add(batch)
        yield from batch

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        """Take in rows; texts of values parted by U+001F, rows by U+001E, so batch sizes make no difference."""
        lines = ["\x1f".join(map(str, row)) for row in rows]
        self._hash.update("".join([line + "\x1e" for line in lines]).encode())
        self.count += len(rows)

    def hex(self) -> str:
        return self._hash.hexdigest()
