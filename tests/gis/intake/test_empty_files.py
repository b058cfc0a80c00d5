"""Files of shapes that hold nothing or lack a part say so in words that lead on."""

from __future__ import annotations

from pathlib import Path

import pytest

from gis.intake.geofiles import read_geofile
from gis.intake.sheets import IntakeError


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.kml", "a.kmz", "a.dxf", "a.shp"])
def test_a_file_without_a_byte(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(IntakeError, match="是空文件") as no:
        read_geofile(tmp_path / name)
    assert "重新导出或拷贝" in no.value.remedy


@pytest.mark.parametrize(
    ("there", "missing"), [((), r"a\.shx、a\.dbf"), ((".SHX",), r"缺少 a\.dbf"), ((".dbf",), r"a\.shx。")]
)
def test_a_shapefile_that_came_alone_names_what_is_missing(
    tmp_path: Path, there: tuple[str, ...], missing: str
) -> None:
    for suffix in (".shp", *there):
        (tmp_path / f"a{suffix}").write_bytes(b"\0" * 100)
    with pytest.raises(IntakeError, match=missing) as no:
        read_geofile(tmp_path / "a.shp")
    assert "缺一不可" in no.value.remedy
