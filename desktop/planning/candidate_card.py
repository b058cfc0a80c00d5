"""One way to divide the village, as a card: a small map, what it is worth in figures, and whether every grid holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen, QPixmap

from desktop.icons import paint_icon
from desktop.panels.link_button import LinkButton
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Paragraph, Run, fitted, paint_runs, paint_runs_right, rounded
from desktop.planning.paint.stage import Shapes
from desktop.theme import Theme, pixel_font

WIDTH_PX, HEIGHT_PX = 412, 145
MAP_PX = 150.0  # width of the small map


@dataclass(frozen=True)
class CardFace:
    """What a card shows. shapes: object[k] polygons EPSG:4547 metres; misfits: which of them do not hold what the rule
    asks. figures: (word, value). verdict: 全部合格, 3 个超限. told: instead of figures, why there is none or what is
    going on. costs: the figures again, the smaller the better. stale: the village was redrawn since. refusal: why it
    cannot be taken, empty if it can."""

    title: str
    shapes: tuple[Any, ...] = ()
    misfits: tuple[bool, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    verdict: str = ""
    fine: bool = True
    told: str = ""
    current: bool = field(default=False)
    costs: tuple[float, ...] = ()
    stale: bool = False
    refusal: str = ""


class CandidateCard(PaintedButton):
    """A press shows it on the map; `taken` when it shall become the plan."""

    taken = Signal()

    def __init__(self, theme: Theme, face: CardFace) -> None:
        super().__init__(theme)
        self.face = face
        self._picture: QPixmap | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.link = LinkButton(theme, "采用", self, 13)
        self.link.clicked.connect(self.taken)
        self.show_face(face)

    def show_face(self, face: CardFace) -> None:
        self.face, self._picture = face, None
        words = "，".join(f"{word} {value}" for word, value in face.figures)
        self.setAccessibleName(f"{face.title}，{face.verdict or face.told}，{words}")
        tip = (
            "村里的边界在这之后改动过；点卡片按现在的边界重新计算"
            if face.stale
            else f"点卡片在地图上看；{face.refusal or '双击或点“采用”画进草案'}"
        )
        self.setToolTip("" if face.current or face.told else tip)
        self.link.setText("重新计算" if face.stale else "采用")
        self.link.setAccessibleName(self.link.text())
        self.link.setEnabled(face.stale or not face.refusal)
        self.link.setToolTip("" if face.stale else face.refusal)
        self._place_link()
        self.link.setVisible(bool(face.figures) and not face.current)
        self.update()

    def nextCheckState(self) -> None:
        """Being chosen follows what is on the map."""

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.link.set_theme(theme)
        self._picture = None

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, HEIGHT_PX)

    def resizeEvent(self, _event) -> None:
        self._place_link()

    def _place_link(self) -> None:
        hint = self.link.sizeHint()
        self.link.setGeometry(self.width() - hint.width() - 10, self.height() - 32, hint.width(), 24)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.link.isVisible() and self.link.isEnabled():
            self.taken.emit()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ground = ui["surface_hover"] if self.underMouse() and not self.isChecked() else ui["surface_raised"]
        rounded(painter, box, 8, ground, ui["line"])
        if self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ui["accent"], 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7.5, 7.5)
        if self.face.shapes:
            self._paint_map(painter)
        self._paint_words(painter)
        self.paint_ring(painter, 8, 3)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        ui, face = self._theme.ui, self.face
        left, right = 172.0, self.width() - 13.0
        if face.verdict:
            words, icon, tone = self._verdict()
            edge = paint_runs_right(painter, right, 18, [Run(words, pixel_font(12), tone)])
            paint_icon(painter, icon, tone, QPointF(edge - 10, 18), 13)
            right = edge - 24
        paint_runs(painter, left, 18, [fitted(Run(face.title, pixel_font(13, 600), ui["text"]), right - left)])
        if face.told:
            told = Paragraph(face.told, pixel_font(12), self.width() - left - 14, 18, 5)
            told.paint(painter, left, 36, ui["text_secondary"])
            return
        half = (len(face.figures) + 1) // 2 if len(face.figures) > 4 else len(face.figures)
        for number, (word, value) in enumerate(face.figures):
            column, row = (0, number) if number < half or number < 4 else (1, number - max(half, 4))
            x, y = left + column * 118, 46 + row * 20.5
            paint_runs(painter, x, y, [Run(word, pixel_font(12), ui["text_secondary"])])
            paint_runs(
                painter, x + 40, y, [Run(value, pixel_font(13, 600), ui["text_tertiary" if face.stale else "text"])]
            )

    def _verdict(self) -> tuple[str, str, QColor]:
        """(words, icon, colour)"""
        face, check = self.face, self._theme.check
        if face.stale:
            tone = check["warning"] if self._theme.night else check["warning"].darker(130)
            return "待重算", "warning", tone
        return face.verdict, "check" if face.fine else "close", check["valid" if face.fine else "invalid"]

    def _paint_map(self, painter: QPainter) -> None:
        ratio = painter.device().devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = small_map(self._theme, self.face, MAP_PX, self.height() - 16, ratio)
        painter.setOpacity(0.4 if self.face.stale else 1)
        painter.drawPixmap(QPointF(10, 8), self._picture)
        painter.setOpacity(1)


def small_map(theme: Theme, face: CardFace, width: float, height: float, ratio: float) -> QPixmap:
    """The grids of a way to divide, those that do not hold washed red, inside the outline of the village."""
    import shapely

    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    boxes = shapely.bounds(list(face.shapes))
    low_x, low_y = boxes[:, 0].min(), boxes[:, 1].min()
    high_x, high_y = boxes[:, 2].max(), boxes[:, 3].max()
    scale = min((width - 8) / (high_x - low_x), (height - 8) / (high_y - low_y))
    shapes = Shapes()
    shapes.settle(((low_x + high_x) / 2, (low_y + high_y) / 2))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(width / 2, height / 2)
    painter.scale(scale, -scale)
    quiet, trouble = QColor(theme.ui["surface_app"]), QColor(theme.check["invalid"])
    trouble.setAlphaF(0.12 if not theme.night else 0.3)
    for shape, misfit in zip(face.shapes, face.misfits, strict=True):
        path = shapes.area(shape)
        painter.setPen(_cosmetic(theme.ui["line_control"], 0.9))
        painter.fillPath(path, quiet)
        if misfit:
            painter.fillPath(path, trouble)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    outline = shapely.coverage_union_all(list(face.shapes))
    painter.setPen(_cosmetic(theme.map["border_county"], 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    whole: QPainterPath = shapes.area(outline)
    painter.drawPath(whole)
    painter.end()
    return picture


def _cosmetic(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
