"""Tiles kept: a few in memory, many on disk with their age, oldest dropped first. A full disk stops nothing."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from gis.foundation.clock import Clock, SystemClock

_MEMORY_TILES = 256
_PRUNE_TO = 0.9  # prune to this share of the limit, so that pruning is rare


@dataclass(frozen=True)
class CachedTile:
    """A tile and when it was fetched (UTC seconds)."""

    data: bytes
    fetched_at: int


class TileCache:
    """A folder of tiles, `max_mb` large at most; with no folder, memory only. One cache serves several sources,
    which name themselves by `key` (a short file name). Safe to call from several threads."""

    def __init__(self, folder: Path | str | None, max_mb: float = 500, clock: Clock | None = None) -> None:
        self.folder = None if folder is None else Path(folder)
        self.max_bytes = int(max_mb * 1_000_000)
        self.trouble = ""
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._memory: OrderedDict[tuple[str, int, int, int], CachedTile] = OrderedDict()
        self._bytes: int | None = None  # on disk; counted at the first write

    def get(self, key: str, z: int, x: int, y: int) -> CachedTile | None:
        """The tile, however old."""
        name = (key, z, x, y)
        with self._lock:
            if name in self._memory:
                self._memory.move_to_end(name)
                return self._memory[name]
        found = self._read(name)
        if found:
            self._remember(name, found)
        return found

    def put(self, key: str, z: int, x: int, y: int, data: bytes) -> None:
        """Keep a tile fetched now. If the disk refuses, it stays in memory and `trouble` says why."""
        name = (key, z, x, y)
        self._remember(name, CachedTile(data, self._clock.now()))
        if self.folder is None:
            return
        try:
            self._write(name, data)
            self.trouble = ""
        except OSError as error:
            self.trouble = f"底图缓存写不进磁盘（{error.strerror or error}）"

    def bytes_on_disk(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _remember(self, name: tuple[str, int, int, int], tile: CachedTile) -> None:
        with self._lock:
            self._memory[name] = tile
            self._memory.move_to_end(name)
            while len(self._memory) > _MEMORY_TILES:
                self._memory.popitem(last=False)

    def _path(self, name: tuple[str, int, int, int]) -> Path:
        assert self.folder is not None
        key, z, x, y = name
        return self.folder / key / str(z) / str(x) / f"{y}.tile"

    def _read(self, name: tuple[str, int, int, int]) -> CachedTile | None:
        if self.folder is None:
            return None
        path = self._path(name)
        try:
            return CachedTile(path.read_bytes(), int(path.stat().st_mtime))
        except FileNotFoundError:
            return None
        except OSError as error:
            self.trouble = f"底图缓存读取失败（{error.strerror or error}）"
            return None

    def _write(self, name: tuple[str, int, int, int], data: bytes) -> None:
        """Under another name first: a crash leaves no half tile behind."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{threading.get_ident()}.part")
        part.write_bytes(data)
        now = self._clock.now()
        os.utime(part, (now, now))
        old = path.stat().st_size if path.exists() else 0
        part.replace(path)
        with self._lock:
            if self._bytes is None:
                self._bytes = self.bytes_on_disk()
            else:
                self._bytes += len(data) - old
            if self._bytes > self.max_bytes:
                self._bytes = self._prune()

    def _files(self) -> list[tuple[float, int, Path]]:
        """(modified, size, path) of every tile; one that vanishes meanwhile is another process's doing."""
        found = []
        for path in self.folder.glob("*/*/*/*.tile") if self.folder else ():
            try:
                state = path.stat()
            except FileNotFoundError:
                continue
            found.append((state.st_mtime, state.st_size, path))
        return found

    def _prune(self) -> int:
        """Drop the oldest tiles; the bytes that remain."""
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        for _, size, path in files:
            if total <= self.max_bytes * _PRUNE_TO:
                break
            path.unlink(missing_ok=True)
            total -= size
        return total
