"""Choose the raster base of the map: none, a tile pack of this machine, or a tile server with the county's own key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.basemaps import BaseMap, BaseMaps
from desktop.dialogs.base_map_form import ServerForm
from desktop.icons import icon
from desktop.panels.restyle import restyle

if TYPE_CHECKING:
    from desktop.window import Window

WIDTH_PX = 540
STATUS_EVERY_MS = 1000
LEAD = "底图垫在边界和事件下面，只影响这台电脑。没有网络时显示已缓存的瓦片；不用底图，其他功能都不受影响。"


class BaseMapDialog(QDialog):
    """A list to choose from, two ways to add, and how the chosen one fares. Choosing takes effect at once."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setObjectName("base-map")
        self.setWindowTitle("底图")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        self._theme = window.theme
        self._maps: BaseMaps = window.base_maps
        self._group = QButtonGroup(self)
        self._lay_out()
        self._maps.changed.connect(self._changed)
        self._maps.failed.connect(self._failed)
        self._timer = QTimer(self, interval=STATUS_EVERY_MS)
        self._timer.timeout.connect(self._show_status)
        self._timer.start()
        self.refresh()

    def _lay_out(self) -> None:
        lead = QLabel(LEAD)
        lead.setWordWrap(True)
        lead.setProperty("tone", "secondary")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._rows.setContentsMargins(0, 0, 8, 0)
        holder = QWidget()
        holder.setLayout(self._rows)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(holder)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._status = QLabel()
        self._status.setObjectName("base-map-status")
        self._status.setWordWrap(True)
        self.form = ServerForm()
        self.form.hide()
        self.form.given.connect(self._add)
        self.form.cancelled.connect(lambda: self._show_form(False))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        for widget in (lead, self._area, self._status, self.form):
            column.addWidget(widget)
        column.addWidget(self._foot())
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)

    def _foot(self) -> QWidget:
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        pack, server, close = QPushButton("添加瓦片包…"), QPushButton("添加网络底图…"), QPushButton("关闭")
        pack.setToolTip("本机的 .mbtiles 文件，不需要网络")
        server.setToolTip("XYZ、WMTS 地址，或用本县密钥的天地图")
        pack.clicked.connect(self._choose_pack)
        server.clicked.connect(lambda: self._show_form(True))
        close.clicked.connect(self.reject)
        row.addWidget(pack)
        row.addWidget(server)
        row.addStretch(1)
        row.addWidget(close)
        return self._buttons

    # --- the list

    def _changed(self) -> None:
        if self.form.isVisible():
            self._show_form(False)
        self.refresh()

    def refresh(self) -> None:
        """The list as it stands, the one in use marked."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows.addWidget(self._row(None))
        for base in self._maps.list:
            self._rows.addWidget(self._row(base))
        self._rows.addStretch(1)
        shown = min(len(self._maps.list) + 1, 6)
        self._area.setFixedHeight(44 * shown + 4)
        self._show_status()

    def _row(self, base: BaseMap | None) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        choice = QRadioButton(base.name if base else "不用底图")
        choice.setChecked(base == self._maps.current)
        choice.clicked.connect(lambda: self._choose(base))
        self._group.addButton(choice)
        row.addWidget(choice)
        note = QLabel()
        note.setProperty("tone", "tertiary")
        words = "" if base is None else base.address
        note.setText(note.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, 260))
        note.setToolTip(words)
        row.addWidget(note, 1)
        if base is not None:
            remove = QPushButton()
            remove.setProperty("kind", "quiet")
            remove.setIcon(icon(self._theme, "trash"))
            remove.setFixedWidth(36)
            remove.setAutoDefault(False)
            remove.setAccessibleName(f"从列表中去掉 {base.name}")
            remove.setToolTip("从列表中去掉（不删除瓦片包文件）")
            remove.clicked.connect(lambda: self._maps.remove(base))
            row.addWidget(remove)
        line.setFixedHeight(40)
        return line

    def _choose(self, base: BaseMap | None) -> None:
        self._say("" if base is None else f"正在打开 {base.name}…")
        self._maps.use(base)

    # --- adding

    def _choose_pack(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择瓦片包", "", "瓦片包 (*.mbtiles);;所有文件 (*)")
        if path:
            self._add(BaseMap(Path(path).stem, path))

    def _add(self, base: BaseMap) -> None:
        """What cannot be opened does not enter the list; a server need not answer for that."""
        self._say(f"正在打开 {base.name}…")
        self._maps.add(base)

    def _show_form(self, shown: bool) -> None:
        self.form.setVisible(shown)
        self._buttons.setVisible(not shown)
        if shown:
            self.form.begin()
        self.adjustSize()

    # --- how it fares

    def _failed(self, base: BaseMap, error: Exception) -> None:
        self.refresh()
        if self.form.isVisible():
            self.form.complain(str(error))
        else:
            self._say(f"没能打开 {base.name}：{error}", "error")
            self._timer.stop()

    def _show_status(self) -> None:
        self._timer.start()
        source = self._maps.source
        if source is None:
            self._say("当前不用底图。")
        elif source.status:
            trouble = source.health.trouble
            why = f"：{trouble}" if trouble and trouble not in source.status else ""
            self._say(f"{source.status}{why}", "error" if trouble else "secondary")
        else:
            levels = f"级别 {source.min_zoom}–{source.max_zoom}"
            credit = f" · {source.attribution}" if source.attribution else ""
            self._say(f"正在使用：{source.name} · {levels}{credit}")

    def _say(self, words: str, tone: str = "secondary") -> None:
        if (words, tone) == (self._status.text(), self._status.property("tone")):
            return
        self._status.setText(words)
        restyle(self._status, "tone", tone)
