"""The seal of an event row: a digest of all its values, rewritten with every commit, so that an alteration made
past the program shows and names its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from gis.store.schema import event

SEALED = tuple(c.name for c in event.columns if c.name != "seal")
_FLAGS = tuple(i for i, name in enumerate(SEALED) if name in ("paused", "provisional"))


def seal_of(values: Sequence[object]) -> int:
    """Signed 64-bit seal of a row's values in the order of SEALED: BLAKE2b over their texts parted by U+001F."""
    text = "\x1f".join(map(str, values))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def plain(values: Iterable[object]) -> list[object]:
    """A row's values with flags as 0 or 1, the form that is sealed on every engine."""
    row = list(values)
    for at in _FLAGS:
        row[at] = int(bool(row[at]))
    return row
