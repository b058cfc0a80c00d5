"""Reports half written, kept in a folder of the user's own so that neither a crash nor a closing desk loses one.

They are no part of the county yet (no number, no clock, no journal row), and they hold a person's name and telephone:
so they lie beside the snapshot cache on the user's machine, not in the store that every station reads.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from gis.events.states import Source
from gis.intake.photo import TakenPicture
from gis.intake.sheets import IntakeError
from gis.snapshot import Snapshot
from gis.workflow.report import Report

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptReport:
    """One draft. key: names it. saved_at: UTC seconds. photos: as they were read."""

    key: str
    saved_at: int
    report: Report
    photos: tuple[TakenPicture, ...] = ()

    @property
    def words(self) -> str:
        """How a list names it."""
        return self.report.title or self.report.text[:20] or "（还没写事由）"


class DraftFolder:
    """The drafts of one county and one person. Every call touches the disk: run it on a worker. IntakeError when the
    folder cannot be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, draft: KeptReport, snapshot: Snapshot) -> None:
        """Write a draft, whole or not at all; one of the same key is replaced."""
        photos: list[dict[str, Any]] = []
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for photo in draft.photos:
                name = f"{sha256(photo.jpeg).hexdigest()[:32]}.jpg"
                if not (self.folder / name).exists():
                    _write(self.folder / name, photo.jpeg)
                told = {k: v for k, v in asdict(photo).items() if k != "jpeg"}
                photos.append({"file": name, **told})
            report = plain_report(draft.report, snapshot)
            body = {"saved_at": draft.saved_at, "report": report, "photos": photos}
            _write(self.folder / f"{draft.key}.json", json.dumps(body, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            what = f"草稿存不进 {self.folder}（{error.strerror or error}）。表单里的内容还在。"
            raise IntakeError(what, "请先登记，或腾出磁盘空间。") from error

    def all(self, snapshot: Snapshot) -> list[KeptReport]:
        """Every draft, the newest first. One that cannot be read is left where it is and logged."""
        found = []
        for path in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else ():
            try:
                found.append(self._read(path, snapshot))
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                log.warning("draft %s cannot be read: %s", path, error)
        return sorted(found, key=lambda draft: -draft.saved_at)

    def drop(self, key: str) -> None:
        """A draft was registered or thrown away; photos that no other draft names go with it."""
        (self.folder / f"{key}.json").unlink(missing_ok=True)
        if not self.folder.is_dir():
            return
        named = "\n".join(path.read_text("utf-8") for path in self.folder.glob("*.json"))
        for photo in self.folder.glob("*.jpg"):
            if photo.name not in named:
                photo.unlink(missing_ok=True)

    def _read(self, path: Path, snapshot: Snapshot) -> KeptReport:
        body = json.loads(path.read_text("utf-8"))
        photos = []
        for each in body["photos"]:
            told = {k: v for k, v in each.items() if k != "file"}
            try:
                photos.append(TakenPicture(jpeg=(self.folder / each["file"]).read_bytes(), **told))
            except OSError as error:
                log.warning("photo %s of draft %s cannot be read: %s", each["file"], path.name, error)
        return KeptReport(path.stem, int(body["saved_at"]), report_from(body["report"], snapshot), tuple(photos))


def plain_report(one: Report, snapshot: Snapshot) -> dict[str, Any]:
    """A report by ids and codes, which outlive the rows of a snapshot."""
    body = asdict(one)
    body["source"] = int(one.source)
    for name in ("item", "suggested_item"):
        row = body.pop(name)
        body[name] = int(snapshot.items.id[row]) if row >= 0 else 0
    body["division"] = snapshot.divisions.code[one.division] if one.division >= 0 else ""
    body["notes"] = list(one.notes)
    return body


def report_from(body: dict[str, Any], snapshot: Snapshot) -> Report:
    """The report of `plain_report` in the rows of a snapshot; what is gone is not given any more."""
    item_row = {int(key): row for row, key in enumerate(snapshot.items.id.tolist())}
    codes = {code: row for row, code in enumerate(snapshot.divisions.code)} if body["division"] else {}
    one = Report(**{**body, "source": Source(body["source"]), "notes": tuple(body["notes"])})
    return replace(
        one,
        item=item_row.get(body["item"], -1),
        suggested_item=item_row.get(body["suggested_item"], -1),
        division=codes.get(body["division"], -1),
    )


def _write(path: Path, data: bytes) -> None:
    """Beside, then over: a power cut leaves the old or the new."""
    beside = path.with_name(f"{path.name}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
