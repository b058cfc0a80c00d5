"""The pages of the office in the order of the rail. A role begins with its own, else with the first one offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.office.page import OfficePage, PageRow
from gis.people.roles import Role

if TYPE_CHECKING:
    from desktop.window import Window

SUPERVISED = frozenset({Role.INSPECTOR, Role.DISPATCHER, Role.LEADER, Role.TOWNSHIP, Role.DEPARTMENT})
REGISTERING = frozenset({Role.DISPATCHER, Role.TOWNSHIP, Role.VILLAGE})


def _register(window: Window) -> OfficePage:
    from desktop.office.register.page import RegisterPage

    return RegisterPage(window)


def _inbox(window: Window) -> OfficePage:
    from desktop.office.inbox.page import InboxPage

    return InboxPage(window)


def _import(window: Window) -> OfficePage:
    from desktop.office.intake.page import IntakePage

    return IntakePage(window)


def _evaluation(window: Window) -> OfficePage:
    from desktop.office.evaluation.page import EvaluationPage

    return EvaluationPage(window)


def _warnings(window: Window) -> OfficePage:
    from desktop.office.warnings.page import WarningsPage

    return WarningsPage(window)


def _calendar(window: Window) -> OfficePage:
    from desktop.office.calendar.page import CalendarPage

    return CalendarPage(window)


def _supervision(window: Window) -> OfficePage:
    from desktop.office.supervision.page import SupervisionPage

    return SupervisionPage(window)


def _accounts(window: Window) -> OfficePage:
    from desktop.office.accounts.page import AccountsPage

    return AccountsPage(window)


PAGES: tuple[PageRow, ...] = (
    PageRow(
        "inbox",
        "收件箱",
        "inbox",
        "收件箱：等您办理的事件",
        frozenset({Role.DISPATCHER, Role.TOWNSHIP, Role.DEPARTMENT, Role.VILLAGE, Role.INSPECTOR}),
        _inbox,
    ),
    PageRow("register", "登记", "edit", "登记来电、来访、巡查等上报的事件", REGISTERING, _register),
    PageRow(
        "import",
        "导入",
        "upload",
        "导入 CSV、Excel、GeoJSON 里的事件，修复坏行",
        frozenset({Role.DISPATCHER, Role.TOWNSHIP}),
        _import,
    ),
    PageRow(
        "warnings",
        "预警",
        "warning",
        "预警：接下来哪些会超期，为什么；哪些已到提醒点",
        frozenset(Role) - {Role.PLANNER, Role.ADMINISTRATOR},
        _warnings,
    ),
    PageRow(
        "supervision",
        "督办",
        "flag",
        "督办：催办、督办建议，函件的反馈、整改与销号，问责记录",
        SUPERVISED,
        _supervision,
        frozenset({Role.TOWNSHIP, Role.DEPARTMENT}),
    ),
    PageRow(
        "evaluation",
        "统计",
        "histogram",
        "统计：各项比率、得分排名、红黑榜，每个数都能打开它数的事件",
        frozenset(Role) - {Role.VILLAGE, Role.PLANNER},
        _evaluation,
    ),
    PageRow(
        "calendar",
        "日历",
        "calendar",
        "日历与时限：工作日、时限、工作时间和办理规则",
        frozenset(Role) - {Role.VILLAGE, Role.PLANNER},
        _calendar,
    ),
    PageRow(
        "accounts",
        "账号",
        "user",
        "账号：谁能登录，能做什么",
        frozenset({Role.ADMINISTRATOR}),
        _accounts,
    ),
)

# where a role begins, if not with the first page it is offered
BEGIN = {Role.ADMINISTRATOR: "accounts", Role.INSPECTOR: "supervision", Role.LEADER: "evaluation"}


def first_page(role: Role | None) -> str:
    """The key of the page to begin with; empty where none is offered."""
    keys = [row.key for row in pages_of(role)]
    chosen = BEGIN.get(role, "") if role is not None else ""
    return chosen if chosen in keys else next(iter(keys), "")


def pages_of(role: Role | None) -> list[PageRow]:
    """The pages offered to a role; all in a county without accounts (None)."""
    return [row for row in PAGES if role is None or role in row.roles]
