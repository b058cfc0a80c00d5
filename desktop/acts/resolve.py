"""报结: the result in words and photos, before and after side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.before_after import BeforeAfter
from desktop.acts.form import ActForm
from desktop.acts.photo_field import PhotoField

if TYPE_CHECKING:
    from gis.intake.photo import TakenPicture


class ResolveForm(ActForm):
    KIND, LABEL, RECORD = "resolve", "办理结果", True
    HINT = "做了什么、结果怎样；这段话会告诉上报人"

    def build(self, column: QVBoxLayout) -> None:
        super().build(column)
        self.photos = PhotoField(self.window_, self.rows, "处置后照片", self)
        self.compared = BeforeAfter(self.theme, self)
        self.compared.expect(self.photo_count)
        column.addWidget(self.compared)
        column.addWidget(self.photos)
        self.photos.changed.connect(self._compare)

    def pictures(self) -> Sequence[TakenPicture]:
        return self.photos.pictures

    def show_record(self) -> None:
        self._compare()

    def _compare(self) -> None:
        filed = self.errand.photos
        fresh = [one.jpeg for one in self.photos.pictures]
        self.compared.show_photos(filed, fresh)
