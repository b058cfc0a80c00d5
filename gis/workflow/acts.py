"""The acts of the five steps by name, for those who offer them: each module has KIND, WORD, why_not(docket, row,
who, now) and a function of its own name (docket, rows, who, now, words, …) -> Change."""

from __future__ import annotations

from types import ModuleType

from gis.workflow import (
    approve,
    ask_extension,
    ask_more,
    ask_pause,
    assist,
    close,
    decline,
    escalate,
    merge,
    progress,
    rate,
    reclassify,
    refuse,
    reopen,
    reply,
    resolve,
    resume,
    rework,
    send_back,
    verify,
)

STEPS: tuple[ModuleType, ...] = (
    refuse, ask_more, reclassify, merge, assist, escalate, reply, send_back, progress, ask_pause, ask_extension,
    approve, decline, resume, resolve, verify, rework, rate, close, reopen,
)  # fmt: skip
ACTS: dict[str, ModuleType] = {module.KIND: module for module in STEPS}
