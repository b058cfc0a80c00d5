"""How a file is to be read, where the program cannot or should not tell: layer, reference system, columns, distance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.planning.exchange.found import ASKED, Choices, Found

DATUMS = (("", "自动判断"), ("wgs84", "WGS-84 / CGCS2000"), ("gcj02", "GCJ-02（火星坐标）"), ("bd09", "BD-09（百度）"))
BY_ITSELF, NONE = "\0auto", ""
MOST_SNAP_M = 5.0


class ReadingForm(QWidget):
    """The evidence of what was decided, and below it what can be decided otherwise. `chosen` after every choice."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.evidence = QFormLayout()
        self.evidence.setVerticalSpacing(4)
        self.layer, self.datum, self.snap = QComboBox(), QComboBox(), QDoubleSpinBox()
        self.columns: dict[str, QComboBox] = {}
        for key, word in DATUMS:
            self.datum.addItem(word, key)
        self.snap.setRange(0.0, MOST_SNAP_M)
        self.snap.setDecimals(2)
        self.snap.setSingleStep(0.05)
        self.snap.setSuffix(" 米")
        self.snap.setKeyboardTracking(False)
        self.snap.setToolTip("文件里的界点离现有界点不到这么远，就取现有界点；0 为一律不对齐")
        self.layer.activated.connect(self._other_layer)
        self.datum.activated.connect(self.chosen)
        self.snap.valueChanged.connect(self._other_distance)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(self.evidence)
        column.addSpacing(8)
        column.addLayout(self.grid)
        column.addStretch(1)
        self._asked: str | None = None
        self._snaps = False  # whether the distance shown was used or chosen
        self.told: tuple[tuple[str, str], ...] = ()

    def choices(self) -> Choices:
        """As it stands."""
        told = {name: str(box.currentData()) for name, box in self.columns.items() if box.currentData() != BY_ITSELF}
        layer = str(self.layer.currentData() or "") if self.layer.count() > 1 else ""
        snap = round(self.snap.value(), 3) if self._snaps else None
        return Choices(str(self.datum.currentData()), layer, told, snap)

    def show_found(self, found: Found) -> None:
        """What was read, and how. Choices made before stay."""
        self._show_evidence(found)
        self._lay_out(found.kind)
        contents = found.contents
        self.layer.clear()
        for name in contents.layers:
            self.layer.addItem(name, name)
        self.layer.setCurrentIndex(max(self.layer.findData(contents.layer), 0))
        self.layer.setEnabled(len(contents.layers) > 1)
        self.layer.setToolTip("" if len(contents.layers) > 1 else "文件只有一个图层")
        if contents.snap_m is not None:
            self._snaps = True
            self.snap.blockSignals(True)
            self.snap.setValue(contents.snap_m)
            self.snap.blockSignals(False)
        for name, box in self.columns.items():
            self._fill(box, contents.columns.get(name, ""), contents.headings)

    def _fill(self, box: QComboBox, recognised: str, headings: tuple[str, ...]) -> None:
        before = box.currentData()
        box.clear()
        box.addItem(f"自动：{recognised}" if recognised and before in (None, BY_ITSELF) else "自动", BY_ITSELF)
        box.addItem("没有这一列", NONE)
        for heading in dict.fromkeys(h for h in headings if h):
            box.addItem(heading, heading)
        box.setCurrentIndex(max(box.findData(before), 0) if before is not None else 0)

    def _show_evidence(self, found: Found) -> None:
        self.told = found.evidence
        while self.evidence.rowCount():
            self.evidence.removeRow(0)
        for head, words in found.evidence:
            label = QLabel(words)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.evidence.addRow(head, label)

    def _lay_out(self, kind: str) -> None:
        if self._asked == kind:
            return
        self._asked = kind
        self.columns = {name: QComboBox() for name, _ in ASKED[kind]}
        cells: list[tuple[str, QWidget]] = [("图层", self.layer), ("经纬度按", self.datum)]
        for name, word in ASKED[kind]:
            box = self.columns[name]
            box.setObjectName(f"arrival-column-{name}")
            box.activated.connect(self.chosen)
            cells.append((word, box))
        cells.append(("对齐距离", self.snap))
        for at, (word, control) in enumerate(cells):
            label = QLabel(word)
            label.setBuddy(control)
            control.setAccessibleName(word)
            control.setMinimumWidth(120)
            self.grid.addWidget(label, at // 2, at % 2 * 2)
            self.grid.addWidget(control, at // 2, at % 2 * 2 + 1)
        households = "serial" not in self.columns
        self.snap.setEnabled(not households)
        if households:
            self.snap.setToolTip("农户是点，没有要对齐的界点")

    def _other_distance(self) -> None:
        self._snaps = True
        self.chosen.emit()

    def _other_layer(self) -> None:
        """Columns of another layer are other columns."""
        for box in self.columns.values():
            box.setCurrentIndex(0)
        self.chosen.emit()
