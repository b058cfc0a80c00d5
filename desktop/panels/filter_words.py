"""A filter said in words, for summaries, saved views and tooltips."""

from __future__ import annotations

from collections.abc import Iterable

from gis.county.divisions import Level
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.query import Filter
from gis.events.states import SOURCE_WORD, STATE_LIFE_ORDER, STATE_WORD, STATUS_WORD, Source, Status
from gis.foundation.clock import day_number, day_start, local
from gis.snapshot import Snapshot


def words_of(chosen: Filter, snapshot: Snapshot | None, now: int = 0) -> list[str]:
    """One short word or phrase for each restriction, in the order of the panel; empty when nothing restricts. `now`
    (UTC seconds) lets it say 今天."""
    every = len(chosen.states) == len(STATE_LIFE_ORDER)
    parts = ["全部状态" if every else _some([STATE_WORD[s] for s in STATE_LIFE_ORDER if s in chosen.states])]
    parts.append(_some([STATUS_WORD[Status(s)] for s in sorted(chosen.statuses)]))
    parts.append(_some([LIMIT_CLASS_WORD[LimitClass(c)] for c in sorted(chosen.limit_classes)]))
    parts.append(_some([SOURCE_WORD[Source(s)] for s in sorted(chosen.sources)]))
    if snapshot is not None:
        parts.append(_some([snapshot.items.category_names[c] for c in sorted(chosen.categories)]))
        parts.append(_some(_item_names(chosen.items, snapshot)))
        parts.append(_some(["未指派" if u < 0 else snapshot.units.name[u] for u in sorted(chosen.units)]))
        parts.append(_division_name(chosen.division, snapshot) if chosen.division else "")
    parts.append(span_words(chosen.since, chosen.until))
    parts.append(_since(chosen.assigned_since, now, "指派"))
    parts.append(_since(chosen.closed_since, now, "办结"))
    parts.append(f"“{chosen.text}”" if chosen.text else "")
    parts.append(chosen.given_words if chosen.given else "")
    return [part for part in parts if part]


def span_words(since: int, until: int) -> str:
    """A span of reporting time: 11-01 至 11-23, with years where it leaves the present one; empty when open."""
    if not since and not until:
        return ""
    last = local(until - 1) if until else None
    first = local(since) if since else None
    one_year = first is not None and last is not None and first.year == last.year
    form = "%m-%d" if one_year else "%Y-%m-%d"
    if first is not None and last is not None:
        return (
            f"{first.strftime(form)} 至 {last.strftime(form)}" if first.date() != last.date() else first.strftime(form)
        )
    return f"{first.strftime(form)} 起" if first is not None else f"{last.strftime(form)} 止" if last else ""


def _since(at: int, now: int, act: str) -> str:
    if not at:
        return ""
    today = now and at == day_start(day_number(now))
    return f"今日{act}" if today else f"{span_words(at, 0)}{act}"


def _division_name(row: int, snapshot: Snapshot) -> str:
    """张王疃乡, 小留庄; a grid with its village: 小留庄 008."""
    divisions = snapshot.divisions
    if divisions.level[row] == Level.GRID:
        return f"{divisions.short_name[int(divisions.parent[row])]} {divisions.short_name[row]}"
    return divisions.short_name[row]


def _item_names(items: Iterable[int], snapshot: Snapshot) -> list[str]:
    return [snapshot.items.name[i] for i in sorted(items) if 0 <= i < len(snapshot.items)]


def _some(words: list[str]) -> str:
    return "、".join(words) if len(words) <= 2 else f"{words[0]}等 {len(words)} 项"
