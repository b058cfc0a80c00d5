"""The county's own numbers as rows: working hours, limits of the flow, reminders, sign-in. A changed one is marked."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.panels.field import roomy
from desktop.theme import Theme
from gis.foundation.settings import WORDS, Settings, hours_words

GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "工作时间与提醒": (
        ("office_hours", "工作日时限到最后一段结束时为止；中间空着的是午休"),
        ("remind_shares", "时限用去几成时各提醒一次，如 0.5,0.75,0.9"),
    ),
    "流转": (
        ("return_limit", "一件事最多退单几次，之后只能由调度员协调"),
        ("extension_limit", "一件事最多延期几次"),
        ("extension_days_most", "一次延期最多几个工作日"),
        ("reopen_days", "办结后几个自然日内可以重开"),
        ("rework_floor_share", "返工至少还给办结时限的几成"),
        ("check_before_close", "不经核查不能办结"),
        ("merge_metres", "推荐并案：相距不超过"),
        ("merge_hours", "推荐并案：上报相隔不超过"),
    ),
    "登录与锁屏": (
        ("lock_minutes", "无人操作多久后锁屏，0 为不锁"),
        ("sign_in_tries", "连续输错几次口令后须等待"),
        ("sign_in_wait_s", "第一次等待的秒数，此后每错一次加倍"),
        ("sign_in_wait_most_s", "等待最多到多少秒"),
        ("password_length", "口令最少几位"),
    ),
}


class HoursEdit(QWidget):
    """One session, or two with the lunch break between them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edges = [QTimeEdit() for _ in range(4)]
        self.lunch = QCheckBox("午休")
        self.lunch.setObjectName("hours-lunch")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for place, edge in enumerate(self.edges):
            edge.setDisplayFormat("HH:mm")
            edge.setFixedWidth(78)
            roomy(edge)
            edge.setObjectName(f"hours-{place}")
            edge.timeChanged.connect(lambda _: self.changed.emit())
            if place in (1, 3):
                row.addWidget(QLabel("至"))
            row.addWidget(edge)
        row.addWidget(self.lunch)
        row.addStretch(1)
        self.lunch.toggled.connect(self._show_lunch)

    def _show_lunch(self, lunch: bool) -> None:
        for edge in self.edges[1:3]:
            edge.setEnabled(lunch)
        self.changed.emit()

    def set_hours(self, hours: tuple[tuple[int, int], ...]) -> None:
        whole = hours[0][0], hours[0][1], hours[-1][0], hours[-1][1]
        for edge, second in zip(self.edges, whole, strict=True):
            edge.setTime(QTime.fromMSecsSinceStartOfDay(min(second, 86_399) * 1000))
        self.lunch.setChecked(len(hours) > 1)
        self._show_lunch(len(hours) > 1)

    def text(self) -> str:
        """As the settings hold it."""
        first, noon, after, last = (edge.time().msecsSinceStartOfDay() // 1000 for edge in self.edges)
        return hours_words(((first, noon), (after, last)) if self.lunch.isChecked() else ((first, last),))


class Numbers(QScrollArea):
    """`changed` whenever a value is touched."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("numbers")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.controls: dict[str, QWidget] = {}
        self._held: dict[str, str] = {}
        self._words: dict[str, QLabel] = {}
        self._kinds = {field.name: str(field.type) for field in fields(Settings)}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 8, 14, 14)
        column.setSpacing(8)
        for group, names in GROUPS.items():
            title = QLabel(group)
            title.setStyleSheet("font-weight: 600;")
            column.addWidget(title)
            column.addLayout(self._rows(names))
        column.addStretch(1)
        self.setWidget(inner)
        self.set_theme(theme)

    def _rows(self, names: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 190)
        grid.setColumnStretch(2, 1)
        for line, (name, tells) in enumerate(names):
            word, told, control = QLabel(WORDS[name]), QLabel(tells), self._control(name)
            told.setProperty("tone", "tertiary")
            control.setObjectName(f"number-{name}")
            control.setAccessibleName(WORDS[name])
            control.setToolTip(tells)
            self.controls[name], self._words[name] = control, word
            grid.addWidget(word, line, 0)
            if name == "office_hours":
                grid.addWidget(control, line, 1, 1, 2)
            else:
                grid.addWidget(control, line, 1)
                grid.addWidget(told, line, 2)
        return grid

    def _control(self, name: str) -> QWidget:
        if name == "office_hours":
            hours = HoursEdit()
            hours.changed.connect(self._touched)
            return hours
        kind = self._kinds[name]
        if kind == "bool":
            box = QCheckBox("是")
            box.toggled.connect(lambda _: self._touched())
            return box
        if kind == "str":
            line = QLineEdit()
            line.setFixedWidth(140)
            line.textEdited.connect(lambda _: self._touched())
            return line
        spin: QSpinBox | QDoubleSpinBox
        if kind == "float":
            spin = QDoubleSpinBox()
            spin.setRange(0, 1)
            spin.setSingleStep(0.05)
        else:
            spin = QSpinBox()
            spin.setRange(0, 100_000)
        spin.setFixedWidth(140)
        roomy(spin)
        spin.valueChanged.connect(lambda _: self._touched())
        return spin

    def show_settings(self, settings: Settings, hours: tuple[tuple[int, int], ...]) -> None:
        """The numbers in force. hours: the working sessions in force, wherever they come from."""
        self._held = {}
        for name, control in self.controls.items():
            value = getattr(settings, name)
            if isinstance(control, HoursEdit):
                control.set_hours(hours)
            elif isinstance(control, QCheckBox):
                control.setChecked(value)
            elif isinstance(control, QLineEdit):
                control.setText(value)
            elif isinstance(control, QSpinBox | QDoubleSpinBox):
                control.setValue(value)
        self._held = {name: self._text(name) for name in self.controls}
        self._touched()

    def changes(self) -> dict[str, str]:
        """What was changed, by name, as texts."""
        return {name: text for name in self.controls if (text := self._text(name)) != self._held.get(name, text)}

    def _text(self, name: str) -> str:
        control = self.controls[name]
        if isinstance(control, HoursEdit | QLineEdit):
            return control.text()
        if isinstance(control, QCheckBox):
            return "true" if control.isChecked() else "false"
        assert isinstance(control, QSpinBox | QDoubleSpinBox)
        return str(round(control.value(), 4))

    def _touched(self) -> None:
        changed = self.changes()
        for name, label in self._words.items():
            label.setText(f"● {WORDS[name]}" if name in changed else WORDS[name])
        self.changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Dressed by the style sheet alone."""
