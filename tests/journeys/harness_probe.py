"""The asking end of the probe (desktop/probe.py): one JSON document a line over a local socket."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any


class ProbeClient:
    """Asks a running window where things are."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._lines = end.makefile("rb")

    @staticmethod
    def connect(path: Path, timeout_s: float = 20) -> ProbeClient | None:
        """None while the window does not listen yet."""
        end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        end.settimeout(timeout_s)
        try:
            end.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            end.close()
            return None
        return ProbeClient(end)

    def ask(self, word: str, *args: Any) -> Any:
        """The answer of a registered word; LookupError with the window's reason when it cannot answer."""
        return self._exchange({"ask": word, "args": list(args)})

    def widget(self, name: str) -> dict[str, Any]:
        """Screen rectangle of a widget by objectName."""
        return self._exchange({"ask": "widget", "name": name})

    def close(self) -> None:
        self._lines.close()
        self._end.close()

    def _exchange(self, question: dict[str, Any]) -> Any:
        self._end.sendall(json.dumps(question).encode() + b"\n")
        line = self._lines.readline()
        if not line:
            raise ConnectionError("the window closed its probe")
        reply = json.loads(line)
        if "error" in reply:
            raise LookupError(reply["error"])
        return reply["ok"]
