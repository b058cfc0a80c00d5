"""The photos of a report: thumbnails turned upright, a box to add more, and when they were taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from desktop.dispatch.inspector_photos import upright
from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.theme import Theme, pixel_font
from gis.foundation.clock import local
from gis.intake.photo import TakenPicture

THUMB = QSize(84, 46)
SHOWN = 3
PATTERN = "照片 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)"
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})


class PhotoStrip(QWidget):
    """`chosen(paths)` when files were picked; `removed(index)`, `opened(index)` of the photos shown."""

    chosen = Signal(object)
    removed = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.photos: Sequence[TakenPicture] = ()
        self.waiting = 0
        self.thumbs: list[PhotoThumb] = []
        self.add = AddBox(theme, self)
        self.add.setObjectName("register-photo-add")
        self.add.clicked.connect(self.pick)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(38, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.add)
        self._row.addStretch(1)
        self.setFixedHeight(THUMB.height())

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.add, *self.thumbs):
            part.set_theme(theme)
        self.update()

    def pick(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择照片", "", PATTERN)
        if names:
            self.chosen.emit([Path(name) for name in names])

    def set_photos(self, photos: Sequence[TakenPicture], waiting: int = 0, readonly: bool = False) -> None:
        """Show these; `waiting` more are being read."""
        self.photos, self.waiting = list(photos), waiting
        for thumb in self.thumbs:
            self._row.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self.thumbs = []
        ratio = self.devicePixelRatioF()
        for index, photo in enumerate(self.photos[:SHOWN]):
            more = len(self.photos) - SHOWN if index == SHOWN - 1 else 0
            thumb = PhotoThumb(self.theme, upright(photo.jpeg, THUMB * ratio), photo, max(more, 0), readonly, self)
            thumb.clicked.connect(lambda _=False, i=index: self.opened.emit(i))
            thumb.unwanted.connect(lambda i=index: self.removed.emit(i))
            self._row.insertWidget(index, thumb)
            self.thumbs.append(thumb)
        self.add.setVisible(not readonly)
        self.update()

    def sayings(self) -> list[str]:
        """What the first photo says of itself, in two lines at most."""
        if self.waiting:
            return [f"正在读 {self.waiting} 张…"]
        if not self.photos:
            return []
        first = self.photos[0]
        taken = f"拍摄 {local(first.taken_at):%m-%d %H:%M}" if first.taken_at else "没有拍摄时间"
        turned = "已按方向转正" if any(p.turned for p in self.photos) else ""
        return [taken, turned or ("" if first.lon is not None else "照片不带位置")]

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        font = pixel_font(12)
        paint_runs(painter, 0, self.height() / 2, [Run("照片", font, ui["text_secondary"])])
        room = self.width() - (self.add.geometry().right() if self.add.isVisible() else 38 + 92 * len(self.thumbs)) - 12
        lines = [line for line in self.sayings() if line]
        for index, line in enumerate(lines):
            y = self.height() / 2 + (index - (len(lines) - 1) / 2) * 17
            paint_runs_right(painter, self.width(), y, [fitted(Run(line, font, ui["text_secondary"]), room)])
        painter.end()


class PhotoThumb(PaintedButton):
    """One photo; Delete or its menu takes it away (`unwanted`)."""

    unwanted = Signal()

    def __init__(
        self, theme: Theme, image: QImage, photo: TakenPicture, more: int, readonly: bool, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._image, self._more, self._readonly = image, more, readonly
        self.setFixedSize(THUMB)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"照片 {photo.name}")
        self.setToolTip(f"{photo.name}，点按放大" + ("" if readonly else "，按 Delete 拿掉"))

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._readonly:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction("放大").triggered.connect(self.click)
        if not self._readonly:
            menu.addAction("拿掉这张").triggered.connect(self.unwanted.emit)
        menu.popup(event.globalPos())

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.setClipPath(shape)
        if self._image.isNull():
            painter.fillRect(self.rect(), self._theme.ui["surface_sunk"])
        else:
            scale = min(self._image.width() / box.width(), self._image.height() / box.height())
            wide, tall = box.width() * scale, box.height() * scale
            part = QRectF((self._image.width() - wide) / 2, (self._image.height() - tall) / 2, wide, tall)
            painter.drawImage(box, self._image, part)
        if self._more:
            plate = QRectF(box.right() - 34, box.bottom() - 18, 34, 18)
            painter.fillRect(plate, self._theme.ui["surface_panel"])
            run = [Run(f"+ {self._more}", pixel_font(12), self._theme.ui["text"])]
            paint_runs(painter, plate.center().x() - runs_width(run) / 2, plate.center().y(), run)
        painter.setClipping(False)
        self.paint_ring(painter, 6)
        painter.end()


class AddBox(PaintedButton):
    """The dashed box that adds photos."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setText("添加")
        self.setFixedSize(THUMB)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("添加照片")
        self.setToolTip("选择照片；也可把照片拖到表单上，或按 Ctrl V 粘贴")

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setBrush(ui["surface_hover"] if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ui["line_control"], 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        run = [Run(self.text(), pixel_font(12), ui["text_secondary"])]
        left = box.center().x() - (runs_width(run) + 20) / 2
        paint_icon(painter, "photo", ui["text_secondary"], QPointF(left + 8, box.center().y()), 16)
        paint_runs(painter, left + 20, box.center().y(), run)
        self.paint_ring(painter, 6)
        painter.end()
