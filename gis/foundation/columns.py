"""Columns: numpy arrays side by side; text as one UTF-8 run with offsets. Cheap to map from disk, to scan, to share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

CHUNK = 1 << 20  # bytes scanned at a time
SAMPLE = 1 << 18  # bytes from which the rarity of a byte is judged


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
        spellings = [sorted({ord(low), ord(up)}) for low, up in _cases(needle)]
        at = _occurrences(self.data, spellings)
        return self._rows_with(at, len(spellings))

    def _rows_with(self, at: np.ndarray, length: int) -> np.ndarray:
        """Rows that wholly hold one of the runs of `length` bytes starting at the ascending positions `at`."""
        if len(at) > len(self):  # many a row: look up rows among matches rather than matches among rows
            before = np.searchsorted(at, self.offsets[:-1])
            within = np.searchsorted(at, self.offsets[1:] - length, side="right")
            return np.flatnonzero(within > before).astype(np.int32)
        rows = np.searchsorted(self.offsets, at, side="right") - 1
        rows = rows[at + length <= self.offsets[rows + 1]]  # not across the seam of two rows
        first = np.ones(len(rows), bool)
        np.not_equal(rows[1:], rows[:-1], out=first[1:])
        return rows[first].astype(np.int32)


def _cases(needle: str) -> Iterator[tuple[bytes, bytes]]:
    """Every byte of a needle in both cases; only ASCII letters have two."""
    for byte in needle.encode():
        one = bytes([byte])
        yield one.lower(), one.upper()


def _occurrences(data: np.ndarray, spellings: list[list[int]]) -> np.ndarray:
    """Ascending int64 positions in `data` at which every byte is one of its spellings.

    The scan looks for the rarest byte of the needle only and then checks the others at the few places found, so that
    its cost hardly depends on how many matches there are. Chunks keep the scan inside the cache.
    """
    frequency = np.bincount(data[:SAMPLE], minlength=256)
    rarest = min(range(len(spellings)), key=lambda i: frequency[spellings[i]].sum())
    found = []
    for start in range(0, len(data), CHUNK):
        at = np.flatnonzero(_is_any(data[start : start + CHUNK], spellings[rarest])) + (start - rarest)
        at = at[(at >= 0) & (at <= len(data) - len(spellings))]
        for place, bytes_here in enumerate(spellings):
            if place != rarest:
                at = at[_is_any(data[at + place], bytes_here)]
        found.append(at)
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _is_any(data: np.ndarray, values: list[int]) -> np.ndarray:
    same = data == values[0]
    for value in values[1:]:
        same |= data == value
    return same
