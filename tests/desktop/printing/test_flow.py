"""Pages: what stays together, what is repeated, where things stand in millimetres."""

from __future__ import annotations

import pytest

from desktop.printing.faces import Face, lines_of, width_of
from desktop.printing.flow import Furniture, Page, flow
from desktop.printing.marks import Line, Text
from desktop.printing.paper import A3_WIDE, A4, A4_WIDE, OFFICIAL, Paper
from desktop.printing.pdf import page_image
from desktop.printing.slices import Slice, gap, kept, one_line, paragraph
from desktop.printing.tables import TALLEST, Cell, heading, label, table

FACE = Face("sans", 10)
FURNITURE = Furniture("巨鹿县", "试", (), "")
SMALL = Paper("小", 100, 60, 10, 10, 10, 10, 5, 5)


def strip(word: str, height: float = 10.0) -> Slice:
    return Slice(height, (Text(0, 5, word, FACE),))


def body(page: Page) -> list[str]:
    """Words of a page without header and footer."""
    return [
        m.words
        for m in page.marks
        if isinstance(m, Text) and page.paper.top <= m.y <= page.paper.height - page.paper.bottom
    ]


def test_official_paper_has_the_core_of_the_standard():
    """GB/T 9704-2012, 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm."""
    assert (OFFICIAL.top, OFFICIAL.left) == (37, 28)
    assert (OFFICIAL.text_width, OFFICIAL.text_height) == (156, 225)


@pytest.mark.parametrize("paper", [A4, A4_WIDE, A3_WIDE, OFFICIAL])
def test_qt_gets_the_sheet_as_it_is(paper):
    size = paper.page_layout.fullRect(paper.page_layout.units().Millimeter)
    assert (round(size.width()), round(size.height())) == (paper.width, paper.height)


def test_strips_are_never_cut(qapp):
    pages = flow([strip(str(i)) for i in range(9)], SMALL, FURNITURE)
    assert [body(page) for page in pages] == [list("0123"), list("4567"), ["8"]]


def test_what_is_kept_goes_with_what_follows(qapp):
    slices = [*(strip(str(i)) for i in range(3)), *kept([strip("标题")]), strip("正文")]
    assert [body(page) for page in flow(slices, SMALL, FURNITURE)] == [list("012"), ["标题", "正文"]]


def test_air_vanishes_at_the_top_of_a_page(qapp):
    pages = flow([*(strip(str(i)) for i in range(4)), gap(3), strip("下页")], SMALL, FURNITURE)
    first = next(m for m in pages[1].marks if isinstance(m, Text))
    assert first.words == "下页" and first.y == SMALL.top + 5


def test_a_heading_is_repeated_and_stands_on_no_page_alone(qapp):
    rows = [[Cell(str(i))] for i in range(12)]
    pages = flow([strip("前", 30), *table((80,), rows, [heading("列")])], SMALL, FURNITURE)
    assert all(body(page)[0] == "列" for page in pages[1:])
    assert [word for page in pages for word in body(page) if word.isdigit()] == [str(i) for i in range(12)]
    assert body(pages[0])[-1] != "列"


def test_a_row_is_as_high_as_its_tallest_cell_and_its_rules_meet(qapp):
    (row,) = table((20.0, 60.0), [[label("事由"), Cell("一二三四五六七八九十" * 4)]])
    lines = [m for m in row.marks if isinstance(m, Line)]
    assert {m.x for m in lines if m.dy} == {0.0, 20.0, 80.0}
    assert all(m.dy == pytest.approx(row.height) for m in lines if m.dy)
    assert {m.y for m in lines if m.dx} == {0.0, row.height}


def test_a_row_taller_than_a_page_is_cut_between_lines(qapp):
    words = "\n".join(f"第{i}行" for i in range(120))
    parts = table((20.0, 60.0), [[label("经过"), Cell(words)]])
    assert len(parts) > 1 and all(part.height <= TALLEST + 3 for part in parts)
    shown = [m.words for part in parts for m in part.marks if isinstance(m, Text)]
    assert [w for w in shown if w.startswith("第")] == words.split("\n") and shown.count("经过") == 1


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket(qapp):
    words = "村民反映，（饮水管道）破裂；路面积水。结冰！请“尽快”处理、回复：" * 6
    for width in range(20, 60, 3):
        lines = lines_of(words, FACE, width)
        assert "".join(lines) == words
        assert not any(line[0] in "，。；：！、）”" for line in lines)
        assert not any(line[-1] in "（“" for line in lines)


def test_a_justified_paragraph_ends_flush(qapp):
    """Also where figures and punctuation close up, and measured as it is painted, on a device of another resolution."""
    face = Face("text", 16)
    words = "您好，您 11 月 25 日反映的“询问网点”（编号 JL20261125-0385）已办结。请查明原因，限期整改。" * 6
    lines = [piece.marks[0] for piece in paragraph(words, face, 156, 11.3, justify=True)]
    assert [line.x for line in lines[:2]] == [11.3, 0.0]
    flush = [line for line in lines[:-1] if line.face.spread]
    assert len(flush) >= len(lines) // 2
    for line in lines[:-1]:
        assert line.x + width_of(line.words, line.face) == pytest.approx(156, abs=0.4) or line not in flush
        assert line.x + width_of(line.words, line.face) < 156.5
    page = Page(A4, tuple(mark.moved(28, 37 + 10 * i) for i, mark in enumerate(lines)))
    image = page_image(page, 72)
    edge = round((28 + 156 + 1) / 25.4 * 72)
    assert all(image.pixelColor(x, y).lightness() == 255 for x in range(edge, image.width()) for y in range(90, 400, 2))


def test_where_a_line_stands(qapp):
    (mark,) = one_line("中", FACE, 100, "right").marks
    assert mark.x + width_of("中", FACE) == pytest.approx(100)
    (mark,) = one_line("中", FACE, 100, "centre").marks
    assert mark.x == pytest.approx(50 - width_of("中", FACE) / 2)
