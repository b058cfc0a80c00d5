"""The pages of a document one under another, painted when they come into sight and forgotten when they are far."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.printing.flow import Document
from desktop.printing.making import Press
from desktop.theme import Theme, pixel_font

GAP = 14
KEPT = 10  # pages whose pictures are held


class Preview(QScrollArea):
    """`show_document` lays the pages out to the width there is."""

    def __init__(self, theme: Theme, press: Press, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("print-preview")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheets = Sheets(theme, press)
        self.setWidget(self.sheets)
        self.viewport().installEventFilter(self)

    def show_document(self, document: Document | None, why: str = "") -> None:
        """Show pages; without any, say why."""
        self.sheets.set_document(document, why)
        self.sheets.lay_out(self.viewport().size())
        self.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.viewport() and event.type() == QEvent.Type.Resize:
            self.sheets.lay_out(self.viewport().size())
        return False


class Sheets(QWidget):
    """All pages on one ground."""

    def __init__(self, theme: Theme, press: Press) -> None:
        super().__init__()
        self._theme, self._press = theme, press
        self._document: Document | None = None
        self._why = ""
        self._places: list[QRect] = []
        self._images: dict[int, QImage] = {}
        self._asked: set[tuple[int, int]] = set()
        press.pictured.connect(self._pictured)

    @property
    def painted(self) -> int:
        """How many pages have their pictures."""
        return len(self._images)

    def set_document(self, document: Document | None, why: str) -> None:
        self._document, self._why = document, why
        self._images.clear()
        self._asked.clear()
        count = len(document.pages) if document else 0
        self.setAccessibleName(f"预览，共 {count} 页" if count else why)

    def lay_out(self, room: QSize) -> None:
        """Place the pages: as wide as there is room, a page wholly in sight if that is wide enough."""
        self._places = []
        y = GAP
        for page in self._document.pages if self._document else ():
            width = min(room.width() - 2 * GAP, 1100)
            height = round(width * page.paper.height / page.paper.width)
            self._places.append(QRect((room.width() - width) // 2, y, width, height))
            y += height + GAP
        if self._places and y < room.height():
            self._places = [place.translated(0, (room.height() - y) // 2) for place in self._places]
        self.setMinimumHeight(y if self._places else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ui = self._theme.ui
        painter.fillRect(event.rect(), ui["surface_app"])
        if not self._places:
            painter.setPen(ui["text_secondary"])
            painter.setFont(pixel_font(13))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._why)
        for index, place in enumerate(self._places):
            if place.intersects(event.rect()):
                self._paint_page(painter, index, place)
        painter.end()

    def _paint_page(self, painter: QPainter, index: int, place: QRect) -> None:
        painter.fillRect(place, Qt.GlobalColor.white)
        image = self._images.get(index)
        width = round(place.width() * self.devicePixelRatioF())
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.width() != width)
            painter.drawImage(QRectF(place), image)
        if image is None or image.width() != width:
            self._ask(index, width)
        painter.setPen(self._theme.ui["line_strong"])
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _ask(self, index: int, width: int) -> None:
        if self._document is not None and (index, width) not in self._asked:
            self._asked.add((index, width))
            self._press.picture(self._document, index, width)

    def _pictured(self, index: int, width: int, image: QImage) -> None:
        if (index, width) not in self._asked:
            return  # of a document that is no longer shown
        self._asked.discard((index, width))
        self._images[index] = image
        while len(self._images) > KEPT:
            self._images.pop(next(i for i in self._images if i != index))
        self.update()
