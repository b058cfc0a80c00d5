"""What only few rows of a file do: a day number among written dates, latitude before longitude. A whole file of it is
its sender's way and is put right; a single row may be a slip, so it is asked about."""

from __future__ import annotations

import re

from gis.foundation.clock import local
from gis.intake.complaints import Complaint, Mend, Trouble
from gis.intake.headings import Columns
from gis.intake.mending import swap
from gis.intake.positions import SWAPPED_NOTE, Position, position_of
from gis.intake.sheets import Cell, Sheet, text_of


def oddities(sheet: Sheet, columns: Columns) -> frozenset[Trouble]:
    """What fewer than half of the rows do: TIME (day numbers), SWAPPED."""
    odd = set()
    numbers = sum(_is_day_number(row[columns.at["reported_at"]]) for row in sheet.rows)
    if 0 < numbers < len(sheet.rows) / 2:
        odd.add(Trouble.TIME)
    if at := columns.position:
        swapped = sum(_is_swapped(row[at[0]], row[at[1]]) for row in sheet.rows)
        if 0 < swapped < len(sheet.rows) / 2:
            odd.add(Trouble.SWAPPED)
    return frozenset(odd)


def odd_time(cell: Cell, reported_at: int) -> Complaint | None:
    """The question about a day number that was read as `reported_at` (UTC seconds); None for a written date."""
    if not _is_day_number(cell):
        return None
    text = f"{local(reported_at):%Y-%m-%d %H:%M}"
    mend = Mend(text, (("reported_at", text),), sure=True)
    return Complaint(Trouble.TIME, "reported_at", text_of(cell), "Excel 日期数，其余各行是写出的日期", (mend,))


def odd_order(first: Cell, second: Cell, position: Position | None, columns: Columns) -> Complaint | None:
    """The question about coordinates given in the other order than those of the other rows."""
    if position is None or position.note != SWAPPED_NOTE:
        return None
    pair = text_of(first), text_of(second)
    mend = swap(*pair, columns.pair)
    return Complaint(Trouble.SWAPPED, "position", ", ".join(pair), "先纬后经，与其余各行相反", (mend,))


def _is_day_number(cell: Cell) -> bool:
    """As a number or as text."""
    return bool(re.fullmatch(r"\d{5}(\.\d+)?", text_of(cell)))


def _is_swapped(first: Cell, second: Cell) -> bool:
    try:
        found = position_of(first, second)
    except ValueError:
        return False
    return found is not None and found.note == SWAPPED_NOTE
