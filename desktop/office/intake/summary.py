"""What came of a file in a few lines: name, rows, encoding, a bar of what is in and what waits, the datum and why."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.panels.link_button import LinkButton
from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.theme import Theme, pixel_font
from gis.intake.batch import Batch
from gis.intake.datum import DATUM_WORD

SIDE_PX, LINE_PX, TOP_PX, BAR_Y = 14, 18, 62, 34


class Summary(QWidget):
    """`opened` when the findings are unfolded or folded."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.batch: Batch | None = None
        self.good = 0
        self.unfolded = False
        self.fold = LinkButton(theme, "依据", self)
        self.fold.setObjectName("import-findings")
        self.fold.clicked.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.fold.set_theme(theme)
        self.update()

    def set_batch(self, batch: Batch, good: int) -> None:
        """good: rows that are good and wait to be filed."""
        self.batch, self.good = batch, good
        self.setAccessibleName(f"{batch.file}：{'；'.join(self.sayings())}")
        self.updateGeometry()
        self.update()

    def sayings(self) -> list[str]:
        """已入库 398, 待修复 14 and what was decided, as words."""
        batch = self.batch
        assert batch is not None
        counts = [f"已入库 {batch.filed:,}"] if batch.filed or not self.good else [f"可入库 {self.good:,}"]
        counts.append(f"待修复 {len(batch.bad):,}")
        if batch.dropped:
            counts.append(f"不导入 {len(batch.dropped):,}")
        return [*counts, self.datum_words()]

    def datum_words(self) -> str:
        """坐标判定 GCJ-02：… 已转换."""
        batch = self.batch
        assert batch is not None
        if batch.datum is None:
            return batch.datum_evidence
        word = DATUM_WORD[batch.datum].split("（")[0]
        done = "，已转换" if batch.datum.value != "wgs84" else ""
        return f"坐标判定 {word}{done}：{batch.datum_evidence}"

    def _turn(self) -> None:
        self.unfolded = not self.unfolded
        self.fold.setText("收起" if self.unfolded else "依据")
        self.updateGeometry()
        self.update()
        self.opened.emit()

    def _lines(self) -> list[tuple[str, Paragraph]]:
        """The findings with their evidence, or only the datum."""
        batch, font = self.batch, pixel_font(12)
        if batch is None:
            return []
        room = max(self.width() - 2 * SIDE_PX, 120)
        if not self.unfolded:
            return [("", Paragraph(self.datum_words(), font, room - 40, LINE_PX, 2))]
        return [
            (word, Paragraph(f"{value}　{why}", font, room - 64, LINE_PX, 4)) for word, value, why in batch.findings()
        ]

    def sizeHint(self) -> QSize:
        return QSize(300, round(TOP_PX + 10 + sum(paragraph.height for _, paragraph in self._lines())))

    def resizeEvent(self, _event) -> None:
        self.updateGeometry()
        self._arrange()

    def _arrange(self) -> None:
        wide = self.fold.sizeHint().width()
        self.fold.setGeometry(self.width() - SIDE_PX - wide + 4, TOP_PX + 1, wide, 24)

    def paintEvent(self, _event) -> None:
        if self.batch is None:
            return
        painter, ui, batch = QPainter(self), self.theme.ui, self.batch
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small, right = pixel_font(12), self.width() - SIDE_PX
        how = Run(f"{batch.rows:,} 行 · {batch.encoding.split(' ')[0]}", small, ui["text_secondary"])
        paint_runs_right(painter, right, 17, [how])
        name = fitted(Run(batch.file, pixel_font(14, 600), ui["text"]), right - SIDE_PX - runs_width([how]) - 12)
        paint_runs(painter, SIDE_PX, 17, [name])
        self._paint_bar(painter, QRectF(SIDE_PX, BAR_Y, right - SIDE_PX, 5))
        now = "已入库" if batch.filed or not self.good else "可入库"
        count = batch.filed if batch.filed or not self.good else self.good
        figure = pixel_font(13, 600)
        paint_runs(painter, SIDE_PX, 51, [Run(f"{now} ", small, ui["text"]), Run(f"{count:,}", figure, ui["text"])])
        waits = Run(f"{len(batch.bad):,}", figure, ui["accent_text"] if batch.bad else ui["text_tertiary"])
        paint_runs_right(painter, right, 51, [Run("待修复 ", small, ui["text"]), waits])
        top = TOP_PX + 4.0
        for word, paragraph in self._lines():
            if word:
                paint_runs(painter, SIDE_PX, top + LINE_PX / 2, [Run(word, small, ui["text_tertiary"])])
            paragraph.paint(painter, SIDE_PX + (60 if word else 0), top, ui["text_secondary"])
            top += paragraph.height
        painter.end()

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        """In the county (or good): grey; waiting for repair: accent; let go: a gap."""
        assert self.batch is not None
        ui, whole = self.theme.ui, max(self.batch.rows, 1)
        good = (self.batch.filed + self.good) / whole * box.width()
        bad = max(len(self.batch.bad) / whole * box.width(), 4.0 if self.batch.bad else 0.0)
        painter.setPen(ui["line"])
        painter.fillRect(box, ui["line"])
        painter.fillRect(
            QRectF(box.left(), box.top(), min(good, box.width() - bad), box.height()), ui["text_secondary"]
        )
        painter.fillRect(QRectF(box.right() - bad + 1, box.top(), bad - 1 if bad else 0, box.height()), ui["accent"])
