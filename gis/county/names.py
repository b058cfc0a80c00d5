"""Names and how well a query answers to them: the name itself, its beginning, its pinyin, its initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gis.county.pinyin import Readings, Spelling, spell

UNIT = 0  # the level of units, which are compared with each other only
PERSON = 9  # the level of people, after every division
ENDINGS = ("县", "镇", "乡", "村", "社区", "局", "分局", "公司")  # left out without making a name incomplete


@dataclass(frozen=True)
class Entry:
    """A name that can be found. level: order among equals, the wider first. weight: then the larger first."""

    row: int
    level: int
    weight: int
    names: tuple[str, ...]  # short name first
    text: str  # all of them in one string, for a first look
    readings: Readings  # of the short name


class Rank(NamedTuple):
    """How well an entry answers, compared from left to right; the least is the best."""

    quality: int
    left: int
    level: int
    doubt: int
    length: int
    lightness: int  # minus weight
    row: int


class Names:
    """Entries, and those of them in which some character begins with a letter."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.by_initial: dict[str, list[Entry]] = {}
        for entry in entries:
            heard = entry.readings[:1] if entry.level == PERSON else entry.readings
            for initial in {reading[:1] for readings in heard for reading in readings}:
                self.by_initial.setdefault(initial, []).append(entry)

    def ranked(self, query: str) -> Iterator[tuple[Rank, int]]:
        """(rank, row) of the entries that answer to a query, in no order."""
        told: set[int] = set()
        for entry in self.entries:
            if query in entry.text and (found := _quality(query, entry.names)):
                told.add(id(entry))
                yield _rank(entry, found), entry.row
        letters = query.replace(" ", "").replace("'", "")
        if not (letters.isascii() and letters.isalpha()):
            return
        for entry in self.by_initial.get(letters[0], ()):
            if id(entry) not in told and (found := _spelled_quality(letters, entry)):
                yield _rank(entry, found), entry.row


def _rank(entry: Entry, found: tuple[int, int, int]) -> Rank:
    quality, left, doubt = found
    return Rank(quality, left, entry.level, doubt, len(entry.names[0]), -entry.weight, entry.row)


def plain(text: str) -> str:
    """A name or query to compare: full-width letters and digits made plain, lower case, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _quality(query: str, names: tuple[str, ...]) -> tuple[int, int, int] | None:
    """Quality (0 the name itself, 1 its beginning, 6 within it), nothing left, no doubt."""
    if query in names or any(names[0] == query + ending for ending in ENDINGS):
        return 0, 0, 0
    if any(name.startswith(query) for name in names):
        return 1, 0, 0
    return (6, 0, 0) if any(query in name for name in names) else None


def _spelled_quality(letters: str, entry: Entry) -> tuple[int, int, int] | None:
    """Quality (2 the whole name in pinyin, 3 in initials, 4 and 5 its beginning, 7 from within, 8 some of a unit's
    initials), whether an ending was left out, and how far the reading is in doubt: 小留庄 before 小吕寨镇 for xlz."""
    found = spell(letters, entry.readings)
    if found is not None:
        whole = not found.left or entry.names[0][len(entry.names[0]) - found.left :] in ENDINGS
        return (2 if whole else 4) + bool(found.abbreviated), int(whole and found.left > 0), _doubt(found)
    for start in range(1, len(entry.readings) - 1) if entry.level != PERSON else ():
        inner = spell(letters, entry.readings, start)
        if inner is not None and len(letters) > 1:
            return 7, 0, _doubt(inner)
    return (8, 0, 0) if entry.level == UNIT and _skips(letters, entry.readings) else None


def _skips(letters: str, readings: Readings) -> bool:
    """Whether letters are initials of a name with some left out, as offices are called: jtj for 交通运输局."""
    initials = iter({reading[:1] for reading in some} for some in readings)
    first, last = readings[0][0][:1], readings[-1][0][:1]
    return letters[0] == first and letters[-1] == last and all(any(x in some for some in initials) for x in letters)


def _doubt(spelling: Spelling) -> int:
    return spelling.unusual * 10 + spelling.abbreviated
