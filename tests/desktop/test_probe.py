"""The probe answers questions about the window, and nothing listens unless it is asked to."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.probe import VARIABLE, start_probe


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget(objectName="desk")
    QPushButton("按", window, objectName="assign").setGeometry(30, 40, 80, 32)
    QPushButton("藏", window, objectName="hidden").hide()
    window.resize(300, 200)
    qtbot.addWidget(window)
    window.show()
    return window


def test_off_unless_the_environment_names_a_socket(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert start_probe({}, QObject()) is None


@pytest.fixture
def ask(window: QWidget, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ask as another process does: through the socket."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "p"))
    answers = {
        "seq": lambda: np.int64(7),
        "twice": lambda n: 2 * n,
        "fails": lambda: {}["x"],
        "rows": lambda: np.arange(3),
    }
    probe = start_probe(answers, window)
    assert probe is not None
    end = QLocalSocket()
    end.connectToServer(str(tmp_path / "p"))
    assert end.waitForConnected(1000)

    def ask(**question: object) -> dict:
        with qtbot.waitSignal(end.readyRead, timeout=2000):
            end.write(json.dumps(question).encode() + b"\n")
        return json.loads(end.readLine().data())

    yield ask
    end.close()
    probe.close()


def test_says_where_widgets_are(ask, window: QWidget) -> None:
    box = ask(ask="widget", name="assign")["ok"]
    corner = window.mapToGlobal(window.rect().topLeft())
    assert (box["x"] - corner.x(), box["y"] - corner.y(), box["width"], box["height"]) == (30, 40, 80, 32)
    assert (box["visible"], box["enabled"]) == (True, True)
    assert ask(ask="widget", name="hidden")["ok"]["visible"] is False
    assert {"desk", "assign"} <= set(ask(ask="widgets")["ok"])
    assert "hidden" not in ask(ask="widgets")["ok"]


def test_answers_registered_words_numpy_and_all(ask) -> None:
    assert ask(ask="seq") == {"ok": 7}
    assert ask(ask="rows") == {"ok": [0, 1, 2]}
    assert ask(ask="twice", args=[21]) == {"ok": 42}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ({"ask": "nothing"}, "KeyError"),
        ({"ask": "widget", "name": "absent"}, "no widget named absent"),
        ({"ask": "fails"}, "KeyError"),
        ({"ask": "twice"}, "TypeError"),
        ({}, "KeyError"),
    ],
)
def test_a_question_that_fails_is_answered_with_the_reason(ask, question: dict, word: str) -> None:
    assert word in ask(**question)["error"]
    assert ask(ask="seq") == {"ok": 7}
