"""The pages of the office in the order of the rail. The first one offered to a role is where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.office.page import OfficePage, PageRow
from gis.people.roles import Role

if TYPE_CHECKING:
    from desktop.window import Window


def _evaluation(window: Window) -> OfficePage:
    from desktop.office.evaluation.page import EvaluationPage

    return EvaluationPage(window)


PAGES: tuple[PageRow, ...] = (
    PageRow(
        "evaluation",
        "统计",
        "histogram",
        "统计：各项比率、得分排名、红黑榜，每个数都能打开它数的事件",
        frozenset(Role) - {Role.VILLAGE, Role.PLANNER},
        _evaluation,
    ),
)


def pages_of(role: Role | None) -> list[PageRow]:
    """The pages offered to a role; all in a county without accounts (None)."""
    return [row for row in PAGES if role is None or role in row.roles]
