"""What a desk remembers between days: window layout, theme, last county, views. A plain INI file of the user."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSettings


def open_settings() -> QSettings:
    """The user's settings; WANGGE_SETTINGS names another file (tests, a second desk)."""
    path = os.environ.get("WANGGE_SETTINGS")
    if not path:
        from platformdirs import user_config_dir

        path = str(Path(user_config_dir("wangge", appauthor=False)) / "desk.ini")
    return QSettings(path, QSettings.Format.IniFormat)


def own_folder() -> Path:
    """The folder of the user's own data on this machine: the demo county, drafts, rows kept for repair."""
    from platformdirs import user_data_dir

    return Path(os.environ.get("WANGGE_DATA") or user_data_dir("wangge", appauthor=False))


def default_county() -> Path:
    """Where the demo county lives unless the user says otherwise: the newest that was made, or the first to make."""
    fresh = sorted(own_folder().glob("julu-demo-*.wangge"))
    return fresh[-1] if fresh else own_folder() / "julu-demo.wangge"
