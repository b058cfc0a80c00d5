"""进展: what was done so far, with photos if there are any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.form import ActForm
from desktop.acts.photo_field import PhotoField

if TYPE_CHECKING:
    from gis.intake.photo import TakenPicture


class ProgressForm(ActForm):
    KIND, LABEL = "progress", "进展情况"
    HINT = "做到哪一步、下一步什么时候"

    def build(self, column: QVBoxLayout) -> None:
        super().build(column)
        self.photos = PhotoField(self.window_, self.rows, "现场照片", self)
        column.addWidget(self.photos)

    def pictures(self) -> Sequence[TakenPicture]:
        return self.photos.pictures
