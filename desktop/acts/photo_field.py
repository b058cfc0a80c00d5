"""Photos that come with an act: added from files or dropped in, upright, with what the camera wrote; one taken far from
the event is flagged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.acts.fields import Field, emptied
from desktop.dispatch.inspector_photos import upright
from desktop.icons import icon
from desktop.jobs import while_alive
from gis.deadlines.words import moment
from gis.foundation.errors import WanggeError
from gis.intake.photo import KINDS, TakenPicture, read_photo
from gis.workspace.casework import Casework

if TYPE_CHECKING:
    from desktop.window import Window

THUMB = QSize(72, 54)
MOST = 9
FILTER = f"照片 ({' '.join(f'*.{kind}' for kind in KINDS)})"


class PhotoField(Field):
    """`changed` when one is added or taken away. Photos go with a single event only; then it says so instead."""

    changed = Signal()

    def __init__(self, window: Window, rows: Sequence[int], label: str, parent: QWidget) -> None:
        super().__init__(window.theme, label, "可不填", parent)
        self.window_, self.rows = window, list(rows)
        self.pictures: list[TakenPicture] = []
        self._reading = 0
        self.setAcceptDrops(len(self.rows) == 1)
        self.add = QPushButton("添加照片…")
        self.add.setObjectName("photo-add")
        self.add.setIcon(icon(window.theme, "photo", 16))
        self.add.setToolTip("从文件选，也可以把照片拖到这里")
        self.add.clicked.connect(self._choose)
        holder = QWidget()
        self.grid = QGridLayout(holder)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnStretch(1, 1)
        self.hold(holder)
        self._show()
        if len(self.rows) > 1:
            self.add.setEnabled(False)
            self.add.setToolTip("照片只能随一件事件提交，请逐件添加")
            self.note.setText("照片只能随一件事件提交")

    # --- adding

    def _choose(self) -> None:
        folder = str(self.window_.settings.value("photos/folder", ""))
        paths, _ = QFileDialog.getOpenFileNames(self.window_, "选照片", folder, FILTER)
        if paths:
            self.window_.settings.setValue("photos/folder", str(Path(paths[0]).parent))
            self.add_files(paths)

    def add_files(self, paths: Sequence[str | Path]) -> None:
        """Read files off the GUI thread; those that are no pictures are named."""
        room = MOST - len(self.pictures) - self._reading
        if len(paths) > room:
            self.blame(f"一次最多 {MOST} 张，多出的 {len(paths) - room} 张没有加")
        else:
            self.blame("")
        for path in list(paths)[: max(room, 0)]:
            self._reading += 1
            self._say()
            read, fault = while_alive(self, self._read), while_alive(self, self._not_read)
            self.window_.jobs.run("photos", lambda p=path: read_photo(p), read, fault)  # type: ignore[misc]

    def _read(self, picture: TakenPicture) -> None:
        self._reading -= 1
        if any(held.jpeg == picture.jpeg for held in self.pictures):
            self.blame(f"{picture.name} 已经加过")
        else:
            self.pictures.append(picture)
        self._show()
        self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self._reading -= 1
        self._say()
        self.blame(str(error) if isinstance(error, WanggeError) else f"照片读不出来：{error}")

    def _take_away(self, picture: TakenPicture) -> None:
        self.pictures.remove(picture)
        self._show()
        self.changed.emit()

    def _say(self) -> None:
        held = f"{len(self.pictures)} 张" if self.pictures else "可不填，也可把文件拖进来"
        self.note.setText(f"正在读取 {self._reading} 张…" if self._reading else held)

    # --- showing

    def _show(self) -> None:
        emptied(self.grid, self.add)
        self._say()
        for row, picture in enumerate(self.pictures):
            self._line(row, picture)
        self.grid.addWidget(self.add, len(self.pictures), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _line(self, row: int, picture: TakenPicture) -> None:
        thumb, words, gone = QLabel(), QLabel(), QToolButton()
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(upright(picture.jpeg, THUMB * ratio))
        side = pixmap.copy(0, 0, round(THUMB.width() * ratio), round(THUMB.height() * ratio))
        side.setDevicePixelRatio(ratio)
        thumb.setPixmap(side)
        thumb.setFixedSize(THUMB)
        told, warned = self.words_of(picture)
        words.setText(told)
        words.setWordWrap(True)
        words.setFont(self.window_.theme.font("small"))
        words.setProperty("tone", "" if warned else "secondary")
        gone.setIcon(icon(self.window_.theme, "close", 14))
        gone.setToolTip(f"不要 {picture.name}")
        gone.setAccessibleName(f"不要 {picture.name}")
        gone.clicked.connect(lambda: self._take_away(picture))
        for place, part in enumerate((thumb, words, gone)):
            self.grid.addWidget(part, row, place)

    def words_of(self, picture: TakenPicture) -> tuple[str, bool]:
        """What is told of a picture, and whether it is a warning: 拍摄 今天 10:12 · 已按方向转正 · 离事件 35 米."""
        casework = Casework(self.window_.bridge.county)
        now = self.window_.bridge.clock.now()
        off, most = casework.metres_off(picture, self.rows[0]), casework.settings.photo_metres
        parts = [f"拍摄 {moment(picture.taken_at, now)}" if picture.taken_at else "没有拍摄时间"]
        if picture.turned:
            parts.append("已按方向转正")
        if not picture.placed:
            parts.append("没有自带位置")
        elif off <= most:
            parts.append(f"离事件 {off:,.0f} 米")
        else:
            parts.append(f"⚠ 离事件 {metres_words(off)}，超过 {most} 米，请确认是这一处")
        return " · ".join(parts), picture.placed and off > most

    # --- dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.add_files(paths)
            event.acceptProposedAction()


def metres_words(metres: float) -> str:
    """35 米; from a kilometre on 1.2 公里."""
    return f"{metres:,.0f} 米" if metres < 1000 else f"{metres / 1000:,.1f} 公里"
