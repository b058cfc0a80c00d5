"""Imports of the desk: PySide's hook is off, and widgets work without it."""

from __future__ import annotations

import subprocess
import sys

WORDS = """
import builtins, PySide6.QtCore
from desktop.imports import plain_imports
hooked = builtins.__import__
plain_imports()
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("网")
assert label.text() == "网" and label.sizeHint().isValid()
import linecache, colorsys
assert not any("colorsys" in name for name in linecache.cache), "its source was read"
print(builtins.__import__ is not hooked)
"""


def test_plain_imports_read_no_sources():
    done = subprocess.run([sys.executable, "-c", WORDS], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "True\n", done.stderr
