"""What the county itself decides, read at once: limits, calendar, settings, and whether it has accounts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import Rule, load_rules
from gis.deadlines.seed import load_calendar
from gis.deadlines.years import days_of, overlaid
from gis.foundation.settings import Settings, load_settings
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store


@dataclass(frozen=True)
class OwnTables:
    """rules: the county's limits, or the shipped ones. calendar: the shipped one with the county's years over it.
    settings: likewise. has_accounts: someone must sign in before anything is written. notices: year → the notice it
    came from."""

    rules: tuple[Rule, ...]
    calendar: WorkCalendar
    settings: Settings
    has_accounts: bool
    notices: dict[int, str]


def own_tables(store: Store) -> OwnTables:
    """Everything at once, as the store has it now."""
    year, setting = schema.calendar_year.c, schema.setting.c
    with reading(store.engine) as connection:
        years = connection.execute(select(year.year, year.notice, year.confirmed)).all()
        own = {key: value for key, value in connection.execute(select(setting.key, setting.value))}
        accounts = connection.execute(select(schema.account.c.id).limit(1)).first() is not None
    confirmed = [y for y, _, is_confirmed in years if is_confirmed]
    return OwnTables(
        tuple(store.rules()) or load_rules(),
        overlaid(load_calendar(), confirmed, days_of(store.calendar_days())),
        load_settings(own),
        accounts,
        {y: notice for y, notice, _ in years},
    )


def own_versions(store: Store, table: str) -> dict[str | int, int]:
    """The version of every row of one of the county's own tables (limit_rule, calendar_day, calendar_year, setting),
    by key: what an edit of it must name."""
    found = schema.metadata.tables[table]
    key = found.primary_key.columns[0]
    with reading(store.engine) as connection:
        return {row[0]: row[1] for row in connection.execute(select(key, found.c.version))}
