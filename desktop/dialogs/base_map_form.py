"""The fields of a tile server: which kind, address, the county's key, credit."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.basemaps import BaseMap

KINDS = (
    ("XYZ 或 WMTS 地址", ""),
    ("天地图 矢量", "tianditu:vec"),
    ("天地图 影像", "tianditu:img"),
    ("天地图 地形", "tianditu:ter"),
)
EXAMPLE = "http://服务器/tiles/{z}/{x}/{y}.png"
ADDRESS_TIP = (
    "XYZ：地址里写出 {z}/{x}/{y}（行号自南向北的写 {-y}）\n"
    "WMTS：服务地址加 ?layer=图层&tilematrixset=矩阵集，或带 {TileMatrix}/{TileRow}/{TileCol} 的模板\n"
    "密钥的位置写 {key}"
)


class ServerForm(QWidget):
    """`given` carries a base map with an address; whether it can be used is judged by whoever takes it."""

    given = Signal(object)  # BaseMap
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QComboBox()
        for words, address in KINDS:
            self.kind.addItem(words, address)
        self.name, self.address, self.key, self.credit = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.address.setPlaceholderText(EXAMPLE)
        self.address.setToolTip(ADDRESS_TIP)
        self.name.setPlaceholderText("列表里显示的名字")
        self.credit.setPlaceholderText("例如 审图号或提供单位")
        self.trouble = QLabel()
        self.trouble.setProperty("tone", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        fields = (("类型", self.kind), ("地址", self.address), ("密钥", self.key), ("名称", self.name))
        for words, field in (*fields, ("版权说明", self.credit)):
            field.setAccessibleName(words)
            form.addRow(words, field)
        self.add = QPushButton("添加并使用")
        self.add.setProperty("kind", "primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self.give)
        cancel = QPushButton("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.cancelled)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addLayout(foot)
        self.kind.currentIndexChanged.connect(self._judge)
        for line in (self.address, self.key):
            line.textChanged.connect(self._judge)
        for line in (self.address, self.key, self.name, self.credit):
            line.returnPressed.connect(self.give)
        self._judge()

    def begin(self) -> None:
        """Ready for a new entry."""
        for line in (self.name, self.address, self.key, self.credit):
            line.clear()
        self.kind.setCurrentIndex(0)
        self.address.setFocus()

    def complain(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def give(self) -> None:
        if self.add.isEnabled():
            self.given.emit(self.base())

    def base(self) -> BaseMap:
        """What the fields say; a name is made where none was given."""
        preset = str(self.kind.currentData())
        address = preset or self.address.text().strip()
        made = self.kind.currentText() if preset else urlsplit(address).netloc or address
        return BaseMap(self.name.text().strip() or made, address, self.key.text().strip(), self.credit.text().strip())

    def _judge(self) -> None:
        preset = bool(self.kind.currentData())
        self.address.setEnabled(not preset)
        self.key.setPlaceholderText(
            "本县在天地图官网申请的密钥" if preset else "可不填；只存在这台电脑上，不进设置文件"
        )
        lacking = ""
        if preset and not self.key.text().strip():
            lacking = "先填写密钥"
        elif not preset and "://" not in self.address.text():
            lacking = "先填写以 http:// 或 https:// 开头的地址"
        self.add.setEnabled(not lacking)
        self.add.setToolTip(lacking)
        self.complain("")
