"""A letter as it will be on paper: title, number, addressee, what is asked, the table of events, issuer and date; of an
answered one also the answer and what followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.panels.text_runs import Paragraph, wrapped
from desktop.theme import Theme, pixel_font
from gis.evaluation.letters import Letter
from gis.publish.letters import asked, day_words

PAPER, INK, FAINT, LINE = QColor("#FFFFFF"), QColor("#15202B"), QColor("#5F6C79"), QColor("#9AA4AE")
MOST_PX, ROOMY_PX, AIR_PX = 720, 600, 16
COLUMNS = (("序", 0.05), ("编号", 0.18), ("地点", 0.16), ("事项", 0.24), ("时限", 0.15), ("理由", 0.22))


@dataclass(frozen=True)
class _Piece:
    """A stretch of the paper: how high, and how it is painted from its top."""

    height: float
    paint: Callable[[QPainter, float], None]


class Sheet(QWidget):
    """The paper itself; ink on white by night too, as it will be printed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.letter: Letter | None = None
        self._pieces: list[_Piece] = []

    def show_letter(self, letter: Letter | None) -> None:
        self.letter = letter
        told = "" if letter is None else f"{letter.title} {letter.number} {letter.addressee}，{len(letter.matters)} 件"
        self.setAccessibleName(told)
        self._set()

    def resizeEvent(self, _event) -> None:
        self._set()

    def sizeHint(self) -> QSize:
        return QSize(480, 640)

    @property
    def _wide(self) -> float:
        return min(MOST_PX, self.width() - 2 * AIR_PX)

    @property
    def _margin(self) -> float:
        return 52 if self._wide >= ROOMY_PX else 28

    def _set(self) -> None:
        self._pieces = self._made() if self.letter is not None and self._wide > 200 else []
        height = sum(piece.height for piece in self._pieces) + 2 * self._margin
        self.setFixedHeight(round(max(height, self._wide * 1.2) + 2 * AIR_PX))
        self.update()

    def paintEvent(self, event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(event.rect(), ui["surface_app"])
        if self.letter is None:
            return
        wide = self._wide
        left = (self.width() - wide) / 2
        page = QRectF(left, AIR_PX, wide, self.height() - 2 * AIR_PX)
        painter.fillRect(page, PAPER)
        painter.setPen(ui["line_strong"])
        painter.drawRect(page.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.translate(left + self._margin, 0)
        y = float(AIR_PX + self._margin)
        for piece in self._pieces:
            if y + piece.height >= event.rect().top() and y <= event.rect().bottom():
                piece.paint(painter, y)
            y += piece.height

    # --- what stands on it

    def _made(self) -> list[_Piece]:
        letter = self.letter
        assert letter is not None
        width = self._wide - 2 * self._margin
        middle, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        made = [self._line(letter.title, pixel_font(20, 600), width, 36, middle)]
        if letter.made_up:
            made.append(self._line("（模拟数据）", pixel_font(12), width, 20, middle, FAINT))
        made += [
            self._line(letter.number, pixel_font(13), width, 26, middle),
            _gap(12),
            self._line(f"{letter.addressee}：", pixel_font(14), width, 26),
            self._text("　　" + asked(letter), width),
        ]
        if letter.words:
            made.append(self._text("　　" + letter.words, width))
        made += [_gap(12), *self._table(letter, width), _gap(18)]
        made += [
            self._line(letter.issuer, pixel_font(14), width, 26, right),
            self._line(day_words(letter.written), pixel_font(14), width, 26, right),
        ]
        return made

    def _line(
        self,
        words: str,
        font: QFont,
        width: float,
        height: float,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        ink: QColor = INK,
    ) -> _Piece:
        def paint(painter: QPainter, top: float) -> None:
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(QRectF(0, top, width, height), side | Qt.AlignmentFlag.AlignVCenter, words)

        return _Piece(height, paint)

    def _text(self, words: str, width: float) -> _Piece:
        paragraph = Paragraph(words, pixel_font(14), width, 25)
        return _Piece(paragraph.height, lambda painter, top: paragraph.paint(painter, 0, top, INK))

    def _table(self, letter: Letter, width: float) -> list[_Piece]:
        lines = [
            (str(i), m.number, m.place, m.description.replace("\n", " "), m.due, m.reason)
            for i, m in enumerate(letter.matters, 1)
        ]
        head = tuple(title for title, _ in COLUMNS)
        return [self._row(line, width, line is head) for line in [head, *lines]]

    def _row(self, cells: tuple[str, ...], width: float, head: bool) -> _Piece:
        font = pixel_font(11, 600 if head else 400)
        shares = [share * width for _, share in COLUMNS]
        broken = [wrapped(words, font, room - 10) or [""] for words, room in zip(cells, shares, strict=True)]
        height = max(len(lines) for lines in broken) * 17 + 9

        def paint(painter: QPainter, top: float) -> None:
            painter.setFont(font)
            left = 0.0
            for lines, room in zip(broken, shares, strict=True):
                painter.setPen(LINE)
                painter.drawRect(QRectF(round(left) + 0.5, round(top) + 0.5, round(room), height))
                painter.setPen(INK)
                for i, words in enumerate(lines):
                    place = QRectF(left + 5, top + 5 + i * 17, room - 8, 17)
                    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
                left += room

        return _Piece(height, paint)


def _gap(height: float) -> _Piece:
    return _Piece(height, lambda _painter, _top: None)


class LetterView(QScrollArea):
    """The sheet, scrolled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.sheet = Sheet(theme)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.body = body
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground()

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.sheet.theme = theme
        self._ground()
        self.sheet.update()

    def show_letter(self, letter: Letter | None) -> None:
        self.sheet.show_letter(letter)
        self.verticalScrollBar().setValue(0)

    def _ground(self) -> None:
        self.body.setObjectName("letter-ground")
        self.body.setStyleSheet(f"#letter-ground {{ background: {self.theme.ui['surface_app'].name()}; }}")
