"""Which county a word is about when the call does not say."""

from __future__ import annotations

import os
from pathlib import Path

from gis.foundation.errors import WanggeError


def county_named(given: str | None) -> str:
    """The location given, else the county that the desk opens on this machine; WanggeError if there is neither."""
    if given:
        return given
    from platformdirs import user_data_dir

    path = Path(os.environ.get("WANGGE_DATA") or user_data_dir("wangge", appauthor=False)) / "julu-demo.wangge"
    if not path.exists():
        raise WanggeError(
            "没有给出县库。", "请写上县库文件或 PostgreSQL 地址；或先用 main.py demo --out 文件 生成演示县。"
        )
    return str(path)
