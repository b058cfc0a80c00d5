"""How words answer: one JSON document on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any


def print_json(value: Any) -> None:
    """One JSON document, Chinese kept readable."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


class ProgressLines:
    """Progress on standard error, for people and for a window that reads it: a line whenever the words change or
    another part of the work is done."""

    STEP = 0.02

    def __init__(self) -> None:
        self._words, self._share = "", -1.0

    def __call__(self, share: float, words: str) -> None:
        if words != self._words or share >= self._share + self.STEP:
            self._words, self._share = words, share
            print(f"{share:4.0%} {words}", file=sys.stderr, flush=True)
