"""Ruled tables and forms: rows that stay whole, a heading that is repeated on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from desktop.printing.faces import Face, lines_of
from desktop.printing.marks import INK, RULE, TINT, Box, Line, Mark, placed
from desktop.printing.slices import Slice, one_line

PAD_X, PAD_Y = 1.8, 1.1  # mm between rule and words
THIN, THICK = 0.12, 0.35  # mm
TALLEST = 90.0  # mm of a row that is still kept whole

BODY = Face("sans", 9.5)
LABEL = Face("sans", 9.5)
HEADING = Face("sans", 9, True)

Content = Callable[[float], Sequence[Slice]]  # strips for a width in mm


@dataclass(frozen=True)
class Cell:
    """`content`: words, or strips made for the width of the cell. span: columns it covers. least: mm it is high."""

    content: str | Content = ""
    face: Face = BODY
    align: str = "left"
    span: int = 1
    fill: str = ""
    ink: str = INK
    least: float = 0.0
    middle: bool = True  # words stand in the middle of the row's height

    def strips(self, width: float) -> list[Slice]:
        if callable(self.content):
            return list(self.content(width))
        return [
            one_line(line, self.face, width, self.align, ink=self.ink) if line else Slice(self.face.line)
            for line in lines_of(self.content, self.face, width)
        ]


def label(words: str, span: int = 1) -> Cell:
    """The shaded cell that names what stands beside it."""
    return Cell(words, LABEL, "centre", span, TINT)


def heading(words: str, align: str = "centre") -> Cell:
    """A cell of the row that names columns."""
    return Cell(words, HEADING, align, fill=TINT)


Row = Sequence[Cell]


def table(columns: Sequence[float], rows: Sequence[Row], head: Row | None = None, pad: float = PAD_Y) -> list[Slice]:
    """columns: widths in mm. Rows become strips; `head` stands above the first and above each page's first. pad: mm of
    air above and below the words."""
    first = _row(columns, head, PAD_Y)[0] if head is not None else None
    strips = [strip for row in rows for strip in _row(columns, row, pad)]
    whole = [replace(strip, head=first) for strip in strips]
    return [*([replace(first, keep=True)] if first else []), *whole]


def _row(columns: Sequence[float], row: Row, pad: float) -> list[Slice]:
    """One row as a strip, or as several where it is so tall that a page would stay half empty."""
    edges = [0.0, *accumulate(columns)]
    cells, at = [], 0
    for cell in row:
        left, right = edges[at], edges[at + cell.span]
        cells.append((cell, left, right, cell.strips(right - left - 2 * PAD_X)))
        at += cell.span
    assert at == len(columns), "a row must fill its columns"
    tallest = max(sum(s.height for s in strips) for _, _, _, strips in cells)
    if tallest <= TALLEST:
        return [_drawn(cells, edges[-1], pad)]
    return _cut(cells, edges[-1], pad)


Laid = tuple[Cell, float, float, list[Slice]]


def _drawn(cells: Sequence[Laid], width: float, pad: float, top: bool = True, bottom: bool = True) -> Slice:
    height = max(max(sum(s.height for s in strips) + 2 * pad, cell.least) for cell, _, _, strips in cells)
    fills: list[Mark] = [Box(left, 0, right - left, height, cell.fill) for cell, left, right, _ in cells if cell.fill]
    rules: list[Mark] = [Line(left, 0, 0, height, THIN, RULE) for _, left, _, _ in cells[1:]]
    rules += [Line(x, 0, 0, height, THICK, RULE) for x in (0.0, width)]
    rules += [Line(0, y, width, 0, THIN, RULE) for y, drawn in ((0.0, top), (height, bottom)) if drawn]
    words: list[Mark] = []
    for cell, left, _, strips in cells:
        own = sum(s.height for s in strips)
        y = (height - own) / 2 if cell.middle else pad
        for strip in strips:
            words += placed(strip.marks, left + PAD_X, y)
            y += strip.height
    return Slice(height, (*fills, *rules, *words))


def _cut(cells: Sequence[Laid], width: float, pad: float) -> list[Slice]:
    """A very tall row as parts of at most TALLEST, cut between lines, ruled only at its ends."""
    parts: list[list[Laid]] = []
    rest = [(cell, left, right, list(strips)) for cell, left, right, strips in cells]
    while any(strips for _, _, _, strips in rest):
        part = []
        for cell, left, right, strips in rest:
            taken: list[Slice] = []
            while strips and (not taken or sum(s.height for s in taken) + strips[0].height <= TALLEST):
                taken.append(strips.pop(0))
            part.append((replace(cell, middle=False, least=0), left, right, taken))
        parts.append(part)
    return [_drawn(part, width, pad, i == 0, i == len(parts) - 1) for i, part in enumerate(parts)]
