"""Imports without PySide's look at every module's source.

PySide puts a hook of its own over `import`, for `from __feature__ import snake_case`: after each import it reads the
source of the new module and searches it for "PySide6". Nothing here uses such features, and over the 600 modules of a
start the reading costs a tenth of the time to the first picture and keeps every source line in memory.
"""

from __future__ import annotations

import builtins


def plain_imports() -> None:
    """Give Python its own `import` back, where PySide has put its hook; call it once PySide6.QtCore is imported."""
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
