"""Photo evidence: turned upright, with the camera's instant and place; what is no picture is told by name."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from gis.foundation.clock import SHANGHAI
from gis.foundation.errors import Refused
from gis.intake.photo import LONGEST_PX, photo_of, read_photo


def picture(width=80, height=40, orientation=1, taken="", offset="", gps=None, kind="JPEG") -> bytes:
    """The bytes of a picture with what a camera writes beside it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    if offset:
        exif.get_ifd(0x8769)[0x9011] = offset
    if gps:
        exif.get_ifd(0x8825).update(gps)
    out = io.BytesIO()
    Image.new("RGB", (width, height), (120, 90, 60)).save(out, kind, exif=exif)
    return out.getvalue()


GPS = {1: "N", 2: (37.0, 13.0, 12.0), 3: "E", 4: (115.0, 1.0, 48.0)}


def size_of(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as shown:
        return shown.size


def test_a_picture_on_its_side_stands_upright():
    found = photo_of("a.jpg", picture(orientation=6))
    assert found.turned and size_of(found.jpeg) == (40, 80)
    with Image.open(io.BytesIO(found.jpeg)) as shown:
        assert not shown.getexif(), "nobody turns it a second time"
    assert not photo_of("b.jpg", picture()).turned


def test_instant_and_place_of_the_camera():
    found = photo_of("a.jpg", picture(taken="2026:11:22 18:47:00", gps=GPS))
    assert found.taken_at == int(datetime(2026, 11, 22, 18, 47, tzinfo=SHANGHAI).timestamp())
    assert (round(found.lon, 6), round(found.lat, 6)) == (115.03, 37.22)
    utc = photo_of("a.jpg", picture(taken="2026:11:22 10:47:00", offset="+00:00"))
    assert utc.taken_at == found.taken_at
    west = photo_of("a.jpg", picture(gps=GPS | {3: "W"}))
    assert west.lon == pytest.approx(-115.03)


@pytest.mark.parametrize(
    "gps", [None, {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, {2: (37.0, 13.0, 12.0)}, GPS | {4: (999.0, 0.0, 0.0)}]
)
def test_no_place_is_no_place(gps):
    found = photo_of("a.jpg", picture(gps=gps))
    assert (found.lon, found.lat, found.placed, found.taken_at) == (None, None, False, 0)


def test_other_formats_and_large_pictures(tmp_path: Path):
    path = tmp_path / "现场.png"
    path.write_bytes(picture(5000, 1000, kind="PNG"))
    found = read_photo(path)
    assert found.name == "现场.png" and size_of(found.jpeg) == (LONGEST_PX, LONGEST_PX // 5)


@pytest.mark.parametrize(
    ("name", "data", "why"), [("记.txt", "文字".encode(), "不是可读的照片"), ("空.jpg", b"", "空文件")]
)
def test_what_is_no_picture_is_told_by_name(tmp_path: Path, name, data, why):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused, match=f"{name}.*{why}"):
        read_photo(path)
    with pytest.raises(Refused, match="照片 没有"):
        read_photo(tmp_path / "没有.jpg")
