"""The printed map: what it shows, at what scale, and what it must say."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.map.scene import Scene
from desktop.printing.map_picture import Cartographer, area_around, area_of, scale_bar
from desktop.printing.map_sheet import MapRequest, map_document, rounded_scale, titled, widened
from desktop.printing.marks import Box, Picture, Text
from desktop.printing.pdf import pdf_bytes
from gis.events.states import State
from tests.desktop.printing.papers import STAMP
from tests.desktop.printing.reading_pdf import text_of
from tests.small_county import NOW, make_snapshot

SNAPSHOT = make_snapshot(120)
STATES = (np.arange(120) % 5).astype(np.uint8)


def request(**changed) -> MapRequest:
    plain = {
        "title": "巨鹿县网格事件分布图",
        "bounds": widened(SNAPSHOT, 0),
        "rows": np.arange(120, dtype=np.int32),
        "states": STATES,
        "data_at": NOW,
    }
    return MapRequest(**{**plain, **changed})


@pytest.fixture(scope="module")
def cartographer(qapp):
    return Cartographer(Scene(SNAPSHOT), dpi=96)


@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("A3", (420, 297))])
def test_one_page_that_says_all_it_must(cartographer, paper, size):
    made = map_document(request(paper=paper), STAMP, cartographer)
    (page,) = made.pages
    assert (page.paper.width, page.paper.height) == size
    assert made.name == "巨鹿县网格事件分布图 2026-11-23"
    (text,) = text_of(pdf_bytes(made))
    for words in ("审图号 GS(2024)0650号", "模拟数据", "数据时间：2026-11-23 14:32", "比例尺：1:", "图内事件：120 件",
                  "县界", "EPSG:4547", "北"):  # fmt: skip
        assert words in text, words
    (picture,) = [m for m in page.marks if isinstance(m, Picture) and m.width > 100]
    assert picture.x + picture.width < size[0] - page.paper.right and picture.y + picture.height < size[1]


def test_the_legend_counts_what_lies_on_the_sheet(cartographer):
    village = next(row for row in range(len(SNAPSHOT.divisions)) if SNAPSHOT.divisions.short_name[row] == "小留庄")
    made = map_document(request(bounds=widened(SNAPSHOT, village)), STAMP, cartographer)
    words = made.pages[0].words
    counts = [
        int(words[words.index(word) + 1].removesuffix(" 件")) for word in ("超期", "临近", "待受理", "正常", "暂停")
    ]
    assert sum(counts) == int(next(w for w in words if w.startswith("图内事件：")).split("：")[1].removesuffix(" 件"))
    assert 0 < sum(counts) < 120


def test_without_events_the_legend_has_no_states(cartographer):
    words = map_document(request(layers=frozenset({"ground", "borders"})), STAMP, cartographer).pages[0].words
    assert "时限状态" not in words and "图内事件：0 件" in words


def test_a_filter_is_told(cartographer):
    words = map_document(request(chosen=["超期", "水务局"]), STAMP, cartographer).pages[0].words
    assert "筛选：超期，水务局" in words


@pytest.mark.parametrize("number", [1234.5, 9999.0, 220_001.0, 57.3])
def test_the_scale_is_round_and_no_nearer(number):
    area = rounded_scale(area_around(0, 0, 200, 100, number / 1000))
    told = area.m_per_mm * 1000
    assert number <= told <= number * 1.1
    assert f"{told:.6g}".rstrip("0").replace(".", "") == f"{told:.2g}".split("e")[0].rstrip("0").replace(".", "")


def test_the_scale_bar_is_as_long_as_it_says(qapp):
    area = area_of((0, 0, 2000, 1000), 200, 100)
    bar = scale_bar(area, 0, 0)
    boxes = [m for m in bar if isinstance(m, Box)]
    words = next(m.words for m in bar if isinstance(m, Text) and m.words != "0")
    metres = float(words.split()[0]) * (1000 if words.endswith("km") else 1)
    assert sum(box.width for box in boxes) * area.m_per_mm == pytest.approx(metres)


def test_metres_and_millimetres(qapp):
    area = area_around(1000, 500, 70, 37, 7)
    assert area.to_mm(1000, 500) == pytest.approx((35, 18.5))
    assert area.to_mm(1070, 570) == pytest.approx((45, 8.5))
    assert area.line(np.array([[1000.0, 500.0], [1070.0, 570.0]])) == (
        pytest.approx((35, 18.5)),
        pytest.approx((45, 8.5)),
    )


def test_what_a_map_is_called():
    grid = len(SNAPSHOT.divisions) - 1
    assert titled(SNAPSHOT, 0) == "巨鹿县网格事件分布图"
    assert titled(SNAPSHOT, grid).endswith("004网格事件分布图")
    assert State(int(STATES[0])) is State.OVERDUE
