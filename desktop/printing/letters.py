"""催办通知, 督办通知书, 整改通知书 after GB/T 9704-2012 (信函格式, 10.1), with the sheet to answer on.

The words are those of the Word files (gis.publish.letters).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.printing.faces import PT, Face, width_of
from desktop.printing.flow import Document, Page, flow
from desktop.printing.marks import GREY, Line, Mark, Text, centred
from desktop.printing.paper import OFFICIAL
from desktop.printing.slices import Slice, gap, kept, one_line, paragraph
from desktop.printing.stamp import MADE_UP, Stamp, file_name
from desktop.printing.tables import Cell, heading, table
from gis.evaluation.letters import Letter, Matter
from gis.foundation.clock import local
from gis.oversight.records import LetterRecord, LetterState
from gis.publish.letters import asked, day_words

RED = "#C00000"
MARK = Face("title", 26, True)  # 发文机关标志
TITLE = Face("title", 22, True)  # 2 号小标宋
BODY = Face("text", 16)  # 3 号仿宋
CELL = Face("sans", 9)
LINE = OFFICIAL.text_height / 22  # 22 lines a page, 28 characters a line
EM = 16 * PT
COLUMNS = (10.5, 30.5, 23.0, 26.0, 13.5, 20.0, 32.5)
NAMES = ("序号", "编号", "地点", "事项", "状态", "时限", "理由")
ANSWERS = ("编号", "原因", "整改结果", "责任人")
WIDE_MM = 170.0  # of the red lines
TOP_LINE_MM, BOTTOM_LINE_MM = 46.0, 277.0
RECTIFY_TITLE = "整改通知书"
RECTIFY = (
    "下列 {count} 件事件经督办（{number}）仍未按规定办理，现责令整改。整改要求：{demand}。"
    "请于{by}前完成整改，并书面反馈整改结果、责任人及今后措施；逾期不改的，按规定转有关机关处理。"
)


@dataclass(frozen=True)
class Rectify:
    """What makes a 督办通知书 an order to put right. demand: in a sentence. by, written: dates."""

    demand: str
    by: date
    written: date
    presumed: bool = False


def order_of(record: LetterRecord) -> Rectify | None:
    """The order to put right that holds for a letter of the register; None where there is none."""
    if record.state is not LetterState.RECTIFYING or not record.rectifications:
        return None
    last = record.rectifications[-1]
    return Rectify(last.demand, local(last.due_at - 1).date(), local(last.asked_at).date())


def letters_document(letters: Sequence[Letter], stamp: Stamp, rectify: Rectify | None = None) -> Document:
    """Letters one after another, each with its own page numbers. With `rectify` (of one letter) the 整改通知书."""
    pages = [page for letter in letters for page in _letter(letter, stamp, rectify)]
    first = letters[0]
    title = f"{_title(first, rectify)} {first.addressee}"
    if len(letters) > 1:
        kinds = {letter.title for letter in letters}
        title = f"{kinds.pop() if len(kinds) == 1 else '督办函件'} {len(letters)} 份"
    return Document(title, file_name(title, first.number if len(letters) == 1 else ""), tuple(pages))


def _title(letter: Letter, rectify: Rectify | None) -> str:
    return RECTIFY_TITLE if rectify else letter.title


def _letter(letter: Letter, stamp: Stamp, rectify: Rectify | None) -> list[Page]:
    width = OFFICIAL.text_width
    title = _title(letter, rectify)
    strips = [
        _mark(letter, width),
        one_line(title, TITLE, width, "centre", 12),
        *([one_line(f"（{MADE_UP}）", BODY, width, "centre", LINE)] if letter.made_up else []),
        gap(LINE / 2),
        one_line(f"{letter.addressee}：", BODY, width, line=LINE),
        *paragraph(_asked(letter, rectify), BODY, width, 2 * EM, LINE, justify=True),
        *(paragraph(letter.words, BODY, width, 2 * EM, LINE, justify=True) if letter.words and not rectify else []),
        gap(3),
        *table(COLUMNS, [_matter(i, m) for i, m in enumerate(letter.matters, 1)], [heading(n) for n in NAMES]),
        *_signed(letter.issuer, rectify.written if rectify else letter.written, width),
        *_answer_sheet(letter, width),
    ]
    pages = flow(strips, OFFICIAL, stamp.furniture(f"{title} {letter.number}", False))
    return [replace(pages[0], marks=(*_red_lines(), *pages[0].marks)), *pages[1:]]


def _asked(letter: Letter, rectify: Rectify | None) -> str:
    if rectify is None:
        return asked(letter)
    by = day_words(rectify.by) + ("（暂定）" if rectify.presumed else "")
    demand = rectify.demand.strip().rstrip("。")
    return RECTIFY.format(count=len(letter.matters), number=letter.number, demand=demand, by=by)


def _mark(letter: Letter, width: float) -> Slice:
    """Who writes, in red over the line, and the number under it; the space down to the title belongs to it."""
    face = MARK
    while width_of(letter.issuer, face) > width and face.size > 16:
        face = replace(face, size=face.size - 1)
    base = TOP_LINE_MM - OFFICIAL.top - 5
    number = width - width_of(letter.number, Face("text", 14))
    marks: tuple[Mark, ...] = (
        centred(letter.issuer, face, width / 2, base, RED),
        Text(number, base + 13, letter.number, Face("text", 14)),
    )
    return Slice(base + 26, marks)


def _red_lines() -> list[Mark]:
    """上粗下细 under the head, 上细下粗 at the foot of the first page."""
    left = (OFFICIAL.width - WIDE_MM) / 2
    return [
        Line(left, TOP_LINE_MM, WIDE_MM, 0, 0.9, RED),
        Line(left, TOP_LINE_MM + 1.1, WIDE_MM, 0, 0.25, RED),
        Line(left, BOTTOM_LINE_MM, WIDE_MM, 0, 0.25, RED),
        Line(left, BOTTOM_LINE_MM + 1.1, WIDE_MM, 0, 0.9, RED),
    ]


def _matter(number: int, matter: Matter) -> list[Cell]:
    words = (matter.number, matter.place, matter.description, matter.status, matter.due, matter.reason)
    return [Cell(str(number), CELL, "centre"), *(Cell(word, CELL) for word in words)]


def _signed(issuer: str, written: date, width: float) -> list[Slice]:
    """Who and when, at the right; the shorter centred with the longer."""
    day = day_words(written)
    longest = max(width_of(issuer, BODY), width_of(day, BODY))
    middle = width - 2 * EM - longest / 2
    base = LINE / 2 + BODY.ascent
    lines = [Slice(LINE, (centred(words, BODY, middle, base),)) for words in (issuer, day)]
    return [*kept([Slice(LINE), lines[0]]), lines[1]]


def _answer_sheet(letter: Letter, width: float) -> list[Slice]:
    """What the unit sends back, on a page of its own."""
    number = COLUMNS[1]
    columns = (number, (width - number - 24) / 2, (width - number - 24) / 2, 24.0)
    rows = [[Cell(m.number, CELL), *(Cell("", CELL, least=24) for _ in range(3))] for m in letter.matters]
    note = f"随{letter.title}（{letter.number}）"
    foot = "反馈单位（盖章）：　　　　　　　　　　年　　月　　日"
    return [
        replace(one_line("办理情况反馈", TITLE, width, "centre", 14), fresh=True),
        one_line(note, Face("sans", 10), width, "centre", 8, GREY),
        *table(columns, rows, [heading(name) for name in ANSWERS]),
        gap(6),
        one_line(foot, Face("text", 14), width, line=10),
    ]
