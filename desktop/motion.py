"""Whether things may move: the user's wish, else the system's. With less motion every move of the map is immediate."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from desktop.window import Window

KEY = "desk/motion"
LESS, FULL = "less", "full"


def system_wants_less() -> bool:
    """The system's wish where Qt tells it: Windows's switch for animation effects. Elsewhere Qt does not say, and the
    command of the menu decides."""
    return sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def wants_less(settings: QSettings) -> bool:
    """The user's choice, or the system's wish where none was made."""
    chosen = str(settings.value(KEY, ""))
    return chosen == LESS if chosen in (LESS, FULL) else system_wants_less()


def apply(settings: QSettings) -> None:
    """Tell the whole program; maps ask the application before each move."""
    application = QApplication.instance()
    if application is not None:
        application.setProperty("reduceMotion", wants_less(settings))


def toggle(window: Window) -> None:
    """The other way, kept for the next start."""
    window.settings.setValue(KEY, FULL if wants_less(window.settings) else LESS)
    apply(window.settings)


def words(settings: QSettings) -> str:
    """What the command would do."""
    return "恢复动画" if wants_less(settings) else "减少动画"
