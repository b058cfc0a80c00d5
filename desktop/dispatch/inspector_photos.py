"""The row of photos: two thumbnails and how many more. Turned upright by their EXIF orientation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, paint_runs, runs_width
from desktop.theme import Theme, pixel_font
from gis.records import Photo

THUMB = QSize(118, 72)
MORE = QSize(62, 72)
GAP_PX = 8
SHOWN = 2


def upright(jpeg: bytes, within: QSize | None = None) -> QImage:
    """The picture as it was taken, scaled down to cover `within` when given; a null image if it cannot be read. A
    thumbnail is read at its own size, which takes a quarter of the time of a phone's picture at full size."""
    fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if within is not None and reader.size().isValid():
        turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
        wanted = reader.size().scaled(within.transposed() if turned else within, fill)
        if wanted.width() < reader.size().width():
            reader.setScaledSize(wanted)
    image = reader.read()
    if within is not None and not image.isNull():
        image = image.scaled(within, fill, Qt.TransformationMode.SmoothTransformation)
    return image


class PhotosSection(QWidget):
    """`photo_clicked` gives the index of a photo."""

    photo_clicked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbs = [Thumb(theme, self) for _ in range(SHOWN + 1)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_PX)
        for index, thumb in enumerate(self._thumbs):
            thumb.setFixedSize(THUMB if index < SHOWN else MORE)
            thumb.clicked.connect(lambda _=False, i=index: self.photo_clicked.emit(i))
            row.addWidget(thumb)
        row.addStretch(1)
        self.setFixedHeight(THUMB.height())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for thumb in self._thumbs:
            thumb.set_theme(theme)

    def set_photos(self, photos: Sequence[Photo] | None, expected: int) -> None:
        """Show photos; None while they are read, with `expected` of them to come."""
        count = expected if photos is None else len(photos)
        self.setVisible(count > 0)
        ratio = self.devicePixelRatioF()
        for index, thumb in enumerate(self._thumbs[:SHOWN]):
            thumb.setVisible(index < count)
            if photos is not None and index < len(photos):
                photo = photos[index]
                thumb.set_image(upright(photo.jpeg, THUMB * ratio), "处置后" if photo.after else "上报")
                thumb.setAccessibleName(f"照片 {index + 1}，共 {count} 张，点按放大")
            else:
                thumb.set_words("读取中…")
        last = self._thumbs[SHOWN]
        last.setVisible(count > SHOWN)
        last.set_words(f"+ {count - SHOWN}")
        last.setAccessibleName(f"还有 {count - SHOWN} 张照片，点按查看")
        last.setToolTip(last.accessibleName())


class Thumb(PaintedButton):
    """One thumbnail, or a dashed box with words in it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._image = QImage()
        self._words = ""

    def set_image(self, image: QImage, kind: str) -> None:
        self._image, self._words = image, "" if not image.isNull() else "照片损坏"
        self.setToolTip(f"{kind}照片，点按放大" if not image.isNull() else "这张照片读不出来，原文件仍保存在库中")
        self.update()

    def set_words(self, words: str) -> None:
        self._image, self._words = QImage(), words
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        ui, box = self._theme.ui, QRectF(self.rect())
        if self._image.isNull():
            painter.setPen(QPen(ui["line_strong"], 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            run = [Run(self._words, pixel_font(12), ui["text_secondary"])]
            paint_runs(painter, (box.width() - runs_width(run)) / 2, box.center().y(), run)
        else:
            shape = QPainterPath()
            shape.addRoundedRect(box, 6, 6)
            painter.setClipPath(shape)
            painter.drawImage(box, self._image, _middle(self._image, box))
            painter.setClipping(False)
            if self.underMouse():
                paint_icon(painter, "search", ui["surface_panel"], box.center(), 18)
        self.paint_ring(painter, 6)
        painter.end()


def _middle(image: QImage, box: QRectF) -> QRectF:
    """The part of an image with the shape of `box`."""
    scale = min(image.width() / box.width(), image.height() / box.height())
    wide, tall = box.width() * scale, box.height() * scale
    return QRectF((image.width() - wide) / 2, (image.height() - tall) / 2, wide, tall)
