"""What was typed into a form and not sent: kept in the settings of this desk as it is typed, so that neither Esc,
another selection nor a power cut loses it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QSettings

KEY = "acts/drafts"
MOST = 50  # the oldest goes


class Drafts:
    """Texts by key, in the order in which they were last written. Read anew each time: several forms may be open."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def _held(self) -> dict[str, str]:
        try:
            held = json.loads(str(self._settings.value(KEY, "{}")))
        except ValueError:  # written by another program, or cut short
            return {}
        return {str(k): str(v) for k, v in held.items()} if isinstance(held, dict) else {}

    def __len__(self) -> int:
        return len(self._held())

    def get(self, key: str) -> str:
        return self._held().get(key, "")

    def put(self, key: str, text: str) -> None:
        """Keep a text; an empty one is forgotten."""
        held = self._held()
        if text == held.pop(key, ""):
            return
        if text:
            held[key] = text
            for oldest in list(held)[:-MOST]:
                del held[oldest]
        self._settings.setValue(KEY, json.dumps(held, ensure_ascii=False))


def draft_key(county: str, login: str, kind: str, events: Iterable[int]) -> str:
    """Of one act on some events (ids) by one person: nobody finds another's words."""
    return f"{county}/{login}/{kind}/{','.join(map(str, sorted(events)))}"
