"""The inspector: one event, or the sum of several, on a card that floats over the map. Values in, signals out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.acts.bar import fill_menu
from desktop.dispatch.inspector_duty import DutySection
from desktop.dispatch.inspector_footer import FOOTER_PX, Footer
from desktop.dispatch.inspector_header import HEADER_PX, HeaderSection
from desktop.dispatch.inspector_history import HistorySection
from desktop.dispatch.inspector_many import ManySection, many_face
from desktop.dispatch.inspector_photos import PhotosSection
from desktop.dispatch.inspector_sections import BODY_PX, ClockSection, PlaceSection, Section, StepsSection, TitleSection
from desktop.dispatch.inspector_words import (
    class_line,
    clock_of,
    duty_of,
    may_assign,
    place_of,
    plain_calendar,
    rule_words,
    steps_of,
)
from desktop.panels.floating import FloatingCard
from desktop.panels.photo_view import PhotoView
from desktop.theme import Theme
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import Rule
from gis.events.states import State, Status
from gis.records import HistoryLine, Photo
from gis.snapshot import Snapshot
from gis.workflow.fit import UnitFit

if TYPE_CHECKING:
    from gis.workspace.casework import Offer

WIDTH_PX = 348


class Inspector(FloatingCard):
    """348 px wide; as tall as its content, at most its maximum height (then it scrolls inside)."""

    assign_requested = Signal(int)  # row in Units
    pick_requested = Signal()
    close_requested = Signal()
    locate_requested = Signal(int)  # row in Events
    list_requested = Signal(int)
    ledger_requested = Signal(int)
    photo_opened = Signal(int)  # index of the photo
    act_requested = Signal(str)  # a kind of act
    print_requested = Signal()  # 工单 of what is shown
    messages_requested = Signal()  # 告知短信 of the event shown
    copied = Signal(str)  # what went to the clipboard, in a few words

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("事件详情")
        self._snapshot: Snapshot | None = None
        self._row = -1
        self._rows = np.empty(0, np.int32)
        self._photos: Sequence[Photo] = ()
        self._calendar = plain_calendar()
        self._rules: tuple[Rule, ...] = ()
        self._acts: Sequence[Offer] = ()
        self._count = 0
        self._build(theme)
        self._connect()
        self.resize(WIDTH_PX, 400)

    def _build(self, theme: Theme) -> None:
        self.header = HeaderSection(theme, self)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._body = _Ground(theme)
        self.title = TitleSection(theme)
        self.clock = ClockSection(theme)
        self.steps = StepsSection(theme)
        self.place = PlaceSection(theme)
        self.photos = PhotosSection(theme)
        self.duty = DutySection(theme)
        self.history = HistorySection(theme)
        self.many = ManySection(theme)
        self._column = column = QVBoxLayout(self._body)
        column.setContentsMargins(16, 1, 16, 0)
        column.setSpacing(0)
        gaps = {self.steps: 7, self.place: 5, self.photos: 13}
        self._gaps: dict[QWidget, QWidget] = {}
        for section in (*self._singles(), self.many):
            section.setFixedWidth(BODY_PX)
            column.addWidget(section)
            if section in gaps:
                gap = QWidget()
                gap.setFixedHeight(gaps[section])
                self._gaps[section] = gap
                column.addWidget(gap)
        column.addStretch(1)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self.footer = Footer(theme, self)
        self.more_menu = QMenu(self)

    def _singles(self) -> tuple[QWidget, ...]:
        return self.title, self.clock, self.steps, self.place, self.photos, self.duty, self.history

    def _connect(self) -> None:
        self.header.close_clicked.connect(self.close_requested)
        self.header.list_clicked.connect(lambda: self.list_requested.emit(self._row))
        self.clock.ledger_clicked.connect(lambda: self.ledger_requested.emit(self._row))
        self.place.clicked.connect(lambda: self.locate_requested.emit(self._row))
        self.photos.photo_clicked.connect(self.open_photo)
        self.history.toggled.connect(lambda _open: self._settle())
        self.footer.assign_clicked.connect(self.assign_requested)
        self.footer.pick_clicked.connect(self.pick_requested)
        self.footer.more.clicked.connect(self.open_more)
        self.footer.act_clicked.connect(self.act_requested)

    # --- set once

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.header, self.footer, self.title, self.clock, self.steps, self.place):
            part.set_theme(theme)
        for section in (self._body, self.photos, self.duty, self.history, self.many):
            section.set_theme(theme)

    def set_calendar(self, calendar: WorkCalendar, rules: tuple[Rule, ...] = ()) -> None:
        """The county's working days and limits, for the words of the clock; weekends alone until set."""
        self._calendar, self._rules = calendar, rules

    # --- what is shown

    @property
    def row(self) -> int:
        """The event shown, -1 when it is several."""
        return self._row

    @property
    def rows(self) -> np.ndarray:
        return self._rows

    def show_event(
        self,
        row: int,
        snapshot: Snapshot,
        state: State | int,
        now: int,
        history: Sequence[HistoryLine] | None = None,
        photos: Sequence[Photo] | None = None,
        fits: Sequence[UnitFit] | UnitFit | None = None,
    ) -> None:
        """Show one event. `history` and `photos` None: still being read, call again when they are there. `fits`: how
        the units fit it (all of them, or the suggested one alone)."""
        if row != self._row:
            self._scroll.verticalScrollBar().setValue(0)
        self._snapshot, self._row = snapshot, row
        self._rows = np.array([row], np.int32)
        self._photos = photos or ()
        self._reveal(single=True)
        events = snapshot.events
        self.title.set_words(events.description[row], class_line(snapshot, row))
        self.clock.set_clock(self._face(State(state), now), rule_words(snapshot, row, self._rules))
        self.header.set_event(State(state), events.number(row))
        self.steps.set_steps(steps_of(snapshot, row, now))
        self.place.set_place(place_of(snapshot, row))
        self.photos.set_photos(photos, int(events.photos[row]))
        self._gaps[self.photos].setVisible(not self.photos.isHidden())
        self.history.set_history(history, now)
        self._offer(row, snapshot, [fits] if isinstance(fits, UnitFit) else list(fits or ()))
        self.setAccessibleDescription(events.description[row])
        self._settle()

    def update_clock(self, now: int, state: State | int) -> None:
        """The second hand: only clock, steps and chip are looked at again."""
        if self._snapshot is None or self._row < 0:
            return
        self.header.set_event(State(state), self._snapshot.events.number(self._row))
        self.clock.set_clock(self._face(State(state), now))

    def show_many(
        self, rows: np.ndarray, snapshot: Snapshot, states: np.ndarray, now: int, fits: Sequence[UnitFit] = ()
    ) -> None:
        """Sum up several events; `states`: State of every event of the county."""
        self._snapshot, self._row = snapshot, -1
        self._rows = np.asarray(rows, np.int32)
        self._reveal(single=False)
        face = many_face(self._rows, snapshot, states)
        self.header.set_event(None, f"已选 {face.count:,} 件")
        self.many.set_face(face, now)
        statuses = {Status(int(s)) for s in np.unique(snapshot.events.status[self._rows])}
        reasons = [may_assign(status) for status in sorted(statuses)]
        why = "" if not all(reasons) else "所选事件都已结束，不能再指派"
        name = snapshot.units.name[face.common] if face.common >= 0 else ""
        self.footer.set_assignment(face.common, name, why)
        self.set_fits(fits)
        self._settle()

    def set_fits(self, fits: Sequence[UnitFit]) -> None:
        """What 改派 offers in its menu; empty: it asks for the picker."""
        if self._snapshot is not None:
            names = self._snapshot.units.name
            self.footer.set_fits(fits, {fit.unit: names[fit.unit] for fit in fits})

    def set_acts(self, offers: Sequence[Offer], count: int) -> None:
        """The acts on the `count` events shown, in the order to offer them; those that usually come next stand in the
        foot where nothing is to be assigned."""
        self._acts, self._count = offers, count
        self.footer.set_next([o for o in offers if o.expected and o.able and o.kind != "assign"], count)

    def press_primary(self) -> None:
        """Enter, from wherever the keyboard is."""
        self.footer.press()

    def open_photo(self, index: int) -> None:
        """Show the photos large, over the whole window."""
        if self._photos:
            index = min(index, len(self._photos) - 1)
            PhotoView(self.theme, self.window()).open_photos(self._photos, index)
            self.photo_opened.emit(index)

    def _face(self, state: State, now: int):
        assert self._snapshot is not None
        return clock_of(self._snapshot, self._row, state, now, self._calendar)

    def _offer(self, row: int, snapshot: Snapshot, fits: list[UnitFit]) -> None:
        held = int(snapshot.events.unit[row])
        status = Status(int(snapshot.events.status[row]))
        working = status in (Status.ASSIGNED, Status.REPLIED) and held >= 0
        now_with = snapshot.units.name[held] if working else ""
        duty = duty_of(snapshot, row)
        self.duty.set_duty(duty, next((fit for fit in fits if fit.unit == duty.unit), None), now_with)
        self.set_fits(fits)
        suggested = int(snapshot.events.suggested[row])
        offered = suggested if suggested >= 0 else duty.unit
        name = snapshot.units.name[offered] if offered >= 0 else ""
        self.footer.set_assignment(offered, name, may_assign(status), now_with)

    def _reveal(self, single: bool) -> None:
        for section in self._singles():
            section.setVisible(single)
        for gap in self._gaps.values():
            gap.setVisible(single)
        self.many.setVisible(not single)

    # --- menus

    def open_more(self) -> None:
        """The menu of the small things and of the acts."""
        self.fill_more()
        button = self.footer.more
        self.more_menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def fill_more(self) -> None:
        """The lines of ⋯ for what is shown: acts, with the reason where one cannot be done; then the small things."""
        self.more_menu.clear()
        fill_menu(self.more_menu, [o for o in self._acts if o.kind != "assign"], self._count, self.act_requested.emit)
        if self._acts:
            self.more_menu.addSeparator()
        if self._row >= 0 and self._snapshot is not None:
            events, row = self._snapshot.events, self._row
            self.more_menu.addAction("复制编号").triggered.connect(lambda: self._copy(events.number(row)))
            self.more_menu.addAction("复制事由").triggered.connect(lambda: self._copy(events.description[row]))
            self.more_menu.addSeparator()
            self.more_menu.addAction("在列表中定位").triggered.connect(lambda: self.list_requested.emit(row))
            self.more_menu.addAction("在地图上定位").triggered.connect(lambda: self.locate_requested.emit(row))
            told = self.more_menu.addAction("告知短信…")
            told.triggered.connect(self.messages_requested.emit)
            told.setEnabled(events.status[row] in (Status.CLOSED, Status.REFUSED))
            self.more_menu.addAction("时限说明").triggered.connect(lambda: self.ledger_requested.emit(row))
        elif self._snapshot is not None:
            numbers = self._snapshot.events
            rows = self._rows
            self.more_menu.addAction(f"复制 {len(rows):,} 个编号").triggered.connect(
                lambda: self._copy("\n".join(numbers.number(int(r)) for r in rows), f"{len(rows):,} 个编号")
            )
            self.more_menu.addAction("在地图上定位").triggered.connect(lambda: self.locate_requested.emit(-1))
        if self._snapshot is not None:
            self.more_menu.addAction("打印工单…\tCtrl+P").triggered.connect(self.print_requested)

    def _copy(self, text: str, words: str = "") -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(words or text)

    # --- size

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, HEADER_PX + self._column.sizeHint().height() + FOOTER_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH_PX, HEADER_PX + FOOTER_PX + 60)

    def _settle(self) -> None:
        """Take the height the content wants, now and once Qt has laid it out."""
        self._fit_height()
        QTimer.singleShot(0, self, self._fit_height)

    def _fit_height(self) -> None:
        self._column.activate()
        self.resize(WIDTH_PX, min(self.sizeHint().height(), self.maximumHeight()))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.header.setGeometry(1, 1, self.width() - 2, HEADER_PX - 1)
        foot = self.height() - FOOTER_PX
        self.footer.setGeometry(1, foot, self.width() - 2, FOOTER_PX - 1)
        self._scroll.setGeometry(1, HEADER_PX, self.width() - 2, max(foot - HEADER_PX, 0))

    def paint_card(self, painter: QPainter) -> None:
        if self._scroll.verticalScrollBar().isVisible():
            painter.fillRect(1, self.height() - FOOTER_PX, self.width() - 2, 1, self.theme.ui["line"])

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press_primary()
        else:
            super().keyPressEvent(event)


class _Ground(Section):
    """What the sections stand on: opaque, in the colour of the card."""

    def paint_section(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._theme.ui["surface_raised"])
