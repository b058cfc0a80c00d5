"""What was typed into a form and not sent: kept in the settings of this desk as it is typed, so that neither Esc,
another selection nor a power cut loses it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QSettings

KEY = "acts/drafts"
MOST = 50  # the oldest goes


class Drafts:
    """Texts by key, in the order in which they were last written."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings
        try:
            held = json.loads(str(settings.value(KEY, "{}")))
        except ValueError:  # written by another program, or cut short
            held = {}
        self._held: dict[str, str] = {str(k): str(v) for k, v in held.items()} if isinstance(held, dict) else {}

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: str) -> str:
        return self._held.get(key, "")

    def put(self, key: str, text: str) -> None:
        """Keep a text; an empty one is forgotten."""
        if text == self._held.get(key, ""):
            return
        self._held.pop(key, None)
        if text:
            self._held[key] = text
            for oldest in list(self._held)[:-MOST]:
                del self._held[oldest]
        self._settings.setValue(KEY, json.dumps(self._held, ensure_ascii=False))


def draft_key(county: str, login: str, kind: str, events: Iterable[int]) -> str:
    """Of one act on some events (ids) by one person: nobody finds another's words."""
    return f"{county}/{login}/{kind}/{','.join(map(str, sorted(events)))}"
