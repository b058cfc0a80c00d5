"""Filling pages: strips one under another, a new page where one does not fit; header and footer on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.printing.faces import Face
from desktop.printing.marks import GREY, HAIR, Line, Mark, Text, centred, flush_right, placed
from desktop.printing.paper import Paper
from desktop.printing.slices import Slice

Told = Callable[[int, int], None]  # (parts done, parts in all); may raise to stop
SMALL = Face("sans", 8)
STANDING = 0.01  # mm by which a strip may exceed the page: sums of floats


def untold(_done: int, _of: int) -> None:
    """For those who need not know how far it is."""


@dataclass(frozen=True)
class Page:
    """One side of paper and what stands on it."""

    paper: Paper
    marks: tuple[Mark, ...]

    @property
    def words(self) -> list[str]:
        """The texts of the page in the order in which they are set."""
        return [mark.words for mark in self.marks if isinstance(mark, Text)]


@dataclass(frozen=True)
class Document:
    """Pages under one title; `name`: what its file is called, without .pdf."""

    title: str
    name: str
    pages: tuple[Page, ...] = field(repr=False)


@dataclass(frozen=True)
class Furniture:
    """What header and footer say: county and title above; below what must be said of the content (模拟数据, 审图号),
    the page and when it was printed."""

    county: str
    title: str
    notes: tuple[str, ...]
    printed: str


def flow(slices: Sequence[Slice], paper: Paper, furniture: Furniture) -> list[Page]:
    """Pages that hold the strips in order."""
    sheets = _filled(slices, paper)
    return [
        Page(paper, (*marks, *_furniture(paper, furniture, number, len(sheets))))
        for number, marks in enumerate(sheets, 1)
    ]


def furnished(marks: Sequence[Mark], paper: Paper, furniture: Furniture, number: int = 1, of: int = 1) -> Page:
    """A page laid out by hand (a map), with header and footer."""
    return Page(paper, (*marks, *_furniture(paper, furniture, number, of)))


def _filled(slices: Sequence[Slice], paper: Paper) -> list[list[Mark]]:
    sheets: list[list[Mark]] = [[]]
    y = 0.0
    for index, piece in enumerate(slices):
        if y > 0 and (piece.fresh or y + _needed(slices, index) > paper.text_height + STANDING):
            sheets.append([])
            y = 0.0
        if y == 0 and not piece.marks:
            continue  # air at the top of a page
        if y == 0 and piece.head is not None and piece.head is not piece:
            sheets[-1] += placed(piece.head.marks, paper.left, paper.top)
            y = piece.head.height
        sheets[-1] += placed(piece.marks, paper.left, paper.top + y)
        y += piece.height
    return sheets


def _needed(slices: Sequence[Slice], index: int) -> float:
    """What must fit on the page for a strip to begin there: itself, and what it is kept with."""
    height = slices[index].height
    while slices[index].keep and index + 1 < len(slices):
        index += 1
        height += slices[index].height
    return height


def _furniture(paper: Paper, told: Furniture, number: int, of: int) -> list[Mark]:
    left, right = paper.left, paper.width - paper.right
    head, foot = paper.head, paper.height - paper.foot
    marks: list[Mark] = [
        Text(left, head, told.county, SMALL, GREY),
        flush_right(told.title, SMALL, right, head, GREY),
        Line(left, head + 1.8, right - left, 0, 0.1, HAIR),
        Text(left, foot, "　".join(note for note in told.notes if note), SMALL, GREY),
        centred(f"第 {number} 页 / 共 {of} 页", SMALL, paper.width / 2, foot, GREY),
        flush_right(told.printed, SMALL, right, foot, GREY),
    ]
    return [mark for mark in marks if not isinstance(mark, Text) or mark.words]
