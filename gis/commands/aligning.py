"""Tables for people on a terminal: Chinese characters take two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Terminal columns of a text."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def aligned(heading: Sequence[str], lines: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Lines of a table, the first `left` columns flush left, the others flush right."""
    rows = [heading, *lines]
    widths = [max(width(row[i]) for row in rows) for i in range(len(heading))]

    def cell(text: str, i: int) -> str:
        blank = " " * (widths[i] - width(text))
        return text + blank if i < left else blank + text

    return ["  ".join(cell(text, i) for i, text in enumerate(row)).rstrip() for row in rows]
