"""Bad rows kept aside for repair: FILE.待修复.csv, with every cell as it came, the row and the reason."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from gis.foundation.errors import RowFault
from gis.intake.batch import Batch
from gis.intake.sheets import IntakeError, Sheet, text_of

ROW_HEADING, REASON_HEADING = "原文件行号", "待修复原因"


def aside_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.待修复.csv")


def write_aside(path: Path, sheet: Sheet, faults: Iterable[RowFault]) -> Path:
    """Write the faulty rows beside their file, to be repaired and imported again as they stand (the two added columns
    are ignored). UTF-8 with BOM: Excel opens it as Chinese. IntakeError if the folder cannot be written."""
    target = aside_path(path)
    cells = dict(zip(sheet.numbers, sheet.rows, strict=True))
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow([*sheet.headings, ROW_HEADING, REASON_HEADING])
            for fault in sorted(faults, key=lambda f: f.row):
                kept = [text_of(c) for c in cells[fault.row][: len(sheet.headings)]]
                out.writerow([*kept, fault.row, fault.reason])
    except OSError as error:
        raise IntakeError(
            f"待修复的行写不进 {target}（{error.strerror or error}）。没有导入任何一行。", "请换到可写的文件夹再导入。"
        ) from error
    return target


def export_bad(path: Path, batch: Batch) -> Path:
    """Write the bad rows of a batch to a CSV file, as they stand now: what was mended already is in it. UTF-8 with BOM.
    IntakeError if it cannot be written."""
    columns = batch.columns
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow([*columns.heading.values(), ROW_HEADING, REASON_HEADING])
            for row in batch.bad:
                reasons = "；".join(complaint.reason for complaint in row.complaints)
                out.writerow([*(row.now.get(name, "") for name in columns.heading), row.number, reasons])
    except OSError as error:
        told = f"坏行写不进 {path}（{error.strerror or error}）。它们仍保留在这里。"
        raise IntakeError(told, "请换到可写的文件夹再导出。") from error
    return path
