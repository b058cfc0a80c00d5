"""The pages of the office in the order of the rail. The first one offered to a role is where it begins."""

from __future__ import annotations

from desktop.office.page import PageRow
from gis.people.roles import Role

PAGES: tuple[PageRow, ...] = ()


def pages_of(role: Role | None) -> list[PageRow]:
    """The pages offered to a role; all in a county without accounts (None)."""
    return [row for row in PAGES if role is None or role in row.roles]
