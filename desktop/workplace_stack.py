"""Turning from one workplace to another: makes each when first wanted, asks the present one whether it can be left, and
offers only what the person's role is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.actions import Command, Commands
from desktop.ahead import Ahead
from desktop.dispatch.commands import dispatch_commands
from desktop.theme import Theme
from desktop.workplaces import WORKPLACES, Workplace, home, offered

if TYPE_CHECKING:
    from desktop.window import Window


class WorkplaceStack(QObject):
    """Owns which workplace of the window is in sight. `turned(key)` after each turn."""

    turned = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.key = "dispatch"
        self.made: dict[str, Workplace] = {}
        self.commands: dict[str, Commands] = {}
        self._left: list[Workplace] = []
        self._seen = {"dispatch"}  # workplaces that somebody turned to: of the others there is no layout to keep
        self.made["dispatch"] = window.desk
        self.commands["dispatch"] = Commands(window.desk, dispatch_commands(window))
        self._ahead = Ahead(window)
        window.bridge.replaced.connect(self.offer)
        self.offer()

    @property
    def present(self) -> Workplace:
        return self.made[self.key]

    def offer(self) -> None:
        """Bring the switch up to date with the present person's role; without a county there is nothing to turn to."""
        why = "先打开一个县库" if self.window.bridge.workspace is None else "您的账号不用这个工作台"
        self.window.top_bar.switch.offer(self._offered(), why)

    def _offered(self) -> set[str]:
        if self.window.bridge.workspace is None:
            return set()
        return {row.key for row in offered(self.window.role)}

    def turn_to(self, key: str) -> bool:
        """Show a workplace; false, with the reason told, where the present one cannot be left or the role has none."""
        if key != self.key and (why := self.present.refusal_to_leave()):
            self.window.top_bar.set_workplace(self.key)
            self.window.tell(why)
            return False
        if key not in self._offered():
            self.window.top_bar.set_workplace(self.key)
            return False
        self._show(key)
        return True

    def go_home(self) -> None:
        """The workplace that the present person begins with; whatever another person left open is gone."""
        self._show(home(self.window.role))

    def prepare(self, key: str) -> None:
        """Make a workplace that nobody sees yet."""
        if key in self.made:
            return
        row = next(row for row in WORKPLACES if row.key == key)
        assert row.make is not None
        workplace = row.make(self.window)
        workplace.restore_layout(self.window.settings)
        self.window.stack.addWidget(workplace)
        self.made[key] = workplace
        self.commands[key] = Commands(workplace, workplace.commands())  # keys work while it is shown

    def _show(self, key: str) -> None:
        self.prepare(key)
        self._seen.add(key)
        self.key = key
        self.window.top_bar.set_workplace(key)
        self.window.stack.setCurrentWidget(self.present)
        self.present.enter()
        self.turned.emit(key)

    def rows(self) -> list[Command]:
        """The rows of the workplace in sight, with those of its page, for the menu and the page of keys."""
        return [row for commands in self.present_commands() for row in commands.rows.values()]

    def present_commands(self) -> list[Commands]:
        """The sets of commands whose keys work now, besides the window's own."""
        return [self.commands[self.key], *self.present.page_commands()]

    def unfinished(self) -> str:
        """What would be lost if the desk went to someone else now; empty when nothing would."""
        return next((why for workplace in self.made.values() if (why := workplace.refusal_to_leave())), "")

    def forget(self) -> None:
        """Another person comes: whatever this one left half done is taken out of sight for good."""
        for key in [key for key in self.made if key != "dispatch"]:
            workplace = self.made[key]
            if workplace.refusal_to_leave():
                del self.made[key], self.commands[key]
                self._seen.discard(key)
                workplace.shut_down()
                self.window.stack.removeWidget(workplace)
                workplace.hide()
                self._left.append(workplace)  # signals may still reach it, so it is kept until the window goes
            else:
                workplace.forget()
        self.key = "dispatch"

    def set_theme(self, theme: Theme) -> None:
        for key, workplace in self.made.items():
            if key != "dispatch":  # the window dresses the desk itself, which may not be complete
                workplace.set_theme(theme)

    def save_layout(self) -> None:
        for key, workplace in self.made.items():
            if key != "dispatch" and key in self._seen:
                workplace.save_layout(self.window.settings)

    def answer(self, word: str, *args: Any) -> Any:
        """What a made workplace answers to the probe; LookupError where none knows the word."""
        for workplace in self.made.values():
            words: dict[str, Callable[..., Any]] = workplace.answers()
            if word in words:
                return words[word](*args)
        raise LookupError(f"no workplace that is open answers {word}")

    def shut_down(self) -> None:
        for workplace in self.made.values():
            workplace.shut_down()
