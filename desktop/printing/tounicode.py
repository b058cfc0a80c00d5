"""Text that can be searched: the tables by which a PDF reader turns glyphs back into characters, written anew.

Qt derives them from the font and takes the first character that a glyph serves, so that in Noto Sans CJK 巨鹿县 is read
as 巨⿅县 (a radical, U+2FC5), and it leaves out glyphs that only shaping reaches (figures between brackets). What was
set is known exactly, so the tables are made from that.

Qt numbers the glyphs of a font in the order in which they are first set, and the fonts likewise.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterable

from PySide6.QtGui import QTextLayout

from desktop.printing.faces import font_of
from desktop.printing.marks import Text

log = logging.getLogger(__name__)

FONT = re.compile(rb".*?/DescendantFonts \[(\d+) 0 R\].*?/ToUnicode (\d+) 0 R", re.DOTALL)
FONT_BEGINS = b"<< /Type /Font\n/Subtype /Type0"
ENTRY = 20  # bytes of a line of the cross-reference table
CHUNK = 100  # lines of a block, as the format allows at most


class GlyphTables:
    """The characters of every font's glyphs, gathered from texts in the order in which they are set."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, str], dict[int, str]] = {}

    def add(self, text: Text) -> None:
        """Take in a text as it is set."""
        layout = QTextLayout(text.words, font_of(text.face))
        layout.beginLayout()
        layout.createLine().setLineWidth(1e9)
        layout.endLayout()
        units = text.words.encode("utf-16-le")  # Qt counts in these, two bytes each
        for run in layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
            font = run.rawFont()
            glyphs = self._fonts.setdefault((font.familyName(), font.styleName()), {})
            places = run.stringIndexes()
            for glyph, start, end in zip(run.glyphIndexes(), places, [*places[1:], None], strict=True):
                glyphs.setdefault(glyph, _characters(units, start, end))

    def tables(self) -> list[list[str]]:
        """For each font, in the order of first use, the characters of its glyphs from number 1 on."""
        return [list(glyphs.values()) for glyphs in self._fonts.values()]


def searchable(pdf: bytes, texts: Iterable[Text]) -> bytes:
    """The PDF that Qt wrote, with the tables of its fonts made from the texts set in it. It comes back as it was, and
    the log says why, if it is not built as known: then it prints well and only searching suffers."""
    known = GlyphTables()
    for text in texts:
        known.add(text)
    tables = known.tables()
    offsets = _offsets(pdf)
    fonts = _fonts(pdf, offsets)
    counts = [_glyph_count(pdf, offsets, descendant) for _, descendant, _ in fonts]
    if counts != [len(table) + 1 for table in tables]:
        log.warning("PDF text may not be searchable: glyphs %s, texts %s", counts, [len(t) + 1 for t in tables])
        return pdf
    return _with_objects(pdf, offsets, {fonts[i][2]: _stream(table) for i, table in enumerate(tables)})


def _characters(units: bytes, start: int, end: int | None) -> str:
    """The characters that a glyph stands for: several of a ligature, at least one; of the last glyph of a run one."""
    pair = 0xD8 <= units[2 * start + 1] <= 0xDB
    least = start + (2 if pair else 1)
    return units[2 * start : 2 * (least if end is None else max(end, least))].decode("utf-16-le", "replace")


def _stream(characters: list[str]) -> bytes:
    lines = [f"<{i:04X}> <{c.encode('utf-16-be').hex().upper()}>" for i, c in enumerate(characters, 1)]
    blocks = [lines[i : i + CHUNK] for i in range(0, len(lines), CHUNK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    cmap = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
    packed = zlib.compress(cmap.encode("ascii"))
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream\nendobj\n" % (len(packed), packed)


def _offsets(pdf: bytes) -> list[int]:
    """Where each object begins, by its number."""
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    head = re.compile(rb"xref\n0 (\d+)\s*\n").match(pdf, start)
    assert head is not None
    body = head.end()
    return [int(pdf[body + ENTRY * i : body + ENTRY * i + 10]) for i in range(int(head[1]))]


def _fonts(pdf: bytes, offsets: list[int]) -> list[tuple[int, int, int]]:
    """(number, number of its descendant, number of its table) of every font, in the order of first use."""
    found = []
    for number, at in enumerate(offsets):
        begin = pdf.find(b"\n", at, at + 20) + 1
        if number and pdf.startswith(FONT_BEGINS, begin):
            match = FONT.match(pdf, begin, pdf.index(b"endobj", begin))
            assert match is not None
            found.append((number, int(match[1]), int(match[2])))
    return found


def _object(pdf: bytes, offsets: list[int], number: int) -> bytes:
    start = offsets[number]
    return pdf[start : pdf.index(b"endobj", start)]


def _glyph_count(pdf: bytes, offsets: list[int], descendant: int) -> int:
    """Glyphs in the embedded font of a descendant: maxp.numGlyphs."""
    descriptor = re.search(rb"/FontDescriptor (\d+) 0 R", _object(pdf, offsets, descendant))
    assert descriptor is not None
    file = re.search(rb"/FontFile2 (\d+) 0 R", _object(pdf, offsets, int(descriptor[1])))
    if file is None:
        return -1
    start = offsets[int(file[1])]
    begin = pdf.index(b"stream\n", start) + len(b"stream\n")
    font = zlib.decompressobj().decompress(pdf[begin : pdf.index(b"endstream", begin)])
    for entry in range(int.from_bytes(font[4:6], "big")):
        tag, _, at, _ = struct.unpack(">4sLLL", font[12 + 16 * entry : 28 + 16 * entry])
        if tag == b"maxp":
            return int.from_bytes(font[at + 4 : at + 6], "big")
    return -1


def _with_objects(pdf: bytes, offsets: list[int], fresh: dict[int, bytes]) -> bytes:
    """The file with some objects replaced and its cross-reference table renewed."""
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    order = sorted(range(1, len(offsets)), key=lambda n: offsets[n])
    ends = [*(offsets[n] for n in order[1:]), start]
    pieces, moved, size = [pdf[: offsets[order[0]]]], {0: 0}, offsets[order[0]]
    for number, end in zip(order, ends, strict=True):
        own = pdf[offsets[number] : end]
        if number in fresh:
            own = b"%d 0 obj\n" % number + fresh[number]
        moved[number] = size
        pieces.append(own)
        size += len(own)
    lines = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % moved[n] for n in range(1, len(offsets)))]
    trailer = pdf[pdf.index(b"trailer", start) : pdf.rindex(b"startxref")]
    tail = b"xref\n0 %d\n%b%bstartxref\n%d\n%%%%EOF\n" % (len(offsets), b"".join(lines), trailer, size)
    return b"".join([*pieces, tail])
