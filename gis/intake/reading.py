"""A file of events against a county: read, understood, placed, and reported on; nothing is written yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gis.boundaries.locate import GridLocator
from gis.events.states import Source
from gis.foundation.errors import RowFault
from gis.intake.complaints import Complaint, Trouble
from gis.intake.datum import DATUM_WORD, Datum
from gis.intake.drafts import DraftReader
from gis.intake.duplicates import without_duplicates
from gis.intake.headings import FIELD_WORD, Columns, match_headings
from gis.intake.placing import Placed, Placing, place
from gis.intake.sheets import IntakeError, Sheet, read_sheet
from gis.snapshot import Snapshot

Progress = Callable[[float, str], None]


def quiet(_share: float, _words: str) -> None:
    """Tells nobody."""


class SourceMissing(IntakeError):
    """No column says where the rows come from, and nobody said it for all of them."""


@dataclass(frozen=True)
class Reading:
    """What a file turned out to hold. Every row is in `placed` or in `faults`; `complaints` says by row number what is
    wrong field by field. `datum` None: no row needed one."""

    sheet: Sheet
    columns: Columns
    datum: Datum | None
    datum_evidence: str
    repairs: dict[str, int]
    placed: list[Placed]
    faults: list[RowFault]
    complaints: dict[int, tuple[Complaint, ...]] = field(default_factory=dict)

    def found(self) -> dict[str, object]:
        """Everything that was decided about the file and why, for a report or JSON."""
        return {
            "file": self.sheet.file,
            "kind": self.sheet.kind,
            "encoding": self.sheet.encoding,
            "encoding_evidence": self.sheet.evidence,
            "columns": {FIELD_WORD[f]: heading for f, heading in self.columns.heading.items()},
            "ignored_columns": self.columns.ignored,
            "datum": self.datum.value if self.datum else None,
            "datum_word": DATUM_WORD[self.datum] if self.datum else None,
            "datum_evidence": self.datum_evidence,
            "repairs": self.repairs,
            "rows": len(self.sheet.rows),
            "good": len(self.placed),
            "bad": len(self.faults),
            "faults": [{"file": f.file, "row": f.row, "reason": f.reason} for f in self.faults],
        }


def read_events(
    path: Path,
    snapshot: Snapshot,
    locator: GridLocator,
    now: int,
    datum: Datum | None = None,
    source: Source | None = None,
    strict: bool = False,
    progress: Progress = quiet,
) -> Reading:
    """Read a file of events. `datum` None lets the datum doctor decide, `source` stands in where rows name none.
    strict: see gis.intake.drafts.DraftReader. progress is told (share 0 … 1, words) and may raise to stop.

    IntakeError when the file cannot be read at all, lacks a column (SourceMissing: the source), or its datum cannot be
    told (gis.intake.placing.DatumOpen).
    """
    progress(0.0, "正在读文件")
    sheet = read_sheet(path)
    columns = match_headings(sheet.headings)
    if lacking := columns.missing():
        raise IntakeError(
            f"{sheet.file} 缺少列：{'、'.join(lacking)}。认出的表头：{'、'.join(columns.heading.values()) or '无'}。",
            "请在第一行写明表头，例如：上报时间,事项,描述,来源,经度,纬度,乡镇,村,上报人,电话。",
        )
    if "source" not in columns.at and source is None:
        raise SourceMissing(f"{sheet.file} 没有“来源”列。", "请补上该列，或用 --source 指明，例如 --source 电话。")
    return read_rows(sheet, snapshot, locator, now, datum, source, strict, progress)


def read_rows(
    sheet: Sheet,
    snapshot: Snapshot,
    locator: GridLocator,
    now: int,
    datum: Datum | None = None,
    source: Source | None = None,
    strict: bool = False,
    progress: Progress = quiet,
) -> Reading:
    """The same for rows that are at hand: of a file, or some of its rows mended."""
    columns = match_headings(sheet.headings)
    reader = DraftReader(snapshot, columns, now, source, strict)
    drafts, faults = reader.read(sheet, lambda share: progress(0.1 + 0.6 * share, "正在核对各行"))
    if not drafts:
        nothing = Placing([], [], datum, "没有一行可用", {})
        return _reading(sheet, columns, nothing, [], faults, reader.complaints)
    progress(0.75, "正在核对坐标")
    placing = place(drafts, sheet.file, snapshot.divisions, locator, datum, sheet.kind == "GeoJSON")
    progress(0.9, "正在查重")
    kept, repeated = without_duplicates(placing.placed, sheet.file, snapshot.events)
    complaints = reader.complaints | _told(placing.faults, Trouble.POSITION) | _told(repeated, Trouble.DUPLICATE)
    return _reading(sheet, columns, placing, kept, [*faults, *placing.faults, *repeated], complaints)


def _told(faults: list[RowFault], trouble: Trouble) -> dict[int, list[Complaint]]:
    """Faults of whole rows as complaints."""
    field = "position" if trouble is Trouble.POSITION else "number"
    return {fault.row: [Complaint(trouble, field, "", fault.reason)] for fault in faults}


def _reading(
    sheet: Sheet, columns: Columns, placing: Placing, placed: list[Placed], faults: list[RowFault],
    complaints: dict[int, list[Complaint]],
) -> Reading:  # fmt: skip
    ordered = sorted(faults, key=lambda f: f.row)
    return Reading(
        sheet, columns, placing.datum, placing.evidence, placing.repairs, placed, ordered,
        {row: tuple(found) for row, found in complaints.items()},
    )  # fmt: skip
