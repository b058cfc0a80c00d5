"""The case of one event: what was reported, its clock and five steps, place with a small map, photos, request, duty,
messages. Of several events: how many, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.acts.messages_box import MessagesBox
from desktop.acts.requested import request_words
from desktop.dispatch.inspector_photos import PhotosSection
from desktop.dispatch.inspector_sections import ClockSection, PlaceSection, StepsSection
from desktop.dispatch.inspector_words import (
    class_line,
    clock_of,
    duty_of,
    place_of,
    rule_words,
    steps_of,
)
from desktop.map.small import HEIGHT_PX, SmallMap, Spot
from desktop.office.inbox.dossier import Dossier
from desktop.panels.photo_view import PhotoView
from desktop.theme import Theme
from gis.events.states import STATE_WORD, State, Status

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.snapshot import Snapshot
    from gis.workflow.case_file import CaseFile

SIDE_PX, TALL_PX, MOST_TIES = 16, 960, 5
KEYBOARD_LINKS = Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class CaseView(QScrollArea):
    """Values of the snapshot at once, what the store knows when it is read. `ledger_asked`, `map_asked` with a row."""

    ledger_asked = Signal(int)
    event_asked = Signal(int)  # another event that this one is tied to
    map_asked = Signal(int)

    def __init__(self, window: Window, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window_, self.theme, self.row = window, window.theme, -1
        self._photos: tuple = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()

    def _build(self) -> None:
        theme, body = self.theme, QWidget()
        self.title, self.line = _label(theme, "title"), _label(theme, "small", "secondary")
        self.clock, self.steps = ClockSection(theme), StepsSection(theme)
        self.request = _label(theme, "body")
        self.place, self.map = PlaceSection(theme), SmallMap(theme, self.window_.jobs)
        self.photos = PhotosSection(theme)
        self.duty = _label(theme, "small", "secondary")
        self.ties = _label(theme, "small", "secondary")
        self.ties.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | KEYBOARD_LINKS)
        self.ties.linkActivated.connect(lambda row: self.event_asked.emit(int(row)))
        self.messages = MessagesBox(theme)
        self.sum = _label(theme, "body")
        self.map.setObjectName("case-map")
        column = QVBoxLayout(body)
        column.setContentsMargins(SIDE_PX, 12, SIDE_PX, 12)
        column.setSpacing(6)
        self.singles = (
            self.title, self.line, self.clock, self.steps, self.request, self.ties, self.messages, self.duty,
            self.place, self.map, self.photos,
        )  # fmt: skip
        for part in (*self.singles, self.sum):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(body)
        self.clock.ledger_clicked.connect(lambda: self.ledger_asked.emit(self.row))
        self.place.clicked.connect(lambda: self.map_asked.emit(self.row))
        self.map.clicked.connect(lambda: self.map_asked.emit(self.row))
        self.photos.photo_clicked.connect(self._open_photo)
        self.messages.copied.connect(lambda words: self.window_.toast.done("已复制", words, undo=False))
        self.show_nothing("")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.clock, self.steps, self.place, self.map, self.photos, self.messages):
            part.set_theme(theme)

    # --- what is shown

    def show_nothing(self, words: str) -> None:
        self.row = -1
        self._reveal(single=False)
        self.sum.setText(words)

    def show_many(self, rows: list[int]) -> None:
        """How many, and in which states."""
        self.row = -1
        self._reveal(single=False)
        states = np.bincount(self.window_.bridge.states[np.asarray(rows)], minlength=len(State))
        parts = [f"{STATE_WORD[state]} {int(states[state]):,}" for state in State if states[state]]
        self.sum.setText(
            f"已选 {len(rows):,} 件：{'、'.join(parts)}。\n下面的动作一次办完，能办的都办，不能办的会说明原因。"
        )

    def show_event(self, row: int) -> None:
        """What memory knows of an event."""
        bridge = self.window_.bridge
        snapshot, now, other = bridge.snapshot, bridge.clock.now(), row != self.row
        state = State(int(bridge.states[row]))
        self.row = row
        self._reveal(single=True)
        item = snapshot.items.name[int(snapshot.events.item[row])]
        self.title.setText(snapshot.events.description[row])
        self.line.setText(f"{snapshot.events.number(row)} · {item} · {class_line(snapshot, row)}")
        county = bridge.county
        self.clock.set_clock(
            clock_of(snapshot, row, state, now, county.calendar), rule_words(snapshot, row, county.rules)
        )
        self.clock.setVisible(bool(snapshot.events.close_due[row] or snapshot.events.reply_due[row]))
        self.steps.set_steps(steps_of(snapshot, row, now))
        self.place.set_place(place_of(snapshot, row))
        x_m, y_m = float(snapshot.events.x[row]), float(snapshot.events.y[row])
        self.map.show_spot(snapshot, Spot(x_m, y_m, int(snapshot.events.division[row]), state))
        self.duty.setText(self._duty_words(row))
        if other:
            self.verticalScrollBar().setValue(0)
            self._photos = ()
            self.photos.set_photos(None, int(snapshot.events.photos[row]))
            self.messages.show_messages(())
        if other or self.request.text() == "":
            self.request.hide()
        if other or self.ties.text() == "":
            self.ties.hide()

    def show_dossier(self, found: Dossier) -> None:
        """What the store knows of it."""
        self._photos = found.photos
        self.photos.set_photos(found.photos, len(found.photos))
        self.messages.show_messages(found.messages)
        now = self.window_.bridge.clock.now()
        self.request.setText(f"待批：{request_words(found.request, now)}" if found.request is not None else "")
        self.request.setVisible(found.request is not None)
        file, snapshot = found.docket.file(found.rows[0]), self.window_.bridge.snapshot
        self.ties.setText(ties_words(snapshot, file, self.theme.ui["accent_text"].name()))
        self.ties.setVisible(bool(self.ties.text()))

    def tick(self, now: int) -> None:
        """The second hand."""
        if self.row >= 0:
            bridge = self.window_.bridge
            state = State(int(bridge.states[self.row]))
            self.clock.set_clock(clock_of(bridge.snapshot, self.row, state, now, bridge.county.calendar))

    def _duty_words(self, row: int) -> str:
        """现由 水务局 处置 · 主责 …; who should act where nobody does yet."""
        snapshot = self.window_.bridge.snapshot
        duty, held = duty_of(snapshot, row), int(snapshot.events.unit[row])
        if held >= 0:
            done = snapshot.events.status[row] >= Status.RESOLVED
            verb = "办理单位" if done else "现由"
            return f"{verb} {snapshot.units.name[held]}{'' if done else ' 处置'} · {duty.basis}"
        return f"去向 {duty.name or '未定'} · {duty.role} · {duty.basis}".replace(" ·  · ", " · ")

    def _open_photo(self, index: int) -> None:
        if self._photos:
            view = PhotoView(self.theme, self.window())
            view.open_photos(self._photos, min(index, len(self._photos) - 1))

    def _reveal(self, single: bool) -> None:
        for part in self.singles:
            part.setVisible(single)
        self.sum.setVisible(not single)

    def resizeEvent(self, event) -> None:
        """A tall window shows more of the map."""
        super().resizeEvent(event)
        self.map.set_height(HEIGHT_PX if self.window_.height() < TALL_PX else 2 * HEIGHT_PX)

    def sizeHint(self) -> QSize:
        return QSize(500, 500)


def ties_words(snapshot: Snapshot, file: CaseFile, colour: str) -> str:
    """已请 城管局 协办; 并入 JL20261123-0271; 另有 2 件并入本件：… as rich text whose links are event rows."""
    names = {int(key): snapshot.units.name[at] for at, key in enumerate(snapshot.units.id.tolist())}
    helping = "、".join(names.get(unit, "—") for unit, _ in file.assisting)

    def link(event: int) -> str:
        row = snapshot.events.row_of(event)
        number = snapshot.events.number(row) if row >= 0 else "—"
        return f'<a href="{row}" style="color:{colour}">{number}</a>'

    parts = [f"已请 {helping} 协办"] if helping else []
    if file.parent:
        parts.append(f"已并入 {link(file.parent)}，由它继续办理")
    if file.children:
        listed = "、".join(link(child) for child in file.children[:MOST_TIES])
        more = f" 等 {len(file.children)} 件" if len(file.children) > MOST_TIES else ""
        parts.append(f"并入本件：{listed}{more}，结果会告知每位上报人")
    return "；".join(parts)


def _label(theme: Theme, step: str, tone: str = "") -> QLabel:
    label = QLabel()
    label.setFont(theme.font(step))
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if tone:
        label.setProperty("tone", tone)
    return label
