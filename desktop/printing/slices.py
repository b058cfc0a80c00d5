"""Strips that fill a page from top to bottom, none of which is ever cut: a line, a row of a table, a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.printing.faces import Face, lines_of, width_of
from desktop.printing.marks import INK, Mark, Text, centred, flush_right

LEAST_SPREAD, MOST_SPREAD = 0.0002, 0.06  # shares; Qt rounds to a sixty-fourth of a hundredth


@dataclass(frozen=True)
class Slice:
    """height: mm. marks: from the strip's upper left corner. keep: not the last on a page, it belongs to what follows.
    head: what is repeated above it where it begins a page (the heading of a table). fresh: begins a page."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    head: Slice | None = None
    fresh: bool = False


def gap(height: float) -> Slice:
    """Air; it vanishes at the top of a page."""
    return Slice(height)


def paragraph(
    words: str, face: Face, width: float, indent: float = 0.0, line: float = 0.0, ink: str = INK, justify: bool = False
) -> list[Slice]:
    """A text, a slice a line. indent: mm that the first line is set in. justify: lines end flush."""
    line = line or face.line
    slices = []
    texts = _indented_lines(words, face, width, indent)
    for number, own in enumerate(texts):
        left = indent if number == 0 else 0.0
        last = number == len(texts) - 1
        spread = _spread(own, face, width - left) if justify and not last else face
        slices.append(Slice(line, (Text(left, line / 2 + face.ascent, own, spread, ink),)))
    return slices


def one_line(words: str, face: Face, width: float, align: str = "left", line: float = 0.0, ink: str = INK) -> Slice:
    """A line of its own: left, centre or right."""
    line = line or face.line
    base = line / 2 + face.ascent
    mark = {
        "left": lambda: Text(0, base, words, face, ink),
        "centre": lambda: centred(words, face, width / 2, base, ink),
        "right": lambda: flush_right(words, face, width, base, ink),
    }[align]()
    return Slice(line, (mark,))


def kept(slices: Iterable[Slice]) -> list[Slice]:
    """Strips that stay together and with what follows."""
    return [replace(each, keep=True) for each in slices]


def _indented_lines(words: str, face: Face, width: float, indent: float) -> list[str]:
    if not indent:
        return lines_of(words, face, width)
    first = lines_of(words, face, width - indent)[0]
    rest = words[len(first) :].lstrip(" ")
    if rest.startswith("\n"):
        rest = rest[1:]
    return [first, *lines_of(rest, face, width)] if rest else [first]


def _spread(words: str, face: Face, width: float) -> Face:
    """The face with its characters apart so that the line ends flush; not where that would tear it. A font set apart
    no longer closes up its punctuation, so it is measured set apart."""
    usual = width_of(words, replace(face, spread=LEAST_SPREAD))
    share = width / usual - 1 if usual else 0.0
    return replace(face, spread=share) if LEAST_SPREAD < share < MOST_SPREAD else face
