"""A property that the style sheet reads, set on a widget that may be in sight: Qt looks at it anew only when asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, name: str, value: Any) -> None:
    """name: tone, kind, invalid … as resources/themes/desk.qss knows them."""
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
