"""The middle pane: head with number and ways around, the case, and below it the acts or the form of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from desktop.acts.errand import LANE
from desktop.acts.panel import ActPanel
from desktop.icons import icon
from desktop.office.inbox.case_view import CaseView
from desktop.office.inbox.dossier import Dossier
from desktop.office.inbox.list_pane import HEAD_PX
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.window import Window

MOST_FORM = 0.78  # of the pane's height; the rest keeps the case in sight


class Middle(QWidget):
    """`rows`: the events shown. In a narrow window it takes the side pane in as a second tab."""

    def __init__(self, window: Window, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window_, self.theme = window, window.theme
        self.rows: list[int] = []
        self.case, self.acts = CaseView(window, self), ActPanel(window, self)
        self.acts.setObjectName("act-panel")
        self.case.setObjectName("case")
        self._guest: QWidget | None = None
        self._build()
        self.case.map_asked.connect(self._to_map)
        self.case.ledger_asked.connect(self.explain)
        self.acts.opened.connect(lambda _kind: self._share())
        self.acts.grown.connect(self._share)

    def _build(self) -> None:
        self.title = QLabel("事件")
        self.title.setFont(self.theme.font("title"))
        self.tabs = QTabBar()
        self.tabs.setObjectName("case-tabs")
        self.tabs.addTab("事件")
        self.tabs.addTab("经过与其他")
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self._turn)
        self.tabs.hide()
        self.dial = self._tool("phone", "复制上报人的电话", self._copy_phone)
        self.copy = self._tool("list", "复制编号", self._copy_number)
        self.locate = self._tool("locate", "在大地图上看", lambda: self._to_map(self.case.row))
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 8, 0)
        head.setSpacing(6)
        head.addWidget(self.title)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.dial)
        head.addWidget(self.copy)
        head.addWidget(self.locate)
        holder = QWidget()
        holder.setLayout(head)
        holder.setFixedHeight(HEAD_PX)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.case)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(holder)
        column.addWidget(self.stack, 1)
        column.addWidget(self.acts)

    def _tool(self, drawing: str, words: str, call) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(self.theme, drawing, 16))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFixedSize(28, 28)
        button.clicked.connect(call)
        return button

    # --- what is shown

    def show_nothing(self) -> None:
        self.rows = []
        self.title.setText("事件")
        self.case.show_nothing("在左边选一件事件，这里显示它的案卷。")
        self.acts.show_offers([], [], " ")
        self._enable()

    def show_rows(self, rows: list[int]) -> None:
        """What memory knows; acts follow with the dossier."""
        if not rows:
            self.show_nothing()
            return
        other, self.rows = rows != self.rows, list(rows)
        if len(rows) == 1:
            self.title.setText(self.window_.bridge.snapshot.events.number(rows[0]))
            self.case.show_event(rows[0])
        else:
            self.title.setText(f"已选 {len(rows):,} 件")
            self.case.show_many(rows)
        if other:
            self.acts.show_offers(rows, [], "正在读取案卷…")
        self._enable()

    def show_dossier(self, found: Dossier) -> None:
        if len(found.rows) == 1:
            self.case.show_dossier(found)
        self.acts.show_offers(found.rows, found.offers)

    def explain(self, row: int = -1) -> None:
        """时限说明 of the event in sight."""
        row = row if row >= 0 else self.case.row
        if row < 0:
            return
        bridge, now = self.window_.bridge, self.window_.bridge.clock.now()

        def show(clocks) -> None:
            from desktop.dialogs.deadline_ledger import DeadlineLedger

            ledger = DeadlineLedger(self.window_.theme, clocks, self.window_, now)
            ledger.setObjectName("deadline-ledger")
            ledger.open_near(self.case.clock)

        bridge.ask(lambda: bridge.county.clocks(row), show, lane=LANE)

    def _enable(self) -> None:
        single = len(self.rows) == 1
        self.copy.setEnabled(bool(self.rows))
        phone = single and bool(self.window_.bridge.snapshot.events.phone[self.rows[0]])
        self.dial.setEnabled(phone)
        self.dial.setToolTip("复制上报人的电话" if phone or not single else "上报人没有留电话")
        self.locate.setEnabled(single)

    def _copy_number(self) -> None:
        events = self.window_.bridge.snapshot.events
        QGuiApplication.clipboard().setText("\n".join(events.number(row) for row in self.rows))
        self.window_.toast.done("已复制", f"{len(self.rows):,} 个编号" if len(self.rows) > 1 else "编号", undo=False)

    def _copy_phone(self) -> None:
        """The whole number, for a call; on the screen it stays masked."""
        if len(self.rows) == 1:
            QGuiApplication.clipboard().setText(self.window_.bridge.snapshot.events.phone[self.rows[0]])
            self.window_.toast.done("已复制", "上报人的电话", undo=False)

    def _to_map(self, row: int) -> None:
        window = self.window_
        if row < 0 or not window.workplaces.turn_to("dispatch"):
            window.tell("您的账号不用指挥台，位置见案卷中的小图")
            return
        window.wiring.selection.set([row])
        window.wiring.locate(row)

    # --- sharing the height, and the side pane as a guest

    def _share(self) -> None:
        """A form gets what it needs, but leaves the case in sight."""
        tall = self.height() - HEAD_PX
        form = self.acts.form
        self.acts.setMaximumHeight(round(tall * MOST_FORM) if form is not None else 16_777_215)
        self.acts.setMinimumHeight(min(form.sizeHint().height(), round(tall * MOST_FORM)) if form is not None else 0)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._share()

    def take_in(self, guest: QWidget) -> None:
        """Show another pane as the second tab."""
        if self._guest is not guest:
            self._guest = guest
            self.stack.addWidget(guest)
            self.tabs.show()
            self._turn(self.tabs.currentIndex())

    def give_back(self) -> None:
        """Let go of the other pane."""
        if self._guest is not None:
            self.stack.removeWidget(self._guest)
            self._guest = None
            self.tabs.setCurrentIndex(0)
            self.tabs.hide()
            self.stack.setCurrentIndex(0)

    def _turn(self, place: int) -> None:
        if self._guest is not None:
            self.stack.setCurrentIndex(place)

    # --- look

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.copy.setIcon(icon(theme, "list", 16))
        self.dial.setIcon(icon(theme, "phone", 16))
        self.locate.setIcon(icon(theme, "locate", 16))
        for part in (self.case, self.acts):
            part.set_theme(theme)
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(self.width() - 1, 0, 1, self.height(), ui["line"])
        painter.fillRect(0, HEAD_PX - 1, self.width(), 1, ui["line"])
        painter.end()
