"""The controls of the form and how they stand: as the design has them for a pane of 500 px; wide places give the map
a column of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.office.register.clock_line import ClockLine
from desktop.office.register.hints import HintStrip
from desktop.office.register.photo_strip import PhotoStrip
from desktop.office.register.pick_box import PickBox
from desktop.office.register.pin_map import PinMap
from desktop.panels.field import Field
from desktop.panels.yielding_line import YieldingLine
from desktop.theme import Theme
from gis.events.states import SOURCE_WORD
from gis.workflow.report import TITLE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIDE_PX, GAP_PX, TEXT_PX, CONTROL_PX = 16, 8, 62, 28
MUST = "必填"
MOST_PX = 760  # of the fields; wider lines are no easier to fill
CLOSEST_M, FAREST_M = 0.8, 5.0  # metres a pixel, between which a grid is shown


class SteadyBox(QComboBox):
    """A box of choices that the wheel does not change by the way."""

    def wheelEvent(self, event) -> None:
        event.ignore()


class PlainText(QPlainTextEdit):
    """A text that Tab leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(TEXT_PX)

    def sizeHint(self) -> QSize:
        return QSize(200, TEXT_PX)


class FormLayout(QWidget):
    """Controls by name; what they mean is FormBody's."""

    def __init__(
        self,
        theme: Theme,
        find_item: Callable[[str], Sequence[int]],
        find_village: Callable[[str], Sequence[int]],
    ) -> None:
        """find_item(query), find_village(query): places in the lists of choices, best first."""
        super().__init__()
        self.theme = theme
        self.wide = False
        self._make(find_item, find_village)
        self._lay_out(theme)

    def _make(self, find_item: Callable, find_village: Callable) -> None:
        theme = self.theme
        self.source = SteadyBox()
        for source, word in SOURCE_WORD.items():
            self.source.addItem(word, int(source))
        self.reporter, self.phone, self.title = YieldingLine(), YieldingLine(), YieldingLine()
        self.title.setMaxLength(TITLE_LENGTH)
        self.item = PickBox(theme, find_item, "名称、拼音或首字母")
        self.matter = SteadyBox()
        self.text = PlainText()
        self.village = PickBox(theme, find_village, "村名、拼音首字母或代码")
        self.grid = SteadyBox()
        self.worker = QLineEdit()
        self.worker.setReadOnly(True)
        self.worker.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map, self.photos, self.clock = PinMap(theme), PhotoStrip(theme), ClockLine(theme)
        self.screening, self.twins, self.flags = HintStrip(theme), HintStrip(theme), HintStrip(theme)
        names = {"source": self.source, "reporter": self.reporter, "phone": self.phone, "item": self.item,
                 "matter": self.matter, "title": self.title, "text": self.text, "village": self.village,
                 "grid": self.grid, "map": self.map, "clock": self.clock, "photos": self.photos}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(f"register-{name}")

    def _lay_out(self, theme: Theme) -> None:
        self.fields = {
            "source": Field(theme, "来源", self.source),
            "reporter": Field(theme, "上报人", self.reporter),
            "phone": Field(theme, "电话", self.phone),
            "item": Field(theme, "类别", self.item, MUST),
            "matter": Field(theme, "事项", self.matter, MUST),
            "title": Field(theme, "事由", self.title, MUST),
            "text": Field(theme, "描述", self.text),
            "division": Field(theme, "村居", self.village, MUST),
            "grid": Field(theme, "网格", self.grid),
            "worker": Field(theme, "网格员", self.worker),
        }
        for name, field in self.fields.items():
            field.control.setProperty("dense", True)
            if name != "text":
                field.control.setFixedHeight(CONTROL_PX)
        left = QVBoxLayout()
        left.setSpacing(GAP_PX)
        left.addLayout(self._line(("source", 119), ("reporter", 134), ("phone", 194)))
        left.addLayout(self._line(("item", 254), ("matter", 203)))
        for part in (self.fields["title"], self.fields["text"], self.screening, self.twins):
            left.addWidget(part)
        left.addLayout(self._line(("division", 258), ("grid", 86), ("worker", 103)))
        left.addWidget(self.map, 1)
        for below in (self.flags, self.photos, self.clock):
            left.addWidget(below)
        left.addStretch(0)
        self._left, self._both = left, QHBoxLayout(self)
        self._both.setContentsMargins(SIDE_PX, 8, SIDE_PX, 8)
        self._both.setSpacing(SIDE_PX)
        self._part = QWidget()
        self._part.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._part.setMaximumWidth(MOST_PX)
        self._both.addWidget(self._part, 1)
        self._both.addStretch(0)

    def set_wide(self, wide: bool) -> None:
        """In a wide place the map stands beside the fields; else between them."""
        if wide == self.wide:
            return
        self.wide = wide
        if wide:
            self._left.removeWidget(self.map)
            self._both.insertWidget(1, self.map, 1)
        else:
            self._both.removeWidget(self.map)
            self._left.insertWidget(self._left.indexOf(self.flags), self.map, 1)
        self._left.setStretch(self._left.count() - 1, int(wide))
        self.text.setMaximumHeight(2 * TEXT_PX if wide else TEXT_PX)
        self.text.setMinimumHeight(2 * TEXT_PX if wide else TEXT_PX)

    def order_keys(self) -> None:
        """Tab goes through the fields as they are read."""
        chain = [
            self.source, self.reporter, self.phone, self.item, self.matter, self.title, self.text, self.village,
            self.grid, self.map, self.photos.add, self.clock,
        ]  # fmt: skip
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _line(self, *parts: tuple[str, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, share in parts:
            self.fields[name].setMinimumWidth(60)
            row.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        return row

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for field in self.fields.values():
            field.set_theme(theme)
        parts = (self.item, self.village, self.map, self.photos, self.clock, self.screening, self.twins, self.flags)
        for part in parts:
            part.set_theme(theme)
