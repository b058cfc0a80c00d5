"""A dictionary that is never changed: putting something in gives another one that shares nearly everything.

Keys are spread over a few hundred small dictionaries; a change copies only those it touches, so that a state of the
whole county costs an edit a few microseconds and the state before stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

BOXES = 256


class Shelf(Generic[K, V]):
    """An immutable mapping with cheap successors. Order of iteration is not kept."""

    __slots__ = ("_boxes", "_count")

    def __init__(self, boxes: tuple[dict[K, V], ...], count: int) -> None:
        self._boxes = boxes
        self._count = count

    @staticmethod
    def of(items: Mapping[K, V]) -> Shelf[K, V]:
        boxes: tuple[dict[K, V], ...] = tuple({} for _ in range(BOXES))
        for key, value in items.items():
            boxes[hash(key) % BOXES][key] = value
        return Shelf(boxes, len(items))

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: K) -> bool:
        return key in self._boxes[hash(key) % BOXES]

    def __getitem__(self, key: K) -> V:
        return self._boxes[hash(key) % BOXES][key]

    def get(self, key: K) -> V | None:
        return self._boxes[hash(key) % BOXES].get(key)

    def items(self) -> Iterator[tuple[K, V]]:
        for box in self._boxes:
            yield from box.items()

    def __iter__(self) -> Iterator[K]:
        for box in self._boxes:
            yield from box

    def keys(self) -> Iterator[K]:
        for box in self._boxes:
            yield from box

    def values(self) -> Iterator[V]:
        for box in self._boxes:
            yield from box.values()

    def differing(self, before: Shelf[K, V]) -> set[K]:
        """Keys that hold another object than in `before`, or are in one of the two alone; what successors share is not
        looked at, so the cost is that of what was changed between."""
        found: set[K] = set()
        for new, old in zip(self._boxes, before._boxes, strict=True):
            if new is not old:
                found |= {key for key in new.keys() | old.keys() if new.get(key) is not old.get(key)}
        return found

    def changed(self, put: Mapping[K, V], gone: frozenset[K] = frozenset()) -> Shelf[K, V]:
        """The mapping with `put` in and `gone` out (KeyError for a key that is not there)."""
        if not put and not gone:
            return self
        boxes = list(self._boxes)
        own: set[int] = set()
        count = self._count

        def box_of(key: K) -> dict[K, V]:
            at = hash(key) % BOXES
            if at not in own:
                own.add(at)
                boxes[at] = dict(boxes[at])
            return boxes[at]

        for key in gone:
            del box_of(key)[key]
            count -= 1
        for key, value in put.items():
            box = box_of(key)
            count += key not in box
            box[key] = value
        return Shelf(tuple(boxes), count)
