"""The legend beside a printed map: states with their counts, clusters, borders."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.map.sprites import Sprites
from desktop.printing.faces import PT, Face
from desktop.printing.marks import GREY, HAIR, INK, Line, Mark, Picture, Symbol, Text, flush_right
from desktop.printing.slices import Slice, gap, one_line, paragraph
from desktop.theme import Theme
from gis.events.states import STATE_WORD, State

HEAD = Face("head", 9.5)
WORDS = Face("sans", 9)
FINE = Face("sans", 7.5)
ROW_MM = 6.0
SAMPLE_RATIO, SAMPLE_MM = 6.0, 13.0
RANKS = (("county", "县界"), ("township", "乡镇界"), ("village", "村界"), ("grid", "网格界"))


def head(words: str, width: float) -> list[Slice]:
    """The name of a part of the legend, over a hairline."""
    line = one_line(words, HEAD, width)
    return [gap(2.5), Slice(line.height + 1, (*line.marks, Line(0, line.height + 0.2, width, 0, 0.15, HAIR)))]


def states_part(counts: np.ndarray, width: float) -> list[Slice]:
    """A row a state in the order of severity. counts: int (6,) shown on this map, by State."""
    rows = [*head("时限状态", width)]
    base = ROW_MM / 2 + WORDS.ascent
    for state in State:
        marks: tuple[Mark, ...] = (
            Symbol(3.2, ROW_MM / 2, state, 1.7),
            Text(8.5, base, STATE_WORD[state], WORDS),
            flush_right(f"{int(counts[state]):,} 件", WORDS, width, base, INK if counts[state] else GREY),
        )
        rows.append(Slice(ROW_MM, marks))
    return rows


def cluster_part(theme: Theme, counts: np.ndarray, width: float) -> list[Slice]:
    """What a ring with a number means."""
    sample = tuple(int(c) for c in counts) if counts.sum() > 1 else (2, 3, 1, 20, 1, 0)
    words = paragraph(
        "多件聚在一处：数字为件数，圆环为各状态所占的份额，珠为其中最急的状态", FINE, width - 15, ink=GREY
    )
    ring = Sprites(theme, SAMPLE_RATIO).cluster(np.array(sample))
    side = min(ring.width() / SAMPLE_RATIO * 25.4 / 96, SAMPLE_MM)
    marks: list[Mark] = [Picture(6.5 - side / 2, 7.0 - side / 2, side, side, ring)]
    for place, strip in enumerate(words):
        marks += [mark.moved(15, 1.5 + place * strip.height) for mark in strip.marks]
    return [gap(1.5), Slice(max(14.0, 3 + sum(s.height for s in words)), tuple(marks))]


def borders_part(theme: Theme, shown: Sequence[str], width: float) -> list[Slice]:
    """Borders by rank, as on the map. shown: keys of RANKS that the map draws."""
    rows = [*head("界线", width)]
    base = 5.0 / 2 + WORDS.ascent
    for key, words in RANKS:
        if key in shown:
            line = theme.tokens["border_px"][key] * 25.4 / 96
            stroke = Line(0.5, 2.5, 12, 0, line, theme.map[f"border_{key}"].name())
            rows.append(Slice(5.0, (stroke, Text(15, base, words, WORDS))))
    return rows


def told_part(title: str, lines: Sequence[tuple[str, str]], width: float) -> list[Slice]:
    """Words under a heading: what it is, and its value below where it is long."""
    rows = [*head(title, width)]
    for name, value in lines:
        rows += paragraph(f"{name}：{value}", Face("sans", 8.5), width, line=8.5 * PT * 1.5)
    return rows
