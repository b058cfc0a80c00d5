"""The inbox's commands as rows: words, keys, when they can be done and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import Command
from gis.people.permissions import may

if TYPE_CHECKING:
    from desktop.office.inbox.page import InboxPage


def inbox_commands(page: InboxPage) -> list[Command]:
    """All rows, in the order of the menu."""
    acts, bridge, window = page.middle.acts, page.bridge, page.window_

    def nothing() -> str:
        return bridge.not_live() or ("" if page.middle.rows else "先在收件箱中选中事件")

    def not_here() -> str:
        return "先离开登记表单（Esc）" if page.place.registering else ""

    def no_acts() -> str:
        return not_here() or nothing()

    def no_primary() -> str:
        return no_acts() or ("" if acts.form is not None or acts.bar.primary else "这件事现在没有您要办的下一步")

    def may_not_report() -> str:
        role = window.role
        return bridge.no_county() or ("" if role is None or may(role, "report") else "您的账号不登记事件")

    def print_sheets() -> None:
        from desktop.printing.ways import print_event_sheets

        print_event_sheets(window, page.middle.rows)

    def print_slips() -> None:
        from desktop.printing.ways import print_slips

        print_slips(window, page.middle.rows)

    keys = ("Ctrl+Return", "Ctrl+Enter")
    return [
        Command("act-primary", "办下一步 / 提交", keys, acts.open_primary, no_primary, "办理"),
        Command("act-more", "其他动作…", ("Ctrl+.",), acts.bar.open_more, no_acts, "办理"),
        Command("inbox-register", "登记新事件", ("F2",), page.place.open_new, may_not_report, "办理"),
        Command("inbox-next", "下一件", ("Alt+Down",), lambda: page.list.step(1), nothing, "办理"),
        Command("inbox-previous", "上一件", ("Alt+Up",), lambda: page.list.step(-1), nothing, "办理"),
        Command("inbox-ledger", "时限说明", ("Ctrl+I",), page.middle.explain, nothing, "办理"),
        Command("inbox-list", "回到列表", ("F6",), page.list.view.setFocus, bridge.no_county, "办理"),
        Command("inbox-print", "打印工单…", ("Ctrl+P",), print_sheets, nothing, "打印"),
        Command("inbox-slips", "打印回执与告知单…", (), print_slips, nothing, "打印"),
    ]
