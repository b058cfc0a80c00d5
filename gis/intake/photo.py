"""Photo evidence: a picture file made upright, with the instant and the place that the camera wrote into it.

EXIF: the Exif 2.32 standard (CIPA DC-008), tags Orientation, DateTimeOriginal, OffsetTimeOriginal and the GPS IFD. A
camera's position is taken as WGS 84, as the standard wants it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis.foundation.clock import SHANGHAI
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_PX = 2400  # a picture is kept for being looked at, not for print
LARGEST_BYTES = 40_000_000
QUALITY = 88
ORIENTATION, TAKEN, OFFSET, EXIF_IFD, GPS_IFD = 0x0112, 0x9003, 0x9011, 0x8769, 0x8825
GPS_LAT_REF, GPS_LAT, GPS_LON_REF, GPS_LON = 1, 2, 3, 4
KINDS = ("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff")


@dataclass(frozen=True)
class TakenPicture:
    """A picture on its way in. name: of its file. jpeg: upright, without the camera's notes. turned: it lay on its
    side. taken_at: UTC seconds, 0 unknown. lon, lat: EPSG:4490 degrees, None where the camera wrote no position."""

    name: str
    jpeg: bytes
    turned: bool
    taken_at: int
    lon: float | None
    lat: float | None

    @property
    def placed(self) -> bool:
        """Whether the camera wrote where it was."""
        return self.lon is not None and self.lat is not None


def read_photo(path: Path | str) -> TakenPicture:
    """A picture file as TakenPicture (worker: decoding takes a tenth of a second). Refused, with the name of the file,
    if it is none, cannot be read, or is too large."""
    path = Path(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        raise Refused(f"照片 {path.name} 读不出来：{error.strerror or error}。", "请检查文件后再选。") from error
    if not data:
        what = "是空文件" if not size else f"有 {size / 1e6:.0f} MB，超过 {LARGEST_BYTES / 1e6:.0f} MB"
        raise Refused(f"照片 {path.name} {what}。", "请另选一张，或先缩小。")
    return photo_of(path.name, data)


def photo_of(name: str, data: bytes) -> TakenPicture:
    """The bytes of a picture as TakenPicture; Refused if they are none."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            notes = opened.getexif()
            turned = int(notes.get(ORIENTATION, 1) or 1) not in (0, 1)
            shown = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(f"{name} 不是可读的照片。", f"可用的格式：{'、'.join(KINDS)}。") from error
    lon, lat = _place(notes.get_ifd(GPS_IFD))
    return TakenPicture(name, _jpeg(shown), turned, _instant(notes.get_ifd(EXIF_IFD)), lon, lat)


def _jpeg(picture: Image) -> bytes:
    picture.thumbnail((LONGEST_PX, LONGEST_PX))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _instant(exif: dict[int, Any]) -> int:
    """UTC seconds of the exposure; a camera that names no zone is taken to be in Shanghai. 0 where it says nothing
    that is an instant."""
    try:
        when = datetime.strptime(str(exif.get(TAKEN, "")).strip("\x00 "), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return 0
    return int(when.replace(tzinfo=_zone(str(exif.get(OFFSET, "")))).timestamp())


def _zone(text: str) -> timezone:
    try:
        sign, hours, minutes = text[:1], int(text[1:3]), int(text[4:6])
        return timezone((-1 if sign == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    except ValueError:
        return SHANGHAI


def _place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    lon = _degrees(gps.get(GPS_LON), str(gps.get(GPS_LON_REF, "E")), 180)
    lat = _degrees(gps.get(GPS_LAT), str(gps.get(GPS_LAT_REF, "N")), 90)
    if lon is None or lat is None or (lon == 0 and lat == 0):  # phones without a fix write zeros
        return None, None
    return lon, lat


def _degrees(parts: Any, side: str, most: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not isfinite(value) or not 0 <= value <= most:
        return None
    return -value if side.strip("\x00 ").upper() in ("S", "W") else value
