"""What the search popup lists: places, the text search, recent queries, each as one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gis.county.places import Place


class Kind(Enum):
    PLACE = auto()
    TEXT = auto()
    RECENT = auto()
    NOTE = auto()  # says something, cannot be chosen


@dataclass(frozen=True)
class Line:
    """`title` at left, `note` in grey at right; `value` is what choosing it gives."""

    kind: Kind
    title: str
    note: str = ""
    icon: str = "search"
    value: object = None


MOST_PLACES = 8


def lines_of(places: Sequence[Place], query: str, text_hits: int) -> list[Line]:
    """Places first, then the text search; a note when there is neither."""
    lines = [place_line(place) for place in places[:MOST_PLACES]]
    if text_hits:
        lines.append(Line(Kind.TEXT, f"在事件里搜“{query}”", f"{text_hits:,} 件", "text", query))
    if not lines:
        lines.append(Line(Kind.NOTE, f"没有找到“{query}”", "试试村名、拼音首字母、事件编号或坐标", "info"))
    return lines


def recent_lines(queries: Sequence[str]) -> list[Line]:
    return [Line(Kind.RECENT, query, "", "clock", query) for query in queries]


ICONS = {"event": "list", "staff": "user", "unit": "user", "point": "locate"}


def place_line(place: Place) -> Line:
    """A place in its own words."""
    return Line(Kind.PLACE, place.name, place.note, ICONS.get(place.kind, "division"), place)
