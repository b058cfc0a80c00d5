"""Photos large, over the whole window: arrows turn, plus and minus scale, Escape closes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from desktop.dispatch.inspector_photos import upright
from desktop.jobs import Jobs
from desktop.panels.card_button import IconButton
from desktop.panels.text_runs import Run, paint_runs, runs_width
from desktop.theme import Theme, pixel_font
from gis.foundation.clock import local
from gis.records import Photo

MARGIN_PX, FOOT_PX = 56, 56
MOST_SCALE = 8.0
DIM = QColor(8, 11, 15, 225)
PALE, GREY = QColor("#E8EDF2"), QColor("#A3B0BC")


class PhotoView(QWidget):
    """A child that covers its window; deletes itself when closed."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window = window
        self._photos: Sequence[Photo] = ()
        self._index = 0
        self._image, self._reading = QImage(), False
        self._jobs = Jobs(self)  # a phone's picture takes a tenth of a second to read
        self._scale = 1.0
        self._shift = QPointF()
        self._held: QPointF | None = None
        self._buttons = [
            IconButton(theme, "chevron-left", "上一张（←）", self, PALE),
            IconButton(theme, "chevron-right", "下一张（→）", self, PALE),
            IconButton(theme, "close", "关闭（Esc）", self, PALE),
        ]
        for button, act in zip(self._buttons, (lambda: self.turn(-1), lambda: self.turn(1), self.close), strict=True):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
        self._before = window.focusWidget()

    @property
    def index(self) -> int:
        return self._index

    @property
    def image(self) -> QImage:
        """The photo in sight, upright."""
        return self._image

    def open_photos(self, photos: Sequence[Photo], index: int) -> None:
        self._photos = photos
        self.setGeometry(self._window.rect())
        self._window.installEventFilter(self)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._go(index)

    def turn(self, step: int) -> None:
        """To the next or the previous photo; stops at the ends."""
        self._go(min(max(self._index + step, 0), len(self._photos) - 1))

    def _go(self, index: int) -> None:
        self._index = index
        self._image, self._reading = QImage(), True
        jpeg = self._photos[index].jpeg
        self._jobs.run("picture", lambda: upright(jpeg), lambda image: self._read(index, image), self._unread)
        self._scale, self._shift = 1.0, QPointF()
        self._buttons[0].setVisible(index > 0)
        self._buttons[1].setVisible(index + 1 < len(self._photos))
        self.setAccessibleName(self._words())
        self.update()

    def _read(self, index: int, image: QImage) -> None:
        if index == self._index:
            self._image, self._reading = image, False
            self.update()

    def _unread(self, _error: Exception) -> None:
        self._reading = False
        self.update()

    def _words(self) -> str:
        photo = self._photos[self._index]
        kind = "处置后" if photo.after else "上报"
        taken = f" · 拍摄于 {local(photo.taken_at):%Y-%m-%d %H:%M}" if photo.taken_at else ""
        return f"{self._index + 1} / {len(self._photos)} · {kind}{taken}"

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Scale about a point, or the middle; 1 is the whole photo."""
        before = self._picture_rect()
        held = at if at is not None and before.contains(at) else before.center()
        self._scale = min(max(self._scale * factor, 1.0), MOST_SCALE)
        after = self._picture_rect()
        if before.width():
            grown = after.width() / before.width()
            self._shift += held - after.center() + (before.center() - held) * grown
        self._hold_in_sight()
        self.update()

    def _hold_in_sight(self) -> None:
        """A picture larger than its room covers it; a smaller one stays in the middle."""
        box, room = self._picture_rect(), self._room()
        spare_x = max((box.width() - room.width()) / 2, 0.0)
        spare_y = max((box.height() - room.height()) / 2, 0.0)
        x, y = self._shift.x(), self._shift.y()
        self._shift = QPointF(min(max(x, -spare_x), spare_x), min(max(y, -spare_y), spare_y))

    def keyPressEvent(self, event) -> None:
        key = Qt.Key(event.key())
        acts = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_Left: lambda: self.turn(-1),
            Qt.Key.Key_Right: lambda: self.turn(1),
            Qt.Key.Key_Home: lambda: self._go(0),
            Qt.Key.Key_End: lambda: self._go(len(self._photos) - 1),
            Qt.Key.Key_Plus: lambda: self.zoom(1.25),
            Qt.Key.Key_Equal: lambda: self.zoom(1.25),
            Qt.Key.Key_Minus: lambda: self.zoom(0.8),
            Qt.Key.Key_0: lambda: self.zoom(0.0),
        }
        if key in acts:
            acts[key]()
        event.accept()

    def wheelEvent(self, event) -> None:
        self.zoom(1.25 if event.angleDelta().y() > 0 else 0.8, event.position())

    def mousePressEvent(self, event) -> None:
        if self._picture_rect().contains(event.position()):
            self._held = event.position()
        else:
            self.close()

    def mouseMoveEvent(self, event) -> None:
        if self._held is not None and self._scale > 1:
            self._shift += event.position() - self._held
            self._held = event.position()
            self._hold_in_sight()
            self.update()

    def mouseReleaseEvent(self, _event) -> None:
        self._held = None

    def closeEvent(self, event) -> None:
        self._window.removeEventFilter(self)
        self._jobs.close()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        super().closeEvent(event)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == event.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    def resizeEvent(self, _event) -> None:
        middle = self.height() // 2
        self._buttons[0].move(6, middle - 22)
        self._buttons[1].move(self.width() - 50, middle - 22)
        self._buttons[2].move(self.width() - 50, 6)

    def _picture_rect(self) -> QRectF:
        if self._image.isNull():
            return QRectF()
        room = self._room()
        fit = min(room.width() / self._image.width(), room.height() / self._image.height(), 2.0) * self._scale
        wide, tall = self._image.width() * fit, self._image.height() * fit
        middle = room.center() + self._shift
        return QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall)

    def _room(self) -> QRectF:
        return QRectF(MARGIN_PX, MARGIN_PX, self.width() - 2 * MARGIN_PX, self.height() - MARGIN_PX - FOOT_PX)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), DIM)
        if self._image.isNull():
            said = "读取中…" if self._reading else "这张照片读不出来，原文件仍保存在库中"
            words = [Run(said, pixel_font(13), PALE)]
            paint_runs(painter, (self.width() - runs_width(words)) / 2, self.height() / 2, words)
        else:
            painter.drawImage(self._picture_rect(), self._image)
        foot = [
            Run(self._words(), pixel_font(13), PALE, 16),
            Run("← → 翻看 · + − 缩放 · Esc 关闭", pixel_font(12), GREY),
        ]
        paint_runs(painter, (self.width() - runs_width(foot)) / 2, self.height() - FOOT_PX / 2, foot)
        painter.end()
