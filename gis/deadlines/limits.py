"""Limits per class of matter, effective-dated, from a table that the county edits (resources/tables/limits.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class LimitClass(IntEnum):
    """The four classes of matter whose limits the county publishes (有呼必应、限时办结)."""

    EMERGENCY = 0
    ENQUIRY = 1
    LIVELIHOOD = 2
    OTHER = 3


LIMIT_CLASS_WORD = {
    LimitClass.EMERGENCY: "突发情况",
    LimitClass.ENQUIRY: "咨询政策",
    LimitClass.LIVELIHOOD: "公共服务",
    LimitClass.OTHER: "其他事项",
}
LIMIT_CLASS_KEY = {c: c.name.lower() for c in LimitClass}


class LimitUnit(IntEnum):
    """How a limit is counted."""

    NONE = 0  # no limit
    HOURS = 1  # wall clock, day and night
    SAME_DAY = 2  # end of the day of filing, wall clock
    WORKING_DAYS = 3  # end of the n-th working day after the day of filing


@dataclass(frozen=True)
class Limit:
    """One of the two clocks of a rule: `amount` hours or working days."""

    unit: LimitUnit
    amount: int = 0


@dataclass(frozen=True)
class Rule:
    """Reply and close limits of a class from a date on; `warn_share` is the share of a limit after which it is 临近."""

    limit_class: LimitClass
    effective: date
    reply: Limit
    close: Limit
    warn_share: float = 0.75
