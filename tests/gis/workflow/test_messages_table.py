"""The table of messages: every line can be filled, and a broken one is told plainly."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from gis.workflow.messages import MessageTableError, _table

KNOWN = {"number", "reported", "matter", "place", "unit", "result", "county", "close_by"}


def test_every_line_uses_known_slots():
    for lines in _table().values():
        for text in lines.values():
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= KNOWN


@pytest.mark.parametrize("text", ["不是 toml", '[closed]\nreporter = "好"\n'])
def test_a_broken_table_is_told_with_what_to_do(tmp_path: Path, text: str):
    path = tmp_path / "messages.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(MessageTableError, match=r"messages\.toml 读不出来") as told:
        _table(path)
    assert "改正" in told.value.remedy
