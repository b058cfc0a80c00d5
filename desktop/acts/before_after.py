"""Photos as reported and after disposal, side by side; a click shows them large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.dispatch.inspector_photos import Thumb, upright
from desktop.panels.photo_view import PhotoView
from desktop.theme import Theme
from gis.records import Photo

SIDE, KINDS = QSize(214, 104), ("上报时", "处置后")


class BeforeAfter(QWidget):
    """Two columns of one thumbnail each, the newest of its kind; 上报时 3 张, 处置后 还没有. Hidden without photos."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.photos: list[Photo] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.heads = [QLabel(), QLabel()]
        self.thumbs = [Thumb(theme, self), Thumb(theme, self)]
        for place, (head, thumb) in enumerate(zip(self.heads, self.thumbs, strict=True)):
            head.setFont(theme.font("small"))
            head.setProperty("tone", "secondary")
            thumb.setMinimumSize(QSize(120, SIDE.height()))
            thumb.setMaximumHeight(SIDE.height())
            thumb.clicked.connect(lambda _=False, after=bool(place): self.open(after))
            grid.addWidget(head, 0, place)
            grid.addWidget(thumb, 1, place)
            grid.setColumnStretch(place, 1)
        self.hide()

    def expect(self, photos: int) -> None:
        """Keep the room of photos that are still being read, so that nothing moves under the hand when they come."""
        for word, head, thumb in zip(KINDS, self.heads, self.thumbs, strict=True):
            head.setText(f"{word}照片")
            thumb.set_words("读取中…")
        self.setVisible(photos > 0)

    def show_photos(self, filed: Sequence[Photo], fresh: Sequence[bytes] = ()) -> None:
        """filed: photos of the event. fresh: JPEG bytes that are about to be filed as 处置后."""
        self.photos = [*filed, *(Photo(0, True, 0, 0.0, 0.0, jpeg) for jpeg in fresh)]
        for place, word in enumerate(KINDS):
            own = [photo for photo in self.photos if photo.after == bool(place)]
            self.heads[place].setText(f"{word} {len(own)} 张" if own else f"{word}照片")
            thumb = self.thumbs[place]
            if own:
                thumb.set_image(upright(own[-1].jpeg, SIDE * self.devicePixelRatioF()), word)
            else:
                thumb.set_words("没有照片" if not place else "还没有照片")
            thumb.setEnabled(bool(own))
            thumb.setAccessibleName(f"{word}照片 {len(own)} 张")
        self.setVisible(bool(self.photos))

    def open(self, after: bool) -> None:
        """Large, beginning with the newest of its kind."""
        at = [index for index, photo in enumerate(self.photos) if photo.after == after]
        if at:
            PhotoView(self.theme, self.window()).open_photos(self.photos, at[-1])
