"""How units fit the list of duties for the events at hand, and what a drop onto one of them would do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Fit(IntEnum):
    """How a unit fits the duty list for the events at hand."""

    RECOMMENDED = 0  # 推荐: leads the duty for every one of them
    POSSIBLE = 1  # 可: assists, or is the township they lie in
    MISFIT = 2  # 不符


FIT_WORD = {Fit.RECOMMENDED: "推荐", Fit.POSSIBLE: "可", Fit.MISFIT: "不符"}


@dataclass(frozen=True)
class UnitFit:
    """One unit as a drop target. `reason` says why: 权责清单 第 3.2 项 · 农田水利, 无此权责, 非本辖区."""

    unit: int  # row in Units
    fit: Fit
    reason: str
    load: int  # open events now
    load_after: int
    capacity: int


@dataclass(frozen=True)
class Foresight:
    """What a drop would do, before it is made; instants are UTC seconds, 0 none. When the events differ, due is the
    earliest and `due_varies` is true. `skipped` lists skipped day numbers with the reason (周末, 国庆节 …)."""

    rows: tuple[int, ...]
    unit: int
    fit: UnitFit
    reply_due: int
    close_due: int
    due_varies: bool
    provisional: bool
    skipped: tuple[tuple[int, str], ...]
    basis: str  # 权责清单 主责 农田水利 · 全县
