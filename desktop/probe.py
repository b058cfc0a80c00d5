"""The probe: tells a test in another process where things are in the running window. It reads, never acts.

Off unless the environment names a socket (WANGGE_PROBE=/path/socket). One JSON document a line, both ways:

    {"ask": "widget", "name": "queue"}        → {"ok": {"x": 10, "y": 60, "width": 800, "height": 282, "visible": true}}
    {"ask": "widgets"}                        → {"ok": ["board", "canvas", …]}  (objectNames of visible widgets)
    {"ask": "<word>", "args": [3]}            → {"ok": whatever the callable registered under that word returns}
    anything that fails                       → {"error": "why"}

Rectangles are screen pixels of the device, as xdotool counts them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QPoint
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

VARIABLE = "WANGGE_PROBE"
Answers = Mapping[str, Callable[..., Any]]


def start_probe(answers: Answers, parent: QObject) -> Probe | None:
    """A listening probe when the environment asks for one, else None. `answers`: word → read-only callable whose
    result is JSON (numbers, strings, lists, dictionaries)."""
    path = os.environ.get(VARIABLE, "")
    return Probe(path, answers, parent) if path else None


class Probe(QObject):
    """Serves questions on a local socket in the GUI thread."""

    def __init__(self, path: str, answers: Answers, parent: QObject) -> None:
        super().__init__(parent)
        self._answers: dict[str, Callable[..., Any]] = {"widget": widget_rect, "widgets": widget_names, **answers}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        QLocalServer.removeServer(path)
        if not self._server.listen(path):
            raise OSError(f"probe cannot listen at {path}: {self._server.errorString()}")

    def close(self) -> None:
        self._server.close()

    def answer(self, line: bytes) -> dict[str, Any]:
        """The reply to one line; a question that fails is answered with the reason, so the asker sees it."""
        try:
            question = json.loads(line)
            call = self._answers[question["ask"]]
            args = [question["name"]] if "name" in question else question.get("args", [])
            return {"ok": call(*args)}
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RuntimeError, LookupError) as error:
            return {"error": f"{type(error).__name__}: {error}"}

    def _accept(self) -> None:
        while (end := self._server.nextPendingConnection()) is not None:
            end.readyRead.connect(lambda end=end: self._serve(end))
            end.disconnected.connect(end.deleteLater)
            self._serve(end)

    def _serve(self, end: QLocalSocket) -> None:
        while end.canReadLine():
            line = bytes(end.readLine().data())
            reply = json.dumps(self.answer(line), ensure_ascii=False, default=_plain)
            end.write(QByteArray(reply.encode() + b"\n"))
        end.flush()


def widget_rect(name: str) -> dict[str, Any]:
    """Screen rectangle of the first visible widget of an objectName (hidden ones only if no other is there)."""
    found = [w for w in QApplication.allWidgets() if w.objectName() == name]
    if not found:
        raise LookupError(f"no widget named {name}")
    widget = next((w for w in found if w.isVisible()), found[0])
    return rect_of(widget)


def rect_of(widget: QWidget) -> dict[str, Any]:
    """Device pixels on the screen, and whether one could click it."""
    corner = widget.mapToGlobal(QPoint(0, 0))
    scale = widget.devicePixelRatioF()
    return {
        "x": round(corner.x() * scale),
        "y": round(corner.y() * scale),
        "width": round(widget.width() * scale),
        "height": round(widget.height() * scale),
        "visible": widget.isVisible(),
        "enabled": widget.isEnabled(),
    }


def widget_names() -> list[str]:
    """Sorted objectNames of the visible widgets, Qt's own left out."""
    return sorted({w.objectName() for w in QApplication.allWidgets() if w.isVisible() and _named(w.objectName())})


def _named(name: str) -> bool:
    return bool(name) and not name.startswith("qt_")


def _plain(value: Any) -> Any:
    """numpy scalars and arrays, as the registered callables return them."""
    return value.tolist()
