"""How many households a grid may hold, what follows for the number of grids, and why there may be no partition."""

from __future__ import annotations

from gis.foundation.errors import WanggeError

RULE = (5, 60)  # least and most households of a grid
Window = tuple[int, int]


class NoPartition(WanggeError):
    """There is no partition that keeps the rule, or none was found; the message says which and why."""


def fewest(households: int, rule: Window = RULE) -> int:
    """As few grids as the rule allows. Raises NoPartition when no number of grids does."""
    if households < rule[0]:
        raise NoPartition(
            f"只有 {households} 户，一个网格至少 {rule[0]} 户，无法单独划分网格。", "请与相邻的村或网格一并划分。"
        )
    k = -(-households // rule[1])
    check_number(households, k, rule)
    return k


def check_number(households: int, k: int, rule: Window = RULE) -> None:
    """Raises NoPartition, with a reason and a way out, where k grids cannot each hold what the rule asks."""
    least, most = rule
    if k < 1:
        raise NoPartition(f"网格数须至少为 1，给出的是 {k}。", "请改网格数。")
    if households < least * k:
        ways = f"最多可分 {households // least} 个。" if households >= least else "请与相邻的村或网格一并划分。"
        raise NoPartition(f"{households} 户分不成 {k} 个网格：每格至少 {least} 户，需 {least * k} 户。", ways)
    if households > most * k:
        raise NoPartition(
            f"{households} 户放不进 {k} 个网格：每格至多 {most} 户，最多容 {most * k} 户。",
            f"至少要分 {-(-households // most)} 个。",
        )


def balanced(households: int, k: int) -> Window:
    """The tightest window: every grid holds the mean, rounded down or up."""
    return households // k, -(-households // k)


def around(households: int, k: int, slack: float, rule: Window = RULE) -> Window:
    """A window of the mean ± slack (a share of it), inside the rule and never tighter than balanced."""
    low, high = balanced(households, k)
    mean = households / k
    return max(rule[0], min(low, round(mean * (1 - slack)))), min(rule[1], max(high, round(mean * (1 + slack))))
