"""Commands of the desk as rows: id, words, keys, when available, why not, what to call. Menus are made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Command:
    """One thing a user can do. `refusal` gives "" when it can be done now, else the reason to show. `naming` gives the
    words of the moment where they change (撤销：指派给…)."""

    id: str
    words: str
    keys: tuple[str, ...]
    call: Callable[[], None]
    refusal: Callable[[], str] = lambda: ""
    menu: str = ""
    naming: Callable[[], str] | None = None


class Commands:
    """The commands of one window as QActions; `refresh` brings availability, words and tooltips up to date."""

    def __init__(self, owner: QWidget, rows: Iterable[Command]) -> None:
        self.rows = {row.id: row for row in rows}
        self.actions: dict[str, QAction] = {}
        for row in self.rows.values():
            action = QAction(row.words, owner)
            action.setObjectName(f"action-{row.id}")
            action.setShortcuts([QKeySequence(k) for k in row.keys])
            action.triggered.connect(lambda _checked=False, call=row.call: call())  # Qt would hand over `checked`
            owner.addAction(action)
            self.actions[row.id] = action
        self.refresh()

    def refresh(self) -> None:
        """Ask every command whether it can be done now; a disabled one says why."""
        for row in self.rows.values():
            reason = row.refusal()
            action = self.actions[row.id]
            if row.naming is not None:
                action.setText(row.naming())
            action.setEnabled(not reason)
            keys = " ".join(row.keys[:1])
            action.setToolTip(reason or (f"{action.text()}（{keys}）" if keys else action.text()))

    def of_menu(self, menu: str) -> list[QAction]:
        return [self.actions[row.id] for row in self.rows.values() if row.menu == menu]
