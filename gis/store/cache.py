"""The last snapshot on disk, mapped into memory in a few milliseconds, so that the desk can paint before it connects.

One file: magic, length of the header, header (JSON: version, place, the tree of values), then the arrays, each on a
64-byte boundary. It is a convenience, never the truth: whatever is wrong with it, it is ignored and written anew.
Only the standard library and numpy are imported here.
"""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import os
import sys
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from gis.snapshot import Snapshot
from gis.store.places import identity_of

MAGIC = b"WANGGE-CACHE\x00\x00\x00\x03"
PREFIX = len(MAGIC) + 8  # then the header's length and its CRC-32, 4 bytes each
ALIGN = 64
SUFFIX = ".snapshot"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """A cached snapshot, and whether its county wanted a sign-in when it was kept."""

    snapshot: Snapshot
    guarded: bool


def folder() -> Path:
    """Where caches are kept: WANGGE_CACHE, else the user's cache folder."""
    chosen = os.environ.get("WANGGE_CACHE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("wangge", appauthor=False)


def kept(location: str) -> list[Path]:
    """Cache files of a county's location, the newest first. There may be two: a file that is mapped cannot be
    replaced or removed on Windows, so each save writes a new one and removes what it can."""
    return sorted(folder().glob(f"{_name(location)}.*{SUFFIX}"), reverse=True)  # names begin with the instant


def _name(location: str) -> str:
    return hashlib.blake2b(identity_of(location).encode(errors="surrogateescape"), digest_size=12).hexdigest()


def save(snapshot: Snapshot, location: str, guarded: bool = False) -> Path | None:
    """Keep a snapshot for the next start; it is there whole or not at all. None (and a log line) if it cannot be
    written. guarded: nothing of it may be shown before someone has signed in."""
    arrays: list[np.ndarray] = []
    tree = _laid_out(snapshot, arrays)
    places, end = [], 0
    for array in arrays:
        places.append(end)
        end += -(-array.nbytes // ALIGN) * ALIGN
    described = [[a.dtype.str, list(a.shape), at] for a, at in zip(arrays, places, strict=True)]
    header: dict[str, Any] = {"place": identity_of(location), "uid": snapshot.uid, "seq": snapshot.seq, "size": end}
    header["guarded"] = guarded
    text = json.dumps(header | {"tree": tree, "arrays": described, "order": sys.byteorder}).encode()
    path = folder() / f"{_name(location)}.{time.time_ns():x}-{os.getpid():x}{SUFFIX}"
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as file:
            file.write(MAGIC + len(text).to_bytes(4, "little") + zlib.crc32(text).to_bytes(4, "little") + text)
            start = _aligned(PREFIX + len(text))
            for array, at in zip(arrays, places, strict=True):
                file.seek(start + at)
                file.write(np.ascontiguousarray(array).data)
            file.truncate(start + end)
        os.replace(part, path)
        _remove(other for other in kept(location) if other != path)
    except OSError as error:
        log.warning("启动缓存没有写成：%s", error)
        if part.exists():
            part.unlink()
        return None
    return path


def load(location: str) -> Snapshot | None:
    """The cached snapshot of a location, as load_kept has it."""
    kept = load_kept(location)
    return None if kept is None else kept.snapshot


def load_kept(location: str) -> Kept | None:
    """What is cached of a location, its arrays read-only views of the file; None if there is none of use.

    It may be behind the store or, after a restore, not of it: Store.verify_cached tells.
    """
    for path in kept(location):
        try:
            with open(path, "rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return _read(mapped, identity_of(location))
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            log.warning("启动缓存不可用，将重新生成：%s", error)
    return None


def forget(location: str) -> None:
    """Remove the cache of a location."""
    _remove(kept(location))


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except PermissionError as error:  # mapped by a running desk on Windows: the next save tries again
            log.debug("旧的启动缓存暂留：%s", error)


def _aligned(at: int) -> int:
    return -(-at // ALIGN) * ALIGN


def _laid_out(value: Any, arrays: list[np.ndarray]) -> Any:
    """A dataclass as {field: value}, each array as its index in `arrays`."""
    tree: dict[str, Any] = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if isinstance(held, np.ndarray):
            arrays.append(held)
            tree[field.name] = {"#": len(arrays) - 1}
        elif is_dataclass(held):
            tree[field.name] = _laid_out(held, arrays)
        else:
            tree[field.name] = held
    return tree


def _read(mapped: mmap.mmap, place: str) -> Kept:
    if mapped[: len(MAGIC)] != MAGIC:
        raise ValueError("written by another version")
    length = int.from_bytes(mapped[len(MAGIC) : len(MAGIC) + 4], "little")
    text = mapped[PREFIX : PREFIX + length]
    if zlib.crc32(text) != int.from_bytes(mapped[len(MAGIC) + 4 : PREFIX], "little"):
        raise ValueError("header damaged")
    header = json.loads(text)
    start = _aligned(PREFIX + length)
    if header["place"] != place or header["order"] != sys.byteorder or len(mapped) != start + header["size"]:
        raise ValueError("of another place, machine or length")
    arrays = [
        np.frombuffer(mapped, np.dtype(kind), int(np.prod(shape, dtype=np.int64)), start + at).reshape(shape)
        for kind, shape, at in header["arrays"]
    ]
    snapshot = _built(Snapshot, header["tree"], arrays)
    if not isinstance(snapshot, Snapshot):
        raise TypeError("no snapshot")
    return Kept(snapshot, bool(header["guarded"]))


def _built(kind: Any, tree: dict[str, Any], arrays: list[np.ndarray]) -> Any:
    """The dataclass again; ValueError if its fields are no longer those that were written."""
    hints = get_type_hints(kind)
    if set(tree) != {f.name for f in fields(kind)}:
        raise ValueError(f"{kind.__name__} has other fields now")
    values: dict[str, Any] = {}
    for name, held in tree.items():
        if isinstance(held, dict):
            values[name] = arrays[held["#"]] if "#" in held else _built(hints[name], held, arrays)
        else:
            values[name] = held
    return kind(**values)
