"""What became of a letter, line by line: issued, answered, put right, closed; who, when, in what words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.models.supervision import due_words
from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.deadlines.words import moment
from gis.oversight.records import Accountability, LetterRecord

HEAD_PX, LINE_PX, GAP_PX = 24, 19, 8


@dataclass(frozen=True)
class Stop:
    """One line. at: words of the instant. waits: it has not happened yet."""

    what: str
    who: str
    at: str
    words: str
    waits: bool = False


def stops(letter: LetterRecord, lines: tuple[Accountability, ...], now: int) -> list[Stop]:
    """Everything that happened to a letter, oldest first, and what it waits for."""
    made = [Stop("发出", letter.issued_by, moment(letter.issued_at, now), letter.words)]
    if letter.answered_at:
        who = f"{letter.answerer} · 责任人 {letter.responsible}" if letter.responsible else letter.answerer
        made.append(Stop("反馈", who, moment(letter.answered_at, now), letter.answer))
    for order in letter.rectifications:
        made.append(Stop("责令整改", order.asker, moment(order.asked_at, now), order.demand))
        if order.done_at:
            made.append(Stop("整改完成", order.reporter, moment(order.done_at, now), order.report))
    made += [Stop(f"问责 · {each.form}", each.person, moment(each.at, now), each.reason) for each in lines]
    if letter.closed_at:
        made.append(Stop("销号", letter.closer, moment(letter.closed_at, now), letter.closing))
    elif due := due_words(letter, now):
        made.append(Stop("等待单位", "", due, "已逾期" if letter.late(now) else "", waits=True))
    else:
        made.append(Stop("等待审核", "", "", "", waits=True))
    return made


def line_stop(line: Accountability, now: int) -> Stop:
    """One line of the record of accountability by itself: form, whom, when, why, and who put it there."""
    whom = " · ".join(part for part in (line.person, f"{line.by} 登记") if part)
    return Stop(f"问责 · {line.form}", whom, moment(line.at, now), line.reason)


class Thread(QWidget):
    """The stops one under the other on a thin line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.stops: list[Stop] = []

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_stops(self, made: list[Stop]) -> None:
        self.stops = made
        told = "；".join(" ".join(p for p in (s.what, s.who, s.at, s.words) if p) for s in made)
        self.setAccessibleName(told)
        self.setVisible(bool(made))
        self._fit()
        self.update()

    def resizeEvent(self, _event) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def _paragraph(self, stop: Stop) -> Paragraph | None:
        return Paragraph(stop.words, pixel_font(12), max(60, self.width() - 56), LINE_PX, 6) if stop.words else None

    def _fit(self) -> None:
        height = 12.0
        for stop in self.stops:
            words = self._paragraph(stop)
            height += HEAD_PX + (words.height if words else 0) + GAP_PX
        self.setFixedHeight(round(height) if self.stops else 0)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, last = 8.0, len(self.stops) - 1
        for i, stop in enumerate(self.stops):
            middle = y + HEAD_PX / 2
            words = self._paragraph(stop)
            bottom = y + HEAD_PX + (words.height if words else 0) + GAP_PX
            if i < last:
                painter.setPen(QPen(ui["line_strong"], 1))
                painter.drawLine(QPointF(22, middle + 7), QPointF(22, bottom + HEAD_PX / 2 - 7))
            painter.setPen(QPen(ui["line_control" if stop.waits else "text_secondary"], 1.5))
            painter.setBrush(ui["surface_panel"] if stop.waits else ui["text_secondary"])
            painter.drawEllipse(QRectF(18.5, middle - 3.5, 7, 7))
            right = paint_runs_right(
                painter, self.width() - 16, middle, [Run(stop.at, pixel_font(12), ui["text_tertiary"])]
            )
            tone = "text_secondary" if stop.waits else "text"
            end = paint_runs(painter, 40, middle, [Run(stop.what, pixel_font(13, 600), ui[tone])])
            paint_runs(
                painter,
                end + 8,
                middle,
                [fitted(Run(stop.who, pixel_font(12), ui["text_secondary"]), right - end - 16)],
            )
            if words:
                words.paint(painter, 40, y + HEAD_PX, ui["text_secondary"])
            y = bottom
        painter.setPen(Qt.PenStyle.NoPen)
