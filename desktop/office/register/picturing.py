"""The photos of the form: read off the GUI thread, shown, opened large, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence

from desktop.jobs import while_alive
from desktop.office.register.photo_strip import SUFFIXES, PhotoStrip
from gis.foundation.errors import WanggeError
from gis.intake.photo import TakenPicture, photo_of, read_photo
from gis.records import Photo

if TYPE_CHECKING:
    from desktop.office.register.body import FormBody
    from desktop.office.register.form import RegisterForm

MOST = 9


class Picturing(QObject):
    """One form's own."""

    def __init__(self, form: RegisterForm) -> None:
        super().__init__(form)
        self.form = form
        self.photos: list[TakenPicture] = []
        self._kept: Sequence[Photo] = ()
        self._waiting = 0
        self._serial = 0
        strip: PhotoStrip = form.body.photos
        strip.chosen.connect(self.add)
        strip.removed.connect(self.remove)
        strip.opened.connect(self.open)
        body: FormBody = form.body
        for part in (body.reporter, body.phone, body.title, body.text, body.map, strip.add):
            part.installEventFilter(self)
            part.setAcceptDrops(False)  # a file dropped on a field is a photo for the form, not its path as text
        body.text.viewport().setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V with a picture in the clipboard adds it, wherever in the form the keyboard is."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Paste) and self.paste()
        return False

    def clear(self) -> None:
        """Another report."""
        self.photos, self._kept, self._waiting = [], (), 0
        self._serial += 1
        self.show()

    def show(self) -> None:
        self.form.body.photos.set_photos(self.photos, self._waiting, readonly=not self.form.is_new)

    def usable(self, data: QMimeData) -> bool:
        """Whether something dragged here holds pictures that can be added."""
        paths = [Path(url.toLocalFile()) for url in data.urls()]
        return self.form.is_new and any(path.suffix.lower() in SUFFIXES for path in paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Read these files and add them; what cannot be read is named."""
        wanted = [path for path in paths if path.suffix.lower() in SUFFIXES]
        room = MOST - len(self.photos)
        if len(wanted) > room:
            self.form.window_.tell(f"一次登记最多 {MOST} 张照片，只加前 {max(room, 0)} 张。")
        wanted = wanted[: max(room, 0)]
        if not wanted:
            return
        self._waiting += len(wanted)
        serial = self._serial
        self.show()
        done = while_alive(self, lambda found: self._arrived(serial, *found))
        self.form.bridge.ask(lambda: _read(wanted), done, lane="photos")

    def paste(self) -> bool:
        """Add the picture of the clipboard; false if there is none."""
        image = QGuiApplication.clipboard().image()
        if image.isNull() or not self.form.is_new:
            return False
        try:
            found = photo_of("剪贴板图片", _jpeg(image))
        except WanggeError as error:
            self.form.window_.tell(error.message)
            return True
        self._arrived(self._serial, [found], [])
        return True

    def _arrived(self, serial: int, found: list[TakenPicture], faults: list[str]) -> None:
        if serial != self._serial:
            return
        self._waiting = 0
        same = {photo.jpeg for photo in self.photos}
        self.photos += [photo for photo in found if photo.jpeg not in same]
        self.show()
        self.form.photos_changed()
        if faults:
            self.form.window_.tell("；".join(faults))

    def remove(self, index: int) -> None:
        if index < len(self.photos):
            del self.photos[index]
            self.show()
            self.form.photos_changed()

    def open(self, index: int) -> None:
        """Large, over the window."""
        from desktop.panels.photo_view import PhotoView

        shown = self._kept or [Photo(i, False, p.taken_at, 0.0, 0.0, p.jpeg) for i, p in enumerate(self.photos)]
        if index < len(shown):
            PhotoView(self.form.theme, self.form.window()).open_photos(shown, index)

    def show_kept(self, row: int) -> None:
        """The photos of a report that came in."""
        if not int(self.form.bridge.snapshot.events.photos[row]) or not self.form.bridge.county.connected:
            return
        county, serial = self.form.bridge.county, self._serial
        self.form.bridge.ask(lambda: county.photos(row), while_alive(self, lambda kept: self._came(serial, kept)))

    def _came(self, serial: int, kept: Sequence[Photo]) -> None:
        if serial == self._serial:
            self._kept = [photo for photo in kept if not photo.after]
            self.photos = [TakenPicture("照片", p.jpeg, False, p.taken_at, 0.0, 0.0) for p in self._kept]
            self.show()


def _read(paths: Sequence[Path]) -> tuple[list[TakenPicture], list[str]]:
    found, faults = [], []
    for path in paths:
        try:
            found.append(read_photo(path))
        except WanggeError as error:
            faults.append(error.message)
    return found, faults


def _jpeg(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(88)
    writer.write(image)
    return bytes(data.data())
