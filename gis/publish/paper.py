"""One Word paper: title, headings, paragraphs, tables, with Chinese fonts set as Word needs them set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

BODY_FONT, HEAD_FONT, TITLE_FONT = "仿宋", "黑体", "宋体"
BODY_PT, TABLE_PT, TITLE_PT = 14, 9, 20


class Paper:
    """An A4 document being written. Margins and fonts lean on GB/T 9704 (党政机关公文格式)."""

    def __init__(self, title: str, made_up: bool = False) -> None:
        from docx import Document
        from docx.shared import Cm

        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        self._font(self.document.styles["Normal"], BODY_FONT, BODY_PT)
        self.document.core_properties.title = title
        self.document.core_properties.author = ""
        self.line(title, TITLE_FONT, TITLE_PT, centred=True, bold=True)
        if made_up:
            self.line("（模拟数据）", BODY_FONT, BODY_PT, centred=True)

    def heading(self, words: str) -> None:
        self.line(words, HEAD_FONT, BODY_PT)

    def text(self, words: str) -> None:
        """A paragraph, its first line set in by two characters."""
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(words)
        paragraph.paragraph_format.first_line_indent = Pt(2 * BODY_PT)
        paragraph.paragraph_format.space_after = Pt(0)

    def line(
        self,
        words: str,
        font: str = BODY_FONT,
        size: float = BODY_PT,
        centred: bool = False,
        right: bool = False,
        bold: bool = False,
    ) -> None:
        """A line of its own."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        if centred or right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.space_after = Pt(4)
        run = paragraph.add_run(words)
        run.bold = bold
        self._font(run, font, size)

    def table(self, heading: Sequence[str], lines: Sequence[Sequence[str]], left: int = 1) -> None:
        """A table whose heading repeats on every page; the first `left` columns flush left, the others right."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        table = self.document.add_table(rows=1 + len(lines), cols=len(heading))
        table.style = self.document.styles["Table Grid"]
        _repeat_heading(table.rows[0])
        for row, words in zip(table.rows, [heading, *lines], strict=True):
            first = words is heading
            for place, (cell, own) in enumerate(zip(row.cells, words, strict=True)):
                paragraph = cell.paragraphs[0]
                if first or place >= left:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if first else WD_ALIGN_PARAGRAPH.RIGHT
                run = paragraph.add_run(own)
                self._font(run, HEAD_FONT if first else BODY_FONT, TABLE_PT)
        self.document.add_paragraph()

    def save(self, path: Path) -> None:
        self.document.save(str(path))

    @staticmethod
    def _font(owner: Any, name: str, size: float) -> None:
        """Word keeps a font of its own for East Asian characters; python-docx sets only the Latin one."""
        from docx.oxml.ns import qn
        from docx.shared import Pt

        owner.font.name = name
        owner.font.size = Pt(size)
        owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _repeat_heading(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
