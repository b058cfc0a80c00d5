"""The workplaces: what each offers the window, whom it is for, and how it is made when first turned to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from desktop.actions import Command, Commands
from desktop.theme import Theme
from gis.people.roles import Role

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.county.places import Place

EVERYONE = frozenset(Role)


class Workplace(QWidget):
    """One of the window's stack. A workplace is made once, lives as long as the window, and overrides what it needs.

    Its commands' keys work while it is shown; the window's own (search, theme, backup …) work everywhere.
    """

    def commands(self) -> Sequence[Command]:
        """Its rows of the menu and the page of keys."""
        return ()

    def page_commands(self) -> Sequence[Commands]:
        """Further sets of commands whose keys work now: those of the page in sight, where it has pages."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Dress all of it anew."""

    def enter(self) -> None:
        """It is shown now; county and person may be others than when it was left."""

    def refusal_to_leave(self) -> str:
        """Why it cannot be left now (something half done that would be lost), and what to do; empty when it can."""
        return ""

    def forget(self) -> None:
        """Another person signs in here next: let go of what only concerned the one before."""

    def go_to(self, place: Place) -> bool:
        """Show what was chosen in the search box; false leaves it to the dispatcher's desk."""
        return False

    def open_page(self, page: str) -> bool:
        """Turn to one of its pages; false where it has no such page."""
        return False

    def open_in(self, page: str, place: Place) -> bool:
        """Turn to one of its pages and show something there; false where it has no such page."""
        return False

    def foot_px(self) -> int:
        """How many pixels at the bottom are hands' own (buttons, fields): what is said in passing stands above them."""
        return 0

    def restore_layout(self, settings: QSettings) -> None:
        """Take up the layout of last time; called once, before it is first shown."""

    def save_layout(self, settings: QSettings) -> None:
        """Keep the layout for the next time."""

    def answers(self) -> dict[str, Callable[..., Any]]:
        """Words the probe may ask, named after the workplace: "planning.households" and the like."""
        return {}

    def shut_down(self) -> None:
        """The window goes: stop threads and timers."""


@dataclass(frozen=True)
class WorkplaceRow:
    """`roles`: whom it is offered to in a county with accounts. `make` is called when it is first turned to; None while
    it waits to be built, and `waiting` then says so. `modules` are read while the desk is idle, each after those it
    leans on. built_ahead: whether the workplace itself is made then too, unseen."""

    key: str
    word: str
    tip: str
    roles: frozenset[Role]
    make: Callable[[Window], Workplace] | None
    waiting: str = ""
    modules: tuple[str, ...] = ()
    built_ahead: bool = False


def _dispatch(window: Window) -> Workplace:
    return window.desk


def _office(window: Window) -> Workplace:
    from desktop.office.desk import OfficeDesk

    return OfficeDesk(window)


def _planning(window: Window) -> Workplace:
    from desktop.planning.desk import PlanningDesk

    return PlanningDesk(window)


WORKPLACES = (
    WorkplaceRow(
        "dispatch",
        "指挥",
        "指挥台：看事件、按时限指派",
        frozenset({Role.DISPATCHER, Role.LEADER, Role.INSPECTOR, Role.TOWNSHIP, Role.ADMINISTRATOR}),
        _dispatch,
        modules=("desktop.acts.form", "desktop.acts.forms", "desktop.acts.card"),
    ),
    WorkplaceRow(
        "planning",
        "规划",
        "规划台：划分和调整网格",
        frozenset({Role.PLANNER, Role.LEADER, Role.ADMINISTRATOR}),
        _planning,
        modules=(
            "gis.boundaries.editing.preview",
            "gis.boundaries.editing.load",
            "gis.boundaries.outlook",
            "gis.boundaries.problems",
            "gis.planning",
            "desktop.planning.left_panel",
            "desktop.planning.right_panel",
            "desktop.planning.toolbar",
            "desktop.planning.desk",
            "desktop.planning.session",
            "desktop.planning.over",
            "desktop.planning.candidates",
            "desktop.planning.wiring",
            "desktop.planning.commands",
        ),
        built_ahead=True,
    ),
    WorkplaceRow(
        "office",
        "办公",
        "办公台：登记、办理、评价与管理",
        EVERYONE,
        _office,
        modules=(
            "desktop.acts.forms",
            "desktop.acts.panel",
            "desktop.office.desk",
            "desktop.office.inbox.page",
            "desktop.office.register.page",
            "desktop.office.evaluation.page",
            "desktop.office.supervision.page",
        ),
        built_ahead=True,
    ),
    WorkplaceRow("wall", "大屏", "大屏：调度中心的墙", frozenset(), None, "大屏在后续版本提供"),
)
# The workplace a role opens on; the office picks its own first page.
HOME = {role: "office" for role in Role} | {Role.DISPATCHER: "dispatch", Role.PLANNER: "planning"}


def offered(role: Role | None) -> list[WorkplaceRow]:
    """The workplaces that can be turned to by a role; all that are built in a county without accounts (None)."""
    return [row for row in WORKPLACES if row.make is not None and (role is None or role in row.roles)]


def home(role: Role | None) -> str:
    """The key of the workplace to begin with."""
    keys = [row.key for row in offered(role)]
    chosen = HOME[role] if role is not None else "dispatch"
    return chosen if chosen in keys else keys[0] if keys else "dispatch"
