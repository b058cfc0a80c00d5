"""Against what the plan on the table is measured, and what a new draft is called: in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from gis.boundaries.plans.plan import OPEN_STATES, Plan, PlanState, Stroke
from gis.foundation.clock import local

if TYPE_CHECKING:
    from gis.boundaries.editing.state import State


def measured(plan: Plan | None, compared: Plan | None, behind: bool) -> str:
    """相对现行, or what is true. compared: the plan it is measured against, None for the county it was drawn on.
    behind: whether the county in force went on since."""
    if compared is not None:
        return f"相对“{compared.name}”"
    if plan is None:
        return "相对现行"
    if plan.state is PlanState.IN_FORCE:
        return f"相对 {local(plan.touched_at):%m-%d} 生效前"
    if plan.state not in OPEN_STATES:
        return f"相对 {local(plan.created_at):%m-%d} 编制时"
    return "相对编制时（现行已另改）" if behind else "相对现行"


def fresh_name(county: State | None, village: str, now: int) -> str:
    """小留庄 11月25日调整"""
    place = county.places.get(village) if county is not None else None
    return f"{place.short_name if place is not None else '网格'} {local(now):%m月%d日}调整"


def unlike(name: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    number = 2
    fresh = name
    while fresh in taken:
        fresh, number = f"{name} {number}", number + 1
    return fresh


def heavy(strokes: Sequence[Stroke]) -> bool:
    """Whether the last of these takes long to follow: a whole village divided anew."""
    return bool(strokes) and strokes[-1].kind == "redivide"
