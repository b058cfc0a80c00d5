"""The line over the year: which year, whether it is confirmed and by what, what the marks mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.panels.card_button import IconButton
from desktop.panels.text_runs import rounded
from desktop.theme import Theme, pixel_font

LEGEND = (
    ("12", "", "工作日"),
    ("12", "", "周末"),
    ("12", "休", "节假日"),
    ("12", "班", "调休上班"),
    ("12", "?", "暂定"),
)
WIDE_PX = 34


class YearStrip(QWidget):
    """`stepped(±1)` turns the year; `notice_wanted` opens the place to paste a notice."""

    stepped = Signal(int)
    notice_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedHeight(44)
        self.back = IconButton(theme, "chevron-left", "上一年（PageUp）", self)
        self.on = IconButton(theme, "chevron-right", "下一年（PageDown）", self)
        self.back.setObjectName("year-back")
        self.on.setObjectName("year-on")
        self.year, self.source = QLabel(""), QLabel("")
        self.year.setObjectName("calendar-year")
        self.source.setObjectName("year-source")
        self.source.setProperty("tone", "secondary")
        self.source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.paste = QPushButton("导入放假通知…")
        self.paste.setObjectName("notice-open")
        self.legend = Legend(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(4)
        for part in (self.back, self.year, self.on):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.source, 1)
        row.addWidget(self.paste)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.paste.clicked.connect(self.notice_wanted)
        self.set_theme(theme)

    def show_year(self, year: int, source: str) -> None:
        self.year.setText(str(year))
        self.source.setText(source)
        self.source.setToolTip(source)

    def set_theme(self, theme: Theme) -> None:
        self.year.setFont(theme.font("figure"))
        self.source.setFont(theme.font("small"))
        for part in (self.back, self.on, self.legend):
            part.set_theme(theme)


class Legend(QWidget):
    """The five looks of a day, each with its word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName("图例：工作日、周末、节假日（休）、调休上班（班）、暂定（虚线）")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.theme.font("small"))
        return QSize(sum(metrics.horizontalAdvance(word) + WIDE_PX + 18 for _, _, word in LEGEND), 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for digits, mark, word in LEGEND:
            wide = WIDE_PX if mark in ("休", "班") else 24
            box = QRectF(left, self.height() / 2 - 10, wide, 20)
            if word == "节假日":
                rounded(painter, box, 4, ui["line"])
            elif word == "调休上班":
                rounded(painter, box, 4, None, ui["line_control"])
            elif word == "暂定":
                painter.setPen(QPen(ui["line_control"], 1, Qt.PenStyle.DotLine))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(ui["text" if word in ("工作日", "调休上班") else "text_tertiary"])
            painter.setFont(pixel_font(12, 600 if word == "调休上班" else 400))
            shown = digits + (mark if mark in ("休", "班") else "")
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
            painter.setFont(self.theme.font("small"))
            painter.setPen(ui["text_secondary"])
            room = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(QRectF(box.right() + 4, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
            left = box.right() + 4 + room + 12
