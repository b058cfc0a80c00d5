"""Keys of outside services (a base map's), apart from the settings, in a file that only its owner may read.

A desk has no keyring that works on every office machine, and a key of the county must not travel with the settings file
that people send each other. The file is not encrypted: whoever sits at the user's own session can read it.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

OWNER_ONLY = 0o600

log = logging.getLogger(__name__)


class KeyFile:
    """Keys by name. Read once; each change is written whole, so that a file is there complete or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._keys = self._read()

    def get(self, name: str) -> str:
        """The key of a name, empty if none is kept."""
        return self._keys.get(name, "")

    def put(self, name: str, key: str) -> None:
        """Keep a key; an empty one is removed. OSError if it cannot be written."""
        before = dict(self._keys)
        if key:
            self._keys[name] = key
        else:
            self._keys.pop(name, None)
        if self._keys != before:
            self._write()

    def _read(self) -> dict[str, str]:
        try:
            if self.path.stat().st_mode & 0o077 and os.name == "posix":
                self.path.chmod(OWNER_ONLY)
            held = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            log.warning("保存的密钥读不出来，请重新填写：%s", error)
            return {}
        return {str(name): str(key) for name, key in held.items()} if isinstance(held, dict) else {}

    def _write(self) -> None:
        part = self.path.with_name(f".{self.path.name}.part")
        part.unlink(missing_ok=True)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="utf-8") as file:
            json.dump(self._keys, file, ensure_ascii=False)
        os.replace(part, self.path)
