"""Batches kept in a folder of the user's own, so that bad rows outlive the desk's closing. They hold what the file
held, and are as personal as it."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gis.events.states import Source
from gis.intake.batch import BadRow, Batch
from gis.intake.complaints import Complaint, Mend, Trouble
from gis.intake.datum import Datum
from gis.intake.sheets import IntakeError

log = logging.getLogger(__name__)


class BatchFolder:
    """The batches of one county and one person. Every call touches the disk: run it on a worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, batch: Batch) -> None:
        """Write a batch, whole or not at all; one without bad rows is done with and goes. IntakeError when the folder
        cannot be written."""
        if not batch.bad:
            self.drop(batch.key)
            return
        path = self.folder / f"{batch.key}.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.part")
            with beside.open("w", encoding="utf-8") as file:
                json.dump(asdict(batch), file, ensure_ascii=False, default=str)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except OSError as error:
            what = f"待修复的行存不进 {self.folder}（{error.strerror or error}）。"
            raise IntakeError(what, "请腾出磁盘空间，或先用「导出坏行」另存。") from error

    def all(self) -> list[Batch]:
        """Every batch with bad rows, the newest first. One that cannot be read is left where it is and logged."""
        found = []
        for path in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else ():
            try:
                found.append(_batch(json.loads(path.read_text("utf-8"))))
            except (OSError, ValueError, KeyError, TypeError) as error:
                log.warning("batch %s cannot be read: %s", path, error)
        return sorted(found, key=lambda batch: -batch.at)

    def drop(self, key: str) -> None:
        (self.folder / f"{key}.json").unlink(missing_ok=True)


def _batch(body: dict[str, Any]) -> Batch:
    body["headings"], body["seqs"] = tuple(body["headings"]), tuple(body["seqs"])
    body["dropped"], body["bad"] = tuple(body["dropped"]), tuple(_bad_row(row) for row in body["bad"])
    body["datum"] = None if body["datum"] is None else Datum(body["datum"].removeprefix("Datum.").lower())
    body["source"] = None if body["source"] is None else Source(body["source"])
    return Batch(**body)


def _bad_row(body: dict[str, Any]) -> BadRow:
    return BadRow(body["number"], body["cells"], tuple(_complaint(c) for c in body["complaints"]), body["mended"])


def _complaint(body: dict[str, Any]) -> Complaint:
    mends = tuple(
        Mend(**{**mend, "values": tuple((field, text) for field, text in mend["values"])}) for mend in body["mends"]
    )
    return Complaint(**{**body, "trouble": Trouble(body["trouble"]), "mends": mends})
