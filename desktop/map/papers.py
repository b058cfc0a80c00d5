"""Pictures used again: the first touch of fresh memory costs more than painting on it (140 ms of a 4K picture).

A paper is held by those who show it or build on it; when the last lets go, the next picture of its size takes it.
Forgetting to let go only loses the saving.
"""

from __future__ import annotations

import threading

from PySide6.QtGui import QImage

SPARE = 2  # of a size
SIZES = 2  # the view alone and the view with its margin take turns


class Papers:
    """Opaque pictures by size. Safe from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spare: dict[tuple[int, int], list[QImage]] = {}  # by size, the last used size last
        self._holds: dict[int, int] = {}

    def take(self, width: int, height: int, ratio: float) -> QImage:
        """A picture of that many device pixels, its content undefined, held by nobody yet."""
        with self._lock:
            spare = self._spare[width, height] = self._spare.pop((width, height), [])
            while len(self._spare) > SIZES:
                self._spare.pop(next(iter(self._spare)))
            paper = spare.pop() if spare else QImage(width, height, QImage.Format.Format_RGB32)
        paper.setDevicePixelRatio(ratio)
        return paper

    def hold(self, image: QImage, holders: int = 1) -> None:
        """It is in use by so many more."""
        with self._lock:
            self._holds[id(image)] = self._holds.get(id(image), 0) + holders

    def let_go(self, image: QImage) -> None:
        """One holder is done with it; after the last it may be painted over."""
        with self._lock:
            left = self._holds.get(id(image), 0) - 1
            if left > 0:
                self._holds[id(image)] = left
            elif self._holds.pop(id(image), None) is not None:
                spare = self._spare.get((image.width(), image.height()))
                if spare is not None and len(spare) < SPARE:
                    spare.append(image)

    def clear(self) -> None:
        """Give spare memory back."""
        with self._lock:
            self._spare.clear()
