"""Columns: numpy arrays side by side; text as one UTF-8 run with offsets. Cheap to map from disk, to scan, to share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class TextColumn:
    """n strings as one run of UTF-8 bytes (`data`, uint8) and n + 1 offsets into it (`offsets`, int64)."""

    data: np.ndarray
    offsets: np.ndarray

    @staticmethod
    def of(strings: Iterable[str]) -> TextColumn:
        encoded = [s.encode() for s in strings]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(e) for e in encoded], out=offsets[1:])
        return TextColumn(np.frombuffer(b"".join(encoded), np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> str:
        return self.data[self.offsets[row] : self.offsets[row + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))

    def take(self, rows: Sequence[int] | np.ndarray) -> list[str]:
        return [self[row] for row in rows]

    def joined(self, more: TextColumn) -> TextColumn:
        return TextColumn(
            np.concatenate([self.data, more.data]), np.concatenate([self.offsets, more.offsets[1:] + self.offsets[-1]])
        )

    def find(self, needle: str) -> np.ndarray:
        """Sorted int32 rows whose text contains `needle` (ASCII letters match either case)."""
        if not needle or not len(self):
            return np.arange(len(self), dtype=np.int32)
        flags = re.IGNORECASE if needle.isascii() and not needle.isdigit() else 0
        pattern = re.compile(re.escape(needle.encode()), flags)
        at = np.fromiter((m.start() for m in pattern.finditer(self.data.data)), np.int64)
        if not len(at):
            return np.empty(0, np.int32)
        rows = np.searchsorted(self.offsets, at, side="right") - 1
        whole = at + len(needle.encode()) <= self.offsets[rows + 1]
        return np.unique(rows[whole]).astype(np.int32)
