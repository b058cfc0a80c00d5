"""Reads the text of our PDF files as a reader does: glyph by glyph through each font's ToUnicode table."""

from __future__ import annotations

import re
import zlib

PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
SHOW = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> ?Tj")


def objects(pdf: bytes) -> dict[int, bytes]:
    """Every object by its number, found through the cross-reference table, which must be right."""
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    head = re.match(rb"xref\n0 (\d+)\s*\n", pdf[start : start + 40])
    assert head is not None, "startxref points elsewhere"
    found = {}
    for number in range(1, int(head[1])):
        entry = start + head.end() + 20 * number
        at = int(pdf[entry : entry + 10])
        own = re.match(rb"(\d+) 0 obj\n", pdf[at : at + 20])
        assert own is not None and int(own[1]) == number, f"object {number} is not where the table says"
        found[number] = pdf[at + own.end() : pdf.index(b"endobj", at)]
    return found


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it is set, nothing between."""
    known = objects(pdf)
    fonts = {
        number: _table(_stream(known[int(re.search(rb"/ToUnicode (\d+)", own)[1])]))  # type: ignore[index]
        for number, own in known.items()
        if b"/Subtype /Type0" in own
    }
    pages = [own for own in known.values() if re.search(rb"/Type /Page\b(?!s)", own)]
    return [
        _shown(_stream(known[int(re.search(rb"/Contents (\d+)", page)[1])]), fonts)  # type: ignore[index]
        for page in pages
    ]


def _stream(own: bytes) -> bytes:
    body = own[own.index(b"stream\n") + 7 : own.rindex(b"\nendstream")]
    return zlib.decompress(body) if b"FlateDecode" in own[:200] else body


def _table(cmap: bytes) -> dict[int, str]:
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in PAIR.findall(cmap)}


def _shown(content: bytes, fonts: dict[int, dict[int, str]]) -> str:
    words, font = "", 0
    for chosen, glyphs in SHOW.findall(content):
        if chosen:
            font = int(chosen)
        else:
            words += "".join(fonts[font].get(int(glyphs[i : i + 4], 16), "�") for i in range(0, len(glyphs), 4))
    return words
