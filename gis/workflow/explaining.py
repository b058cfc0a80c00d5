"""Why an event's deadlines are when they are: its two clocks as ledgers, with the pauses its history tells of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.ledger import Ledger, explain
from gis.deadlines.limits import Rule, rule_for
from gis.deadlines.pauses import Pause
from gis.events.columns import Events
from gis.events.states import Act
from gis.foundation.clock import day_number


class StepLike(Protocol):
    """A line of history: when, which act, what was said."""

    @property
    def at(self) -> int: ...
    @property
    def act(self) -> int: ...
    @property
    def note(self) -> str: ...


def pauses_of(steps: Iterable[StepLike], now: int) -> list[Pause]:
    """The pauses of a history, oldest first; one that still runs ends at `now` (UTC seconds)."""
    found: list[Pause] = []
    begun: StepLike | None = None
    for step in steps:
        if step.act == Act.PAUSE and begun is None:
            begun = step
        elif step.act == Act.RESUME and begun is not None:
            found.append(Pause(begun.at, step.at, begun.note))
            begun = None
    if begun is not None:
        found.append(Pause(begun.at, now, begun.note))
    return found


def clocks(
    events: Events,
    row: int,
    steps: Iterable[StepLike],
    rules: tuple[Rule, ...],
    calendar: WorkCalendar,
    now: int,
) -> list[tuple[str, Ledger]]:
    """(回复 | 办结, ledger) of the limits that an event row has. The county's rule of the filing day applies."""
    filed_at = int(events.reported_at[row])
    rule = rule_for(rules, int(events.limit_class[row]), day_number(filed_at))
    pauses = pauses_of(steps, now)
    told = [("回复", rule.reply), ("办结", rule.close)]
    ledgers = [(word, explain(limit, filed_at, calendar, pauses)) for word, limit in told]
    return [(word, ledger) for word, ledger in ledgers if ledger.due]
