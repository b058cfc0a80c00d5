"""A list of names searched by name, pinyin or initials: the choices of a box one types into."""

from __future__ import annotations

from collections.abc import Sequence

from gis.county.names import UNIT, Entry, Names, plain
from gis.county.pinyin import Speller


class SpelledNames:
    """Names of one list, spelled once (on a worker: the dictionary takes 0.1 s). Answers are places in the list."""

    def __init__(self, names: Sequence[str]) -> None:
        speller = Speller()
        spelled = [plain(name) for name in names]
        self._count = len(names)
        self._names = Names(
            [Entry(row, UNIT, 0, (name,), name, speller.readings(name)) for row, name in enumerate(spelled) if name]
        )

    def find(self, query: str) -> list[int]:
        """Places of the names that answer to a query, best first; all without one."""
        query = plain(query)
        if not query:
            return list(range(self._count))
        return [row for _, row in sorted(self._names.ranked(query))]
