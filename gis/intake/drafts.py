"""Rows of a sheet read as drafts of events: every cell understood, or the row named with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from gis.events.states import Source
from gis.foundation.errors import RowFault
from gis.intake.encoding import UNREADABLE
from gis.intake.headings import Columns
from gis.intake.instants import instant_of
from gis.intake.names import ItemNames, VillageNames, source_of
from gis.intake.positions import Position, position_of
from gis.intake.sheets import Cell, Sheet
from gis.snapshot import Snapshot

T = TypeVar("T")
_MOJIBAKE = ("锟斤拷", "烫烫烫")  # what is left of text that was read in the wrong encoding once before


@dataclass(frozen=True)
class Draft:
    """One good row so far. row: as the user finds it. item: row in Items. village: division row that the row names, -1
    none. position: None where only the village is known. number: as the sender numbers it."""

    row: int
    number: str
    description: str
    item: int
    source: Source
    reported_at: int
    position: Position | None
    village: int
    reporter: str
    phone: str


class DraftReader:
    """Reads rows against one county's lists. `source`: for rows that name none, None refuses them."""

    def __init__(self, snapshot: Snapshot, columns: Columns, now: int, source: Source | None) -> None:
        self._villages = VillageNames(snapshot.divisions)
        self._items = ItemNames(snapshot.items)
        self._columns = columns
        self._now = now
        self._source = source

    def read(self, sheet: Sheet) -> tuple[list[Draft], list[RowFault]]:
        """The drafts, and one fault for each row that is none."""
        drafts, faults = [], []
        for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
            reasons: list[str] = []
            draft = self._draft(number, cells, reasons)
            if draft is None or reasons:
                faults.append(RowFault(sheet.file, number, "；".join(reasons)))
            else:
                drafts.append(draft)
        return drafts, faults

    def _draft(self, row: int, cells: list[Cell], reasons: list[str]) -> Draft | None:
        def tried(call: Callable[..., T], *args: object) -> T | None:
            try:
                return call(*args)
            except ValueError as error:
                reasons.append(str(error))
                return None

        text = {field: text_of(cells[i]) for field, i in self._columns.at.items()}
        reasons += _unreadable(text.values())
        reported_at = tried(instant_of, cells[self._columns.at["reported_at"]], self._now)
        item = tried(self._items.find, text["item"])
        source = tried(self._source_of, text.get("source", ""))
        at = self._columns.position
        position = tried(position_of, cells[at[0]], cells[at[1]]) if at else None
        village = tried(self._village_of, text, position is not None)
        if not text["description"]:
            reasons.append("没有填描述")
        if position is None and village == -1 and not any("坐标" in r for r in reasons):
            reasons.append("没有坐标，也没有写明是哪个村")
        if reported_at is None or item is None or source is None or village is None:
            return None
        return Draft(
            row, text.get("number", ""), text["description"], item, source, reported_at, position, village,
            text.get("reporter", ""), text.get("phone", ""),
        )  # fmt: skip

    def _source_of(self, text: str) -> Source:
        if text:
            return source_of(text)
        if self._source is None:
            raise ValueError("没有填来源")
        return self._source

    def _village_of(self, text: dict[str, str], has_position: bool) -> int:
        """From the village column; else from the address, which may also name none."""
        township = text.get("township", "")
        if text.get("village"):
            return self._villages.find(text["village"], township)
        return self._villages.in_address(text.get("address", ""), township)


def text_of(cell: Cell) -> str:
    """A cell as text; a whole number (a telephone, an id) without its decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _unreadable(texts) -> list[str]:
    whole = "".join(texts)
    return ["含无法识别的字符（编码损坏）"] if UNREADABLE in whole or any(m in whole for m in _MOJIBAKE) else []
