"""The harness itself: a tiny program stands in for the desk, so that a broken journey is never the harness's fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.journeys import harness
from tests.journeys.harness import RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]

PROGRAM = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from desktop.probe import start_probe
app = QApplication(sys.argv)
window = QWidget()
window.setStyleSheet("background: #c0101e")
window.resize(600, 400)
field = QLineEdit(window, objectName="field")
field.setGeometry(20, 20, 300, 32)
button = QPushButton("按", window, objectName="button")
button.setGeometry(20, 80, 80, 32)
heard = []
button.clicked.connect(lambda: heard.append("click"))
window.mousePressEvent = lambda e: heard.append("press")
window.mouseMoveEvent = lambda e: heard.append("move")
window.mouseReleaseEvent = lambda e: heard.append("release")
window.keyPressEvent = lambda e: heard.append(e.text())
start_probe({"heard": lambda: heard, "text": field.text, "twice": lambda n: 2 * n}, app)
window.show()
app.exec()
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "main.py").write_text(f"import sys; sys.path.insert(0, {str(harness.ROOT)!r})\n{PROGRAM}", "utf-8")
    monkeypatch.setattr(harness, "ROOT", tmp_path)
    with VirtualScreen(800, 600) as screen, RealWindow(screen) as window:
        yield window


def test_asks_clicks_types_and_drags(desk: RealWindow) -> None:
    assert desk.ask("twice", 21) == 42
    with pytest.raises(LookupError, match="no widget named nothing"):
        desk.rect("nothing")
    desk.click(desk.centre("button"))
    desk.wait_for("the click", lambda: desk.ask("heard") == ["click"])
    desk.drag((300, 200), (420, 260), steps=5)
    desk.wait_for("the release", lambda: desk.ask("heard")[-1] == "release")
    assert desk.ask("heard").count("move") >= 5
    desk.click(desk.centre("field"))
    desk.type("xlz")
    desk.type("小留庄")
    desk.wait_for("the text", lambda: desk.ask("text") == "xlz小留庄")


def test_takes_a_picture_of_the_screen(desk: RealWindow, tmp_path: Path) -> None:
    desk.wait_for("the ground", lambda: tuple(desk.screen.pixels()[350, 500]) == (0xC0, 0x10, 0x1E))
    picture = Image.open(desk.picture(tmp_path / "screen.png"))
    assert picture.size == (800, 600)
    assert picture.getpixel((500, 350)) == (0xC0, 0x10, 0x1E)
    assert picture.getpixel((700, 500)) == (0, 0, 0)


def test_a_program_that_ends_is_told_with_its_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.py").write_text("print('打不开'); raise SystemExit(3)", "utf-8")
    monkeypatch.setattr(harness, "ROOT", tmp_path)
    with VirtualScreen(320, 200) as screen, pytest.raises(AssertionError, match=r"ended with 3\n打不开"):
        RealWindow(screen)
