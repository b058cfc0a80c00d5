"""The line that shows what registering would start: when it is due and why, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded, runs_width
from desktop.theme import Theme, pixel_font
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.ledger import skipped_days
from gis.deadlines.limits import LIMIT_CLASS_WORD, Rule, limit_words, rule_for
from gis.deadlines.words import days_briefly, due_full
from gis.foundation.clock import day_number
from gis.snapshot import Snapshot
from gis.workflow.report import Report, class_of, duty_of, foreseen, lead_of

MOST_DAYS = 4


@dataclass(frozen=True)
class ClockWords:
    """due: 12-02 周三 18:00. why: 7 个工作日，不计 11-28. to, basis: 司法局, 权责清单 主责 2.2. tip: all of it."""

    due: str = ""
    why: str = ""
    to: str = ""
    basis: str = ""
    tip: str = ""


def clock_words(
    snapshot: Snapshot, rules: tuple[Rule, ...], calendar: WorkCalendar, one: Report, now: int
) -> ClockWords:
    """What the line says of a report as it stands; empty parts where it is not known yet."""
    if one.item < 0 or not one.reported_at:
        return ClockWords()
    due = foreseen(snapshot, rules, calendar, one)
    item = int(snapshot.items.id[one.item])
    rule = rule_for(rules, int(class_of(snapshot, one)), day_number(one.reported_at), item)
    last = due.close_due or due.reply_due
    limit = rule.close if due.close_due else rule.reply
    skipped = skipped_days(one.reported_at, last, calendar) if limit.unit.name == "WORKING_DAYS" else ()
    why = limit_words(limit)
    if skipped:
        days = days_briefly([day for day, _ in skipped[:MOST_DAYS]])
        why += f"，不计 {days}" + (f" 等 {len(skipped)} 天" if len(skipped) > MOST_DAYS else "")
    reply = f"回复 {due_full(due.reply_due, now)}（{limit_words(rule.reply)}）" if due.reply_due else "不设回复时限"
    close = f"办结 {due_full(due.close_due, now, due.provisional)}" if due.close_due else "不设办结时限"
    word = LIMIT_CLASS_WORD[class_of(snapshot, one)]
    days_named = "、".join(f"{days_briefly([day])} {name}" for day, name in skipped)
    tip = "\n".join(filter(None, [f"时限类别：{word}", reply, close, f"不计：{days_named}" if days_named else ""]))
    unit, duty = lead_of(snapshot, one), duty_of(snapshot, one)
    to = snapshot.units.name[unit] if unit >= 0 else ("选好村居后显示" if one.division < 0 else "权责清单未列")
    basis = f"权责清单 主责 {snapshot.duties.number[duty]}" if unit >= 0 else ""
    return ClockWords(due_full(last, now, due.provisional), why, to, basis, tip)


class ClockLine(QWidget):
    """`explained` when it is clicked: the class of limits can be chosen there."""

    explained = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.words = theme, ClockWords()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("时限与去向")

    def sizeHint(self) -> QSize:
        return QSize(300, 52)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_words(self, words: ClockWords) -> None:
        if words == self.words:
            return
        self.words = words
        told = f"办结 {words.due}，{words.why}；去向 {words.to} {words.basis}" if words.due else "选好事项后显示时限"
        self.setAccessibleDescription(told)
        self.setToolTip(f"{words.tip}\n点按可改时限类别和上报时间" if words.tip else "选好事项后显示时限")
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.explained.emit()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.explained.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event) -> None:
        painter, ui, words = QPainter(self), self.theme.ui, self.words
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        hot = self.underMouse() or self.hasFocus()
        rounded(
            painter, box, 6, ui["surface_hover" if hot else "surface_sunk"], ui["accent"] if self.hasFocus() else None
        )
        paint_icon(painter, "clock", ui["text_secondary"], QPointF(21, box.center().y()), 16)
        small, plain, bold = pixel_font(12), pixel_font(13), pixel_font(13, 600)
        if not words.due:
            run = Run("选好事项后显示时限与去向", plain, ui["text_secondary"])
            paint_runs(painter, 40, box.center().y(), [run])
            return
        right = box.width() - 12
        to = [Run("去向 ", plain, ui["text"]), fitted(Run(words.to, bold, ui["text"]), box.width() * 0.42)]
        basis = [fitted(Run(words.basis, small, ui["text_secondary"]), box.width() * 0.4)]
        paint_runs_right(painter, right, 17, to)
        paint_runs_right(painter, right, 36, basis)
        due = [Run("办结 ", plain, ui["text"]), Run(words.due, bold, ui["text"])]
        paint_runs(painter, 40, 17, due)
        room = right - max(runs_width(to) if not words.basis else 0, runs_width(basis)) - 52
        paint_runs(painter, 40, 36, [fitted(Run(words.why, small, ui["text_secondary"]), room)])
