"""The ground sheet of the first picture, kept on disk between days: painting it anew is an eighth of a start.

A sheet is kept by what it shows: borders and ground by their versions, the view, the theme. It only bridges
the time to the next picture, which has a margin around the view and is always painted anew. A convenience, never the
truth: whatever is wrong with the file, it is ignored.
"""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

from PySide6.QtGui import QImage

from desktop.map.papers import Papers
from desktop.map.rendering import SHEETS, RenderRequest
from gis.store.cache import folder

FORMAT = 1  # raise it when the ground is painted differently, for bundles without source files
MOST_FILES = 3  # a day and a night sheet, and one of another screen
SUFFIX = ".ground"

log = logging.getLogger(__name__)


def path_of(request: RenderRequest) -> Path | None:
    """Where the sheet of a request is kept; None for one that is not (a base map's tiles are kept by themselves)."""
    if request.tiles is not None:
        return None
    snapshot, view = request.scene.snapshot, request.view
    shown = (
        FORMAT,
        (snapshot.uid, len(snapshot.mesh.xy), len(snapshot.ground.xy), len(snapshot.households.x)),
        (int(snapshot.mesh.version.sum()), int(snapshot.divisions.version.sum())),
        (view.x_m, view.y_m, view.m_per_px, view.width_px, view.height_px, request.ratio),
        (request.theme.name, {name: colour.rgba() for name, colour in request.theme.map.items()}),
        (sorted(request.layers & SHEETS), _painted_by()),
    )
    return folder() / (hashlib.blake2b(repr(shown).encode(), digest_size=12).hexdigest() + SUFFIX)


def _painted_by() -> int:
    """When the code of the map was last changed."""
    return max((int(file.stat().st_mtime) for file in Path(__file__).parent.rglob("*.py")), default=0)


def load(request: RenderRequest, papers: Papers) -> QImage | None:
    """The sheet of a request if one is kept."""
    path = path_of(request)
    if path is None or not path.exists():
        return None
    width, height = round(request.view.width_px * request.ratio), round(request.view.height_px * request.ratio)
    sheet = papers.take(width, height, request.ratio)
    try:
        with path.open("rb") as file:
            whole = file.readinto(sheet.bits()) == sheet.sizeInBytes() and not file.read(1)
    except OSError as error:
        log.warning("保存的底图未能读取，将重新绘制：%s", error)
        return None
    return sheet if whole else None


def save(request: RenderRequest, sheet: QImage) -> None:
    """Keep the sheet of a request for the next start; the oldest go."""
    path = path_of(request)
    if path is None:
        return
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(sheet.constBits())
        os.replace(part, path)
        for old in sorted(path.parent.glob("*" + SUFFIX), key=lambda p: p.stat().st_mtime)[:-MOST_FILES]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("底图没有保存，下次启动重新绘制：%s", error)
        part.unlink(missing_ok=True)
