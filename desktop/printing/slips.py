"""回执 and 告知单: two to a sheet, to be cut apart, for the reporter and for the grid worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.printing.faces import PT, Face
from desktop.printing.flow import Document, flow
from desktop.printing.marks import GREY, Box, Mark, Shape, Text, centred, flush_right, placed
from desktop.printing.paper import A4
from desktop.printing.slices import Slice, gap, one_line, paragraph
from desktop.printing.slip_facts import Slip
from desktop.printing.stamp import Stamp, chinese_day, file_name
from desktop.printing.tables import BODY, Cell, label, table
from gis.events.states import RATING_WORD

TITLE = Face("title", 16, True)
WORDS = Face("text", 11.5)
FINE = Face("sans", 8)
LINE = 11.5 * PT * 1.5
LABEL_MM = 24.0
RATINGS = tuple(RATING_WORD[value] for value in (4, 3, 2, 1))
WAYS = ("当面", "电话", "微信群")
BOX_MM = 3.2
BY = "网格化服务管理中心"
CUT_MM = 5.0  # air under the line to cut along
HALF = (A4.text_height - CUT_MM) / 2


def slips_document(slips: Sequence[Slip], stamp: Stamp) -> Document:
    """All slips in the order given, two to a sheet; one that needs more than half a sheet gets its own."""
    numbers = list(dict.fromkeys(slip.number for slip in slips))
    title = f"告知单 {numbers[0]}" + (f" 等 {len(numbers)} 件" if len(numbers) > 1 else "")
    furniture = stamp.furniture(title, False)
    strips: list[Slice] = []
    upper = True  # where the next slip may stand
    for slip in slips:
        own = _strips(slip, stamp)
        if sum(strip.height for strip in own) > HALF:
            strips += [replace(own[0], fresh=True), *own[1:]]
            upper = True
        else:
            one = _whole(own)
            strips.append(replace(one, fresh=True) if upper else Slice(CUT_MM + one.height, (*_cut(), *_below(one))))
            upper = not upper
    return Document(title, file_name(title), tuple(flow(strips, A4, furniture)))


def _whole(strips: Sequence[Slice]) -> Slice:
    """Half a sheet as one strip."""
    marks: list[Mark] = []
    y = 0.0
    for strip in strips:
        marks += placed(strip.marks, 0, y)
        y += strip.height
    return Slice(HALF, tuple(marks))


def _below(one: Slice) -> list[Mark]:
    return placed(one.marks, 0, CUT_MM)


def _cut() -> list[Mark]:
    """The line between two slips."""
    line = Shape(0, 0, ((0.0, 0.0), (A4.text_width, 0.0)), GREY, 0.15, dash=(12, 8))
    return [line, centred("沿此线剪开", FINE, A4.text_width / 2, -1, GREY)]


def _strips(slip: Slip, stamp: Stamp) -> list[Slice]:
    width = A4.text_width
    indent = 2 * WORDS.size * PT
    rows = [[label(name), Cell(value)] for name, value in slip.lines]
    if slip.told:
        rows.append([label("反馈方式"), ticks(WAYS)])
    if slip.rated:
        rows.append([label("您的评价" if not slip.told else "群众评价"), ticks(RATINGS)])
        rows.append([label("意见"), Cell("", least=10)])
    return [
        _head(slip, stamp, width),
        one_line(slip.addressee, WORDS, width, line=LINE),
        *paragraph(slip.text, WORDS, width, indent, LINE, justify=True),
        gap(1.5),
        *table((LABEL_MM, width - LABEL_MM), rows),
        *_foot(slip, stamp, width),
    ]


def _head(slip: Slip, stamp: Stamp, width: float) -> Slice:
    """The title, and the number at the end of its line."""
    title = one_line(f"{stamp.county}{slip.title}", TITLE, width, "centre", 11)
    number = flush_right(slip.number, FINE, width, 9.0, GREY)
    return Slice(title.height, (*title.marks, number))


def ticks(words: Sequence[str]) -> Cell:
    """Boxes to tick."""

    def strips(width: float) -> list[Slice]:
        height = BODY.line
        step = min(width / len(words), 32)
        marks: list[Mark] = []
        for place, word in enumerate(words):
            marks.append(Box(place * step, (height - BOX_MM) / 2, BOX_MM, BOX_MM, "", "#000000", 0.2))
            marks.append(Text(place * step + BOX_MM + 1.4, height / 2 + BODY.ascent, word, BODY))
        return [Slice(height, tuple(marks))]

    return Cell(strips)


def _foot(slip: Slip, stamp: Stamp, width: float) -> list[Slice]:
    base = 7.0
    who = "网格员签名：" if slip.told else "签收人："
    marks = [
        Text(0, base, who, BODY),
        Text(70, base, "日期：　　　年　　月　　日", BODY),
        flush_right(f"{stamp.county}{BY}", BODY, width, base),
        flush_right(chinese_day(stamp.now), BODY, width, base + 5.5),
    ]
    return [Slice(base + 7, tuple(marks))]
