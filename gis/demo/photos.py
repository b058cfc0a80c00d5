"""Photos of some events: illustrations before and after, marked 模拟, shared by all events of a kind."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np

from gis.demo.draft import Draft
from gis.demo.lives import Lives
from gis.demo.scenes import SCENES, VARIANTS, H, W
from gis.demo.standing import FULL
from gis.demo.tables import Tables
from gis.events.states import Status
from gis.seed import Photos

PICTURED = 4000  # events with photos in a full county
OPEN_SHARE = 0.45  # of the open events whose matter has a scene
MARK = "模拟"
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simsun.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)


def build_photos(tables: Tables, draft: Draft, lives: Lives, status: np.ndarray, rng: np.random.Generator) -> Photos:
    """One picture before for each chosen event, and one after for those that are settled."""
    scenes = list(SCENES)
    scene = np.array([scenes.index(m.scene) if m.scene else -1 for m in tables.matters])[draft.matter]
    able = scene >= 0
    running = able & (status < Status.CLOSED)
    chosen = running & (rng.random(len(scene)) < OPEN_SHARE)
    others = np.flatnonzero(able & (status == Status.CLOSED))
    wanted = max(0, round(PICTURED * len(scene) / FULL) - int(chosen.sum()))
    chosen[rng.choice(others, min(wanted, len(others)), replace=False)] = True
    before = np.flatnonzero(chosen)
    after = before[lives.resolved[before] > 0]
    seen = lives.reported[before] - rng.integers(60, 900, len(before))
    rows = np.concatenate([before, after])
    blob = scene[rows] * len(VARIANTS) + draft.ids[rows] % 2 + 2 * (np.arange(len(rows)) >= len(before))
    taken = np.concatenate([seen, lives.resolved[after] - rng.integers(10, 50, len(after))])
    is_after = np.arange(len(rows)) >= len(before)
    order = np.lexsort((is_after, rows))
    rows, near = rows[order], rng.normal(0, 3, (2, len(order)))
    return Photos(
        draft.ids[rows],
        is_after[order],
        taken[order],
        draft.x[rows] + near[0],
        draft.y[rows] + near[1],
        blob[order].astype(np.int32),
        draw_pictures(),
    )


def draw_pictures() -> tuple[bytes, ...]:
    """Every scene in every variant as JPEG, four in a row per scene in the order of SCENES."""
    from PIL import Image, ImageDraw

    mark = _mark()
    blobs = []
    for scene in SCENES.values():
        for mended, variant in VARIANTS:
            image = Image.new("RGB", (W, H))
            scene(ImageDraw.Draw(image), mended, variant)
            image.paste(mark, (W - mark.width - 12, H - mark.height - 12))
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=80)
            blobs.append(buffer.getvalue())
    return tuple(blobs)


def _mark() -> Any:
    """The small mark of made-up pictures; without a Chinese font a plain tag with a diagonal."""
    from PIL import Image, ImageDraw

    tag = Image.new("RGB", (64, 34), "#3B4650")
    draw = ImageDraw.Draw(tag)
    font = _font()
    if font is None:
        draw.line((8, 26, 56, 8), "#E8EDF2", 3)
    else:
        draw.text((32, 16), MARK, "#E8EDF2", font=font, anchor="mm")
    return tag


def _font() -> Any:
    """A font with Chinese characters, None where this machine has none."""
    from PIL import ImageFont

    for path in FONTS:
        if Path(path).is_file():
            return ImageFont.truetype(path, 22)
    return None
