"""The foresight card: what letting go here would do. Shown by the pointer and in the unit picker, before the act."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.dispatch.dragging_words import due_at_length, load_words, skipped_words
from desktop.panels.floating import FloatingCard
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width, wrapped
from desktop.theme import Theme, pixel_font
from gis.workflow.fit import FIT_WORD, Fit, Foresight

WIDTH_PX, PAD_PX = 300, 16
FIRST_Y, PITCH_PX, LAST_PX = 23, 26, 25
LABEL_PX = 60


class ForesightLines:
    """The lines of a foresight as values: used by the card and by the picker's foot."""

    def __init__(self, theme: Theme, foresight: Foresight, unit: str, now: int, verb: str = "松开后") -> None:
        self._theme = theme
        self.foresight = foresight
        self.unit = unit
        self.head = f"{verb}：{foresight.moving:,} 件 → {unit}"
        self.verdict = FIT_WORD[foresight.fit.fit]
        self.rows = self._rows(now)

    def _rows(self, now: int) -> list[tuple[str, list[Run]]]:
        ui, fore, fit = self._theme.ui, self.foresight, self.foresight.fit
        plain, bold = pixel_font(13), pixel_font(13, 600)
        lines = [
            (
                "回复时限",
                [Run(due_at_length(fore.reply_due, now, fore), bold if fore.reply_due else plain, ui["text"])],
            ),
            (
                "办结时限",
                [Run(due_at_length(fore.close_due, now, fore), bold if fore.close_due else plain, ui["text"])],
            ),
        ]
        skipped = skipped_words(fore.skipped)
        lines.append(("不计", [Run(skipped or "无，每天都计", plain, ui["text_secondary"])]))
        load = [
            Run(load_words(fit.load, fit.capacity), plain, ui["text_secondary"], 4),
            Run("→", plain, ui["text_secondary"], 4),
            Run(load_words(fit.load_after, fit.capacity), bold, ui["text"]),
        ]
        lines.append(("负荷", load))
        if fore.staying:
            words = "；".join(f"{count:,} 件{why}" for why, count in fore.staying)
            lines.append(("不变", [Run(words, plain, ui["text"])]))
        if fit.fit == Fit.MISFIT:
            lines.append(("不符", [Run(fit.reason, bold, ui["text"])]))
            lines.append(("理由", [Run("需填写，记入经过和日志", plain, ui["text"])]))
        else:
            lines.append(("依据", [Run(fore.basis or fit.reason, plain, ui["text"])]))
        return lines

    def spoken(self) -> str:
        """The whole card as one sentence, for screen readers."""
        rows = "，".join(f"{label} {''.join(run.text for run in runs)}" for label, runs in self.rows)
        return f"{self.head}，{self.verdict}，{rows}"

    def height(self, width: float) -> int:
        """Pixels of all lines in a card `width` wide."""
        lines = sum(len(self._wrapped(runs, width)) for _, runs in self.rows)
        extra = lines - len(self.rows)
        return FIRST_Y + PITCH_PX * len(self.rows) + 20 * extra + LAST_PX

    def paint(self, painter: QPainter, box: QRect) -> None:
        ui, left, right = self._theme.ui, box.left() + PAD_PX, box.right() + 1 - PAD_PX
        y = float(box.top() + FIRST_Y)
        recommended = self.foresight.fit.fit == Fit.RECOMMENDED
        tone = "accent_text" if recommended else "text"
        verdict = Run(self.verdict, pixel_font(13, 600), ui[tone])
        edge = paint_runs_right(painter, right, y, [verdict])
        paint_runs(painter, left, y, [fitted(Run(self.head, pixel_font(13, 600), ui["text"]), edge - left - 8)])
        y += PITCH_PX
        for label, runs in self.rows:
            paint_runs(painter, left, y, [Run(label, pixel_font(13), ui["text_secondary"])])
            pieces = self._wrapped(runs, box.width())
            for index, piece in enumerate(pieces):
                paint_runs_right(painter, right, y + 20 * index, piece)
            y += PITCH_PX + 20 * (len(pieces) - 1)

    def _wrapped(self, runs: list[Run], width: float) -> list[list[Run]]:
        room = width - 2 * PAD_PX - LABEL_PX
        if len(runs) > 1 or runs_width(runs) <= room:
            return [runs]
        one = runs[0]
        return [[Run(line, one.font, one.colour)] for line in wrapped(one.text, one.font, room)[:3]]


class ForesightCard(FloatingCard):
    """A floating card of foresight lines; the mouse never meets it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines: ForesightLines | None = None

    @property
    def lines(self) -> ForesightLines | None:
        return self._lines

    def set_foresight(self, foresight: Foresight, unit: str, now: int) -> None:
        self._lines = ForesightLines(self.theme, foresight, unit, now)
        self.setAccessibleName(self._lines.spoken())
        self.resize(WIDTH_PX, self._lines.height(WIDTH_PX))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, FIRST_Y + 5 * PITCH_PX + LAST_PX)

    def paint_card(self, painter: QPainter) -> None:
        if self._lines is not None:
            self._lines.paint(painter, self.rect())
