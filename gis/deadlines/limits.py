"""Limits per class of matter, effective-dated, from a table that the county edits (resources/tables/limits.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path

from gis.foundation.errors import WanggeError
from resources import ROOT

ALWAYS_FROM, ALWAYS_UNTIL = -(10**9), 10**9


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
    """Reply and close limits of a class from a date on; `warn_share` is the share of a limit after which it is 临近.
    item: id of the one item it is for, which then goes before the rule of the class; 0 for all items of the class."""

    limit_class: LimitClass
    effective: date
    reply: Limit
    close: Limit
    warn_share: float = 0.75
    item: int = 0


class LimitTableError(WanggeError):
    """The table of limits cannot be read or lacks a class."""


UNIT_KEY = {u: u.name.lower() for u in LimitUnit}
UNIT_OF_KEY = {key: unit for unit, key in UNIT_KEY.items()}
CLASS_OF_KEY = {key: limit for limit, key in LIMIT_CLASS_KEY.items()}


def limit_words(limit: Limit) -> str:
    """A limit as the 时限说明 shows it: 2 小时, 当天, 7 个工作日, 不限."""
    if limit.unit is LimitUnit.HOURS:
        return f"{limit.amount} 小时"
    if limit.unit is LimitUnit.WORKING_DAYS:
        return f"{limit.amount} 个工作日"
    return "当天" if limit.unit is LimitUnit.SAME_DAY else "不限"


def rule_for(rules: tuple[Rule, ...], limit_class: int, day: int, item: int = 0) -> Rule:
    """The rule of a class on a day number, or the one of an item (its id) in it where the county has set one; the
    earliest of the class also covers the days before it."""
    found = [
        rule
        for rule, first, until in rule_spans(rules)
        if rule.limit_class == limit_class and rule.item in (0, item) and first <= day < until
    ]
    if found:
        return found[-1]
    raise LimitTableError(f"时限表里没有「{_word(limit_class)}」的规则。", "请在时限表中补上这一类。")


def rule_spans(rules: tuple[Rule, ...]) -> list[tuple[Rule, int, int]]:
    """Every rule with the day numbers from which (included) and until which (excluded) it holds; those of single items
    come last, for they go before those of their class."""
    spans: list[tuple[Rule, int, int]] = []
    for limit_class, item in sorted({(r.limit_class, r.item) for r in rules}, key=lambda key: (key[1], key[0])):
        chain = sorted((r for r in rules if (r.limit_class, r.item) == (limit_class, item)), key=lambda r: r.effective)
        begin = _day(chain[0].effective) if item else ALWAYS_FROM
        starts = [begin, *(_day(r.effective) for r in chain[1:]), ALWAYS_UNTIL]
        spans += [(rule, starts[i], starts[i + 1]) for i, rule in enumerate(chain)]
    return spans


def load_rules(path: Path | None = None) -> tuple[Rule, ...]:
    """The rules of a TOML table (default: the shipped resources/tables/limits.toml).

    Raises LimitTableError if it is missing, unreadable, names an unknown class or unit, or lacks a class.
    """
    import tomllib  # late: the first picture needs no table

    path = path or ROOT / "tables" / "limits.toml"
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
        rules = tuple(_rule(row) for row in table["rule"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise LimitTableError(
            f"时限表 {path.name} 读不出来：{error}。", "请改正后重开，或换回随附的时限表。"
        ) from error
    missing = [_word(c) for c in LimitClass if c not in {r.limit_class for r in rules}]
    if missing:
        raise LimitTableError(f"时限表 {path.name} 缺少：{'、'.join(missing)}。", "请补上后重开。")
    return rules


def _rule(row: dict) -> Rule:
    share = float(row.get("warn_share", 0.75))
    if not 0 < share <= 1:
        raise ValueError(f"warn_share {share} 应在 0 与 1 之间")
    effective = row["effective"]
    if not isinstance(effective, date):
        raise ValueError(f"effective {effective!r} 应为日期")
    return Rule(CLASS_OF_KEY[row["class"]], effective, _limit(row.get("reply")), _limit(row.get("close")), share)


def _limit(cell: dict | None) -> Limit:
    if cell is None:
        return Limit(LimitUnit.NONE)
    unit, amount = UNIT_OF_KEY[cell["unit"]], int(cell.get("amount", 0))
    if unit in (LimitUnit.HOURS, LimitUnit.WORKING_DAYS) and amount < 1:
        raise ValueError(f"{cell['unit']} 的 amount 应至少为 1")
    return Limit(unit, amount)


def _day(when: date) -> int:
    return (when - date(1970, 1, 1)).days


def _word(limit_class: int) -> str:
    return LIMIT_CLASS_WORD[LimitClass(limit_class)]
