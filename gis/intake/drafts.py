"""Rows of a sheet read as drafts of events: every cell understood, or the row named with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from gis.county.telephone import phone_fault
from gis.events.states import Source
from gis.foundation.errors import RowFault
from gis.intake.complaints import TROUBLE_OF, Complaint, Trouble
from gis.intake.encoding import UNREADABLE
from gis.intake.headings import Columns
from gis.intake.instants import instant_of
from gis.intake.names import ItemNames, VillageNames, source_of
from gis.intake.oddities import odd_order, odd_time, oddities
from gis.intake.positions import Position, position_of
from gis.intake.sheets import Cell, Sheet, text_of
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
    """Reads rows against one county's lists. `source`: for rows that name none, None refuses them. strict: what only
    few rows of a file need put right (gis.intake.oddities) is asked about, not done."""

    def __init__(
        self, snapshot: Snapshot, columns: Columns, now: int, source: Source | None, strict: bool = False
    ) -> None:
        self._villages = VillageNames(snapshot.divisions)
        self._items = ItemNames(snapshot.items)
        self._columns = columns
        self._now = now
        self._source = source
        self._strict = strict
        self._odd: frozenset[Trouble] = frozenset()
        self.complaints: dict[int, list[Complaint]] = {}

    def read(
        self, sheet: Sheet, check: Callable[[float], None] = lambda _share: None
    ) -> tuple[list[Draft], list[RowFault]]:
        """The drafts, and one fault for each row that is none; `complaints` has them by row, field by field. `check`
        is told how far it has come, and may raise to stop."""
        self._odd = oddities(sheet, self._columns) if self._strict else frozenset()
        drafts, faults = [], []
        for place, (number, cells) in enumerate(zip(sheet.numbers, sheet.rows, strict=True)):
            if place % 200 == 0:
                check(place / max(len(sheet.rows), 1))
            found: list[Complaint] = []
            draft = self._draft(number, cells, found)
            if draft is None or found:
                self.complaints[number] = found
                faults.append(RowFault(sheet.file, number, "；".join(one.reason for one in found)))
            else:
                drafts.append(draft)
        return drafts, faults

    def _draft(self, row: int, cells: list[Cell], found: list[Complaint]) -> Draft | None:
        text = {field: text_of(cells[i]) for field, i in self._columns.at.items()}

        def tried(field: str, call: Callable[..., T], *args: object) -> T | None:
            try:
                return call(*args)
            except ValueError as error:
                shown = _shown(field, text, self._columns)
                found.append(Complaint(TROUBLE_OF[field], field, shown, str(error)))
                return None

        found += [
            Complaint(Trouble.TEXT, "description", text["description"], why) for why in _unreadable(text.values())
        ]
        at, when = self._columns.position, cells[self._columns.at["reported_at"]]
        reported_at = tried("reported_at", instant_of, when, self._now)
        item = tried("item", self._items.find, text["item"])
        source = tried("source", self._source_of, text.get("source", ""))
        position = tried("position", position_of, cells[at[0]], cells[at[1]]) if at else None
        village = tried("village", self._village_of, text, position is not None)
        tried("phone", _phone, text.get("phone", ""))
        if not text["description"]:
            found.append(Complaint(Trouble.TEXT, "description", "", "没有填描述"))
        if Trouble.TIME in self._odd and reported_at is not None:
            found += filter(None, [odd_time(when, reported_at)])
        if Trouble.SWAPPED in self._odd and at:
            found += filter(None, [odd_order(cells[at[0]], cells[at[1]], position, self._columns)])
        if position is None and village == -1 and not any(c.field == "position" for c in found):
            found.append(Complaint(Trouble.VILLAGE, "village", "", "没有坐标，也没有写明是哪个村"))
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


def _shown(field: str, text: dict[str, str], columns: Columns) -> str:
    """What stands in the cells that a complaint is about."""
    if field == "position":
        return ", ".join(text.get(name, "") for name in columns.pair)
    return text.get(field, "") or (text.get("address", "") if field == "village" else "")


def _phone(text: str) -> None:
    if why := phone_fault(text):
        raise ValueError(f"电话{why}" if not why.startswith("电话") else why)


def _unreadable(texts) -> list[str]:
    whole = "".join(texts)
    return ["含无法识别的字符（编码损坏）"] if UNREADABLE in whole or any(m in whole for m in _MOJIBAKE) else []
