"""The window of a file that goes out: what, in which reference system, where to; progress, and where it lies then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.panels.restyle import restyle

KINDS = (
    ("GeoPackage（含 QGIS 样式，全部图层）", ".gpkg"),
    ("Shapefile（每图层一个）", ".shp"),
    ("GeoJSON", ".geojson"),
)
SYSTEMS = (
    (4490, "经纬度 CGCS2000（EPSG:4490）"),
    (4547, "米，中央经线 114°（EPSG:4547）"),
    (4526, "米，带号 38（EPSG:4526）"),
)
PLAN, COUNTY = "plan", "county"


@dataclass(frozen=True)
class Order:
    """What is to be written. content: PLAN or COUNTY. within: the code of a village, empty for all. crs: EPSG."""

    target: Path
    content: str
    within: str
    crs: int
    households: bool


class LeavingWindow(QDialog):
    """`asked(order)` to write; `stopped` to end the work; `shown(path)` to open the folder of what was written."""

    asked = Signal(object)
    stopped = Signal()
    shown = Signal(object)

    def __init__(self, folder: Path, plan: str, village: tuple[str, str], parent: QWidget) -> None:
        """plan: name of the plan on the table, empty for none. village: (code, name) on the table, empty for none."""
        super().__init__(parent)
        self.setObjectName("leaving-window")
        self.setWindowTitle("导出")
        self.setMinimumWidth(520)
        self.busy, self._made, self._own_name = False, Path(), True
        self._folder, self._plan = folder, plan
        self.content, self.within, self.kind, self.crs = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        if plan:
            self.content.addItem(f"方案“{plan}”的改动", PLAN)
        self.content.addItem("现行界线：网格、村、乡镇、县", COUNTY)
        self.within.addItem("全县", "")
        if village[0]:
            self.within.addItem(f"只要{village[1]}", village[0])
        for word, suffix in KINDS:
            self.kind.addItem(word, suffix)
        for code, word in SYSTEMS:
            self.crs.addItem(word, code)
        self.households = QCheckBox("附农户点位（户号、网格、人口，不含姓名）")
        self.path = QLineEdit()
        self.path.setObjectName("leaving-path")
        self._build()
        self._name_file()
        self.path.setFocus()
        self.path.selectAll()

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for word, control in (("内容", self.content), ("范围", self.within), ("格式", self.kind), ("坐标系", self.crs)):
            control.setAccessibleName(word)
            form.addRow(word, control)
            control.activated.connect(self._judge if control is not self.kind else self._kind_chosen)
        self.content.activated.connect(self._name_file)
        self.within.activated.connect(self._name_file)
        form.addRow("", self.households)
        browse = QPushButton("选择…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.path, 1)
        place.addWidget(browse)
        self.path.setAccessibleName("文件")
        self.path.textEdited.connect(self._typed)
        self.path.textChanged.connect(self._judge)
        form.addRow("文件", place)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.hide()
        self.said = QLabel("")
        self.said.setObjectName("leaving-said")
        self.said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.folder = QPushButton("打开文件夹")
        self.folder.setObjectName("leaving-folder")
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(lambda: self.shown.emit(self._made))
        self.folder.hide()
        self.close_ = QPushButton("取消")
        self.close_.setObjectName("leaving-close")
        self.close_.setAutoDefault(False)
        self.close_.clicked.connect(self.reject)
        self.go = QPushButton("导出")
        self.go.setObjectName("leaving-go")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(lambda: self.asked.emit(self.order()))
        row = QHBoxLayout()
        row.addWidget(self.folder)
        row.addStretch(1)
        row.addWidget(self.close_)
        row.addWidget(self.go)
        return row

    def order(self) -> Order:
        """As it stands."""
        county = self.content.currentData() == COUNTY
        within = str(self.within.currentData()) if county else ""
        crs = int(self.crs.currentData()) if self.crs.isEnabled() else SYSTEMS[0][0]
        return Order(
            self.target(), str(self.content.currentData()), within, crs, county and self.households.isChecked()
        )

    def target(self) -> Path:
        """The file, with the ending of its kind where none is typed."""
        path = Path(self.path.text().strip())
        known = {suffix for _, suffix in KINDS}
        return path if path.suffix.lower() in known else Path(f"{path}{self.kind.currentData()}")

    # --- what is shown

    def show_work(self, words: str, share: float) -> None:
        self.busy = True
        self.bar.setRange(0, 1000 if share > 0 else 0)
        self.bar.setValue(round(share * 1000))
        self.bar.show()
        self._say(words, "secondary")
        self.folder.hide()
        self._judge()

    def show_made(self, files: list[Path]) -> None:
        """Where it lies."""
        self.busy, self._made = False, files[0]
        more = f"，共 {len(files)} 个 Shapefile" if len(files) > 1 else ""
        self._say(f"✓ 已导出到 {files[0]}{more}。", "")
        self.bar.hide()
        self.folder.show()
        self.close_.setText("关闭")
        self._judge()
        self.folder.setFocus()

    def show_stopped(self, words: str) -> None:
        """As was asked, and so no error."""
        self._at_rest(words, "secondary")

    def show_failure(self, words: str) -> None:
        self._at_rest(words, "error")

    def _at_rest(self, words: str, tone: str) -> None:
        self.busy = False
        self._say(words, tone)
        self.bar.hide()
        self._judge()
        self.path.setFocus()

    def _say(self, words: str, tone: str) -> None:
        self.said.setText(words)
        restyle(self.said, "tone", tone)

    def _judge(self) -> None:
        county = self.content.currentData() == COUNTY
        degrees = self.target().suffix.lower() == ".geojson"
        for control, fine, why in (
            (self.content, True, ""),
            (self.kind, True, ""),
            (self.within, county, "方案只含它改动的村"),
            (self.households, county, "方案已含换网格的农户"),
            (self.crs, not degrees, "GeoJSON 只用经纬度（EPSG:4490）"),
        ):
            control.setEnabled(fine and not self.busy)
            control.setToolTip("" if fine else why)
        why = "正在写出" if self.busy else ("" if self.path.text().strip() else "请写文件名")
        self.path.setEnabled(not self.busy)
        self.go.setEnabled(not why)
        self.go.setToolTip(why)

    def _typed(self) -> None:
        """A name that was typed stays, and its ending says the kind."""
        self._own_name = False
        at = self.kind.findData(Path(self.path.text().strip()).suffix.lower())
        if at >= 0:
            self.kind.setCurrentIndex(at)

    def _kind_chosen(self) -> None:
        path = Path(self.path.text().strip())
        if path.suffix.lower() in {suffix for _, suffix in KINDS}:
            self.path.setText(str(path.with_suffix(str(self.kind.currentData()))))
        self._judge()

    def _name_file(self) -> None:
        if self._own_name:
            name = self._plan if self.content.currentData() == PLAN else "现行网格"
            if self.content.currentData() == COUNTY and self.within.currentData():
                name = f"{self.within.currentText().removeprefix('只要')}网格"
            name = name.replace("/", "-").replace("\\", "-")
            self.path.setText(str(self._folder / f"{name}{self.kind.currentData()}"))
        self._judge()

    def _browse(self) -> None:
        patterns = ";;".join(f"{word} (*{suffix})" for word, suffix in KINDS)
        path, chosen = QFileDialog.getSaveFileName(self, "导出到", self.path.text(), patterns)
        if path:
            self._own_name = False
            if Path(path).suffix.lower() not in {suffix for _, suffix in KINDS}:
                path += next(suffix for _, suffix in KINDS if f"*{suffix})" in chosen)
            self.path.setText(path)
            self.kind.setCurrentIndex(self.kind.findData(Path(path).suffix.lower()))
            self._judge()

    def reject(self) -> None:
        """While it is written the button stops it; the window goes with the next."""
        self.stopped.emit()
        if not self.busy:
            super().reject()
