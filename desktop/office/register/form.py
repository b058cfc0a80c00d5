"""The form that registers a report, or classifies and accepts one that has come in."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.office.register.advising import Advising
from desktop.office.register.body import FormBody
from desktop.office.register.class_menu import ClassMenu
from desktop.office.register.drafting import Drafting
from desktop.office.register.footer import FormFoot
from desktop.office.register.header import FormHead
from desktop.office.register.picturing import Picturing
from desktop.office.register.reviewing import Reviewing, report_of
from desktop.office.register.submitting import Submitting
from desktop.theme import Theme
from gis.deadlines.words import moment
from gis.events.states import Source
from gis.foundation.clock import local
from gis.intake.report_drafts import KeptReport
from gis.people.permissions import may
from gis.workflow.report import Report

if TYPE_CHECKING:
    from desktop.window import Window

REVIEW_MS = 120
WIDE_PX = 980  # from where on the map stands beside the fields


class RegisterForm(QWidget):
    """`registered(event row)` after a report was written; `left()` when the hand is done with it (Escape, or an event
    that was classified by somebody else). What is typed is kept as a draft, so leaving never loses anything."""

    registered = Signal(int)
    left = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.setObjectName("register-form")
        self.window_, self.bridge = window, window.bridge
        self.theme: Theme = window.theme
        self.aids = window.register_aids
        self.body: FormBody
        self.row = -1
        self.tried = False
        self.touched: set[str] = set()
        self.head, self.foot = FormHead(self.theme, self), FormFoot(self.theme, self)
        self.body = FormBody(self.theme, self._find_item, window.wiring.searching.find_villages)
        self.drafting = Drafting(self.bridge, self)
        self.picturing = Picturing(self)
        self.reviewing = Reviewing(self)
        self.advising = Advising(self)
        self.submitting = Submitting(self)
        self.class_menu = ClassMenu(self)
        self._review = QTimer(self, singleShot=True, interval=REVIEW_MS)
        self._review.timeout.connect(self.reviewing.look)
        self._lay_out()
        self._listen()
        self._keys()
        self.aids.prepare()
        self.begin_new()

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        column.addWidget(self.foot)
        self.body.order_keys()
        for one, other in pairwise((self.body.clock, self.foot.draft, self.foot.only, self.foot.both)):
            QWidget.setTabOrder(one, other)
        self.setMinimumWidth(440)
        self.setAcceptDrops(True)

    def _listen(self) -> None:
        body, foot = self.body, self.foot
        body.edited.connect(self._edited)
        body.map.pinned.connect(self.put_pin)
        body.clock.explained.connect(self.class_menu.open)
        for name, line in (("reporter", body.reporter), ("phone", body.phone), ("title", body.title)):
            line.editingFinished.connect(lambda field=name: self._left_field(field))
        foot.draft.clicked.connect(self.keep_draft)
        foot.only.clicked.connect(lambda: self.submitting.submit(accept=False))
        foot.both.clicked.connect(self.press)
        foot.fault_clicked.connect(self.reviewing.focus_first)
        self.head.draft_chosen.connect(self.open_draft)
        self.head.draft_thrown.connect(self.drafting.drop)
        self.drafting.saved.connect(self._saved)
        self.drafting.listed.connect(self._list_drafts)
        self.aids.changed.connect(self._aids_changed)
        self.bridge.replaced.connect(self._replaced)
        self.bridge.connected.connect(self._connected)
        self.bridge.person_changed.connect(self._person_changed)
        self.bridge.changed.connect(self.submitting.somebody_changed)

    def _keys(self) -> None:
        rows = (
            (("Ctrl+Return", "Ctrl+Enter"), self.press),
            (("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), lambda: self.submitting.submit(accept=False)),
            (("Ctrl+S",), self.keep_draft),
            (("Alt+S",), self.advising.take),
            (("Alt+M",), self.advising.merge_first),
            (("Escape",), self.leave),
        )
        for keys, call in rows:
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    # --- what is in the form

    def begin_new(self, source: Source | None = None) -> None:
        """An empty form for a report that comes in now; a draft in it is saved first."""
        self.drafting.save_now()
        self.drafting.begin()
        self._clear(-1)
        self.body.set_fixed(False)
        self.body.fill(Report(source=source if source is not None else self._last_source()))
        self._head()
        self.review_now()
        if not self.bridge.no_county():
            self.drafting.refresh()
        self.body.reporter.setFocus()

    def open_row(self, row: int) -> None:
        """A report that waits to be accepted: its class and place can be put right, then it is accepted."""
        self.drafting.save_now()
        self.drafting.begin()
        self._clear(row)
        self.body.set_snapshot(self.bridge.snapshot)
        self.body.fill(report_of(self.bridge, row), masked=True)
        events, d = self.bridge.snapshot.events, self.bridge.snapshot.divisions
        near = float(self.bridge.county.settings.border_metres)
        at = float(events.x[row]), float(events.y[row])
        self.body.placing.adopt(d, *at, int(events.division[row]), self.aids.locator, near)
        self.body.show_place(fly=True)
        self.body.set_fixed(True)
        self.picturing.show_kept(row)
        self._head()
        self.review_now()
        self.advising.ask()
        self.body.item.setFocus()

    def open_draft(self, key: str) -> None:
        """Go on with a draft; the one in the form is saved first."""
        draft = next((d for d in self.drafting.kept if d.key == key), None)
        if draft is None:
            return
        self.drafting.save_now()
        self._clear(-1)
        self.drafting.begin(key)
        self.body.set_fixed(False)
        self._fill_draft(draft)
        self._head(f"草稿 {local(draft.saved_at):%H:%M} 已存")
        self.review_now()
        self.advising.ask()

    def _fill_draft(self, draft: KeptReport) -> None:
        one = draft.report
        self.body.fill(one)
        self.picturing.photos = list(draft.photos)
        self.picturing.show()
        if one.division >= 0:
            d = self.bridge.snapshot.divisions
            if one.lon is not None and one.lat is not None and "位置取网格中心" not in one.notes:
                from gis.foundation.crs import to_metres

                near = float(self.bridge.county.settings.border_metres)
                x, y = to_metres(one.lon, one.lat)
                self.body.placing.adopt(d, float(x), float(y), one.division, self.aids.locator, near)
            else:
                self.body.placing.choose_grid(d, one.division)
            self.body.show_place(fly=True)
        self._list_drafts()

    def _clear(self, row: int) -> None:
        from desktop.office.register.placing import Placing

        self.row, self.tried, self.touched = row, False, set()
        self.picturing.clear()
        self.advising.clear()
        self.body.placing = Placing()
        if not self.bridge.no_county():
            self.body.set_snapshot(self.bridge.snapshot)
            self.body.show_place()
            if row < 0:
                self.body.map.show_bounds(tuple(self.bridge.snapshot.divisions.bounds[0].tolist()))

    @property
    def is_new(self) -> bool:
        return self.row < 0

    def report(self) -> Report:
        """What is filled in, with what was confirmed along the way."""
        return self.reviewing.report()

    # --- hands

    def press(self) -> None:
        """What the primary button does."""
        self.submitting.submit(accept=self.may_accept())

    def keep_draft(self) -> None:
        """Put the report aside and begin anew; on a report that came in, go back."""
        if not self.is_new:
            self.leave()
            return
        one = self.body.report()
        if not (one.description or one.reporter or one.phone or self.picturing.photos):
            self.window_.tell("还没有填内容，没有草稿可存。")
            return
        self.drafting.note(one, self.picturing.photos)
        self.begin_new()
        self.window_.tell("草稿已存在本机，点「草稿」可接着填。")

    def leave(self) -> None:
        """Done with the form; what is typed stays as a draft."""
        self.drafting.save_now()
        self.left.emit()

    def put_pin(self, x: float, y: float) -> None:
        """The pin was set on the map."""
        if self.aids.locator is None:
            self.window_.tell("网格索引正在准备，请稍候再点。")
            return
        d = self.bridge.snapshot.divisions
        if not self.body.placing.set_pin(d, x, y, self.aids.locator, self.bridge.county.settings.border_metres):
            self.window_.tell("这里不在本县范围内，请点县界以内。")
            return
        self.body.show_place()
        self._edited("place")

    def _edited(self, field: str) -> None:
        if not self.body.reported_at and self.is_new:
            self.body.reported_at = self.bridge.clock.now()
        if field == "phone" and "phone" not in self.touched and len(self.body.phone.text()) >= 11:
            self.touched.add("phone")
        self._review.start()
        if self.is_new:
            self.drafting.note(self.report(), self.picturing.photos)
        self.advising.ask_soon()

    def _left_field(self, field: str) -> None:
        self.touched.add(field)
        self._review.start()

    def photos_changed(self) -> None:
        self._edited("photos")

    def review_now(self) -> None:
        self._review.stop()
        self.reviewing.look()

    # --- what others say

    def _aids_changed(self) -> None:
        self.advising.ask()
        self._review.start()

    def _connected(self) -> None:
        self.aids.prepare()
        self._list_drafts()

    def _replaced(self) -> None:
        """Other rows (an event was taken back, borders changed): what is typed stays, rows are found anew."""
        if self.bridge.no_county():
            return
        self.aids.prepare()
        before, snapshot = self.body.snapshot, self.bridge.snapshot
        if before is None or before.uid != snapshot.uid:
            self.begin_new()
            return
        event = int(before.events.id[self.row]) if 0 <= self.row < len(before.events) else 0
        self.body.renew(snapshot)
        if not self.is_new:
            self.row = snapshot.events.row_of(event)
            if self.row < 0:
                self.window_.tell("正在看的这件已被撤销。")
                self.begin_new()
                self.left.emit()
                return
        self.advising.clear()
        self.advising.ask()
        self.review_now()

    def _person_changed(self) -> None:
        """Somebody else sits here, with drafts of their own."""
        if not self.bridge.no_county():
            self.begin_new()

    def _saved(self, at: int) -> None:
        if self.is_new and self.drafting.key:
            self._head(f"草稿 {local(at):%H:%M} 已存")
        self._list_drafts()

    def _list_drafts(self) -> None:
        self.head.set_drafts(self.drafting.others() if self.is_new else [], self.bridge.clock.now())

    def _head(self, words: str = "") -> None:
        if self.is_new:
            self.head.set_words("登记事件", words)
        else:
            events = self.bridge.snapshot.events
            came = moment(int(events.reported_at[self.row]), self.bridge.clock.now())
            self.head.set_words("分类受理", f"{events.number(self.row)} · {came} 上报", "")
        self.foot.draft.set_words("存草稿" if self.is_new else "返回")
        self.foot.only.set_words("仅登记" if self.is_new else "只改分类")
        accept = self.may_accept()
        self.foot.only.setVisible(accept)
        self.foot.both.set_words(("登记并受理" if self.is_new else "受理") if accept else "登记")

    def may_accept(self) -> bool:
        """Whether whoever sits here may accept."""
        return self.window_.role is None or may(self.window_.role, "accept")

    def _find_item(self, query: str) -> list[int]:
        if self.aids.items is not None:
            return self.aids.items.find(query)
        names = self.bridge.snapshot.items.name
        return [row for row, name in enumerate(names) if query in name]

    def _last_source(self) -> Source:
        kept = str(self.window_.settings.value("register/source", int(Source.PHONE)))
        return Source(int(kept)) if kept.isdigit() and int(kept) < len(Source) else Source.PHONE

    # --- Qt

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.body.set_wide(self.width() >= WIDE_PX)

    def dragEnterEvent(self, event) -> None:
        if self.picturing.usable(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        self.picturing.add([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.head, self.body, self.foot):
            part.set_theme(theme)

    def shut_down(self) -> None:
        """The window goes: the draft is written, the painter of the map ends."""
        self.drafting.save_now()
        self.body.map.shut_down()
