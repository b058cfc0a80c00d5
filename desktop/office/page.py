"""The shape of an office page, and the list of them: whom each is for, and how it is made when first opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import Command
from desktop.theme import Theme
from gis.people.roles import Role

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.county.places import Place


class OfficePage(QWidget):
    """One page of the office. Made once, it overrides what it needs; `enter` is called whenever it comes into sight,
    also after another county was opened or another person signed in. `counted`: `count()` may answer another number."""

    counted = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_ = window
        self.theme = window.theme
        self.bridge = window.bridge

    def commands(self) -> Sequence[Command]:
        """Its rows of the menu; the keys work while the page is shown."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme

    def enter(self) -> None:
        """It is shown now."""

    def refusal_to_leave(self) -> str:
        """Why it cannot be left now, and what to do; empty when it can."""
        return ""

    def go_to(self, place: Place) -> bool:
        """Show what was chosen in the search box, if that belongs here."""
        return False

    def count(self) -> int:
        """How many things wait here, shown on the rail; 0 shows nothing."""
        return 0

    def foot_px(self) -> int:
        """How many pixels at the bottom are hands' own (buttons, fields): what is said in passing stands above them."""
        return 0

    def look_ahead(self) -> None:
        """Ask for what the count needs, though the page is not in sight yet."""

    def restore_layout(self, settings: QSettings) -> None:
        """Take up the layout of last time; called once."""

    def save_layout(self, settings: QSettings) -> None:
        """Keep the layout for the next time."""

    def answers(self) -> dict[str, Callable[..., Any]]:
        """Words the probe may ask, named after the page: "inbox.rows" and the like."""
        return {}

    def shut_down(self) -> None:
        """The window goes."""


@dataclass(frozen=True)
class PageRow:
    """`icon` names a drawing of resources/icons. `roles`: whom it is offered to in a county with accounts. `ahead`: of
    these, whose count must be seen before the page was ever opened."""

    key: str
    word: str
    icon: str
    tip: str
    roles: frozenset[Role]
    make: Callable[[Window], OfficePage]
    ahead: frozenset[Role] = frozenset()
