"""The office desk: the rail at the left, the page of the moment beside it. Pages are made when first opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.actions import Command, Commands
from desktop.office.page import OfficePage
from desktop.office.pages import first_page, pages_of
from desktop.office.rail import Rail
from desktop.panels.empty import EmptyLine
from desktop.theme import Theme
from desktop.window_commands import history_commands
from desktop.workplaces import Workplace

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.county.places import Place

MOST_KEYS = 9
AHEAD_MS = 600


class OfficeDesk(Workplace):
    """Shows what the present person's role is offered, beginning with its first page."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.setObjectName("office-desk")
        self.window_ = window
        self.pages: dict[str, OfficePage] = {}
        self.commands_of: dict[str, Commands] = {}
        self.present = ""
        self._left: list[OfficePage] = []
        self.rail = Rail(window.theme)
        self.stack = QStackedWidget()
        self.empty = EmptyLine(window.theme)
        self.empty.set_words("您的账号在办公台没有可用的页面")
        self.stack.addWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.rail.chosen.connect(self.show_page)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD_MS)  # once the first page stands
        self._ahead.timeout.connect(self._look_ahead)
        self.offer()

    def offer(self) -> None:
        """Offer the pages of the present role; those of others are out of reach from now on."""
        rows = pages_of(self.window_.role)
        self.rail.set_pages(rows)
        if self.present not in [row.key for row in rows]:
            self.present = ""
        self.count()

    def enter(self) -> None:
        self.offer()
        self.show_page(self.present or first_page(self.window_.role))
        self._ahead.start()

    def show_page(self, key: str) -> None:
        """Turn to a page, unless the present one holds something half done."""
        here = self.pages.get(self.present)
        if here is not None and key != self.present and (why := here.refusal_to_leave()):
            self.rail.choose(self.present)
            self.window_.tell(why)
            return
        if not key:
            self.stack.setCurrentWidget(self.empty)
            return
        page = self._page(key)
        self.present = key
        self.rail.choose(key)
        self.stack.setCurrentWidget(page)
        page.enter()
        self.count()
        self.window_.place_toast()
        self.window_.refresh_commands()

    def _look_ahead(self) -> None:
        """Make the pages whose counts the present role must see, and let them ask."""
        for row in pages_of(self.window_.role):
            if self.window_.role in row.ahead and row.key not in self.pages:
                self._page(row.key).look_ahead()

    def _page(self, key: str) -> OfficePage:
        if key not in self.pages:
            row = next(row for row in pages_of(self.window_.role) if row.key == key)
            page = row.make(self.window_)
            page.setObjectName(f"page-{key}")
            page.restore_layout(self.window_.settings)
            page.counted.connect(self.count)
            self.commands_of[key] = Commands(page, page.commands())
            self.pages[key] = page
            self.stack.addWidget(page)
        return self.pages[key]

    def count(self) -> None:
        """Bring the counts of the rail up to date."""
        for key, page in self.pages.items():
            self.rail.set_waiting(key, page.count())

    def commands(self) -> Sequence[Command]:
        def turn(place: int) -> Callable[[], None]:
            return lambda: self._turn(place)

        return [
            *history_commands(self.window_.bridge),
            *(
                Command(f"page-{place + 1}", f"第 {place + 1} 页", (f"Alt+{place + 1}",), turn(place), menu="页面")
                for place in range(MOST_KEYS)
            ),
        ]

    def _turn(self, place: int) -> None:
        keys = list(self.rail.buttons)
        if place < len(keys):
            self.show_page(keys[place])

    def page_commands(self) -> Sequence[Commands]:
        commands = self.commands_of.get(self.present)
        return [commands] if commands else []

    def foot_px(self) -> int:
        page = self.pages.get(self.present)
        return page.foot_px() if page is not None else 0

    def refusal_to_leave(self) -> str:
        page = self.pages.get(self.present)
        return page.refusal_to_leave() if page is not None else ""

    def forget(self) -> None:
        """Pages with something half done are not shown to the next person; they are made anew when wanted."""
        for key in [key for key, page in self.pages.items() if page.refusal_to_leave()]:
            page = self.pages.pop(key)
            del self.commands_of[key]
            page.shut_down()
            self.stack.removeWidget(page)
            page.hide()
            self._left.append(page)  # signals may still reach it, so it is kept until the window goes
        self.present = ""
        self.offer()

    def go_to(self, place: Place) -> bool:
        page = self.pages.get(self.present)
        return page is not None and page.go_to(place)

    def open_page(self, page: str) -> bool:
        if page not in self.rail.buttons:
            return False
        self.show_page(page)
        return self.present == page

    def open_in(self, page: str, place: Place) -> bool:
        return self.open_page(page) and self.pages[page].go_to(place)

    def set_theme(self, theme: Theme) -> None:
        self.rail.set_theme(theme)
        self.empty.set_theme(theme)
        for page in self.pages.values():
            page.set_theme(theme)

    def save_layout(self, settings: QSettings) -> None:
        for page in self.pages.values():
            page.save_layout(settings)

    def answers(self) -> dict[str, Callable[..., Any]]:
        words: dict[str, Callable[..., Any]] = {
            "office.page": lambda: self.present,
            "office.pages": lambda: list(self.rail.buttons),
        }
        for page in self.pages.values():
            words |= page.answers()
        return words

    def shut_down(self) -> None:
        for page in self.pages.values():
            page.shut_down()
