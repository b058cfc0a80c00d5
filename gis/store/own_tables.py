"""What the county itself decides, read at once: limits, calendar, settings, and whether it has accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import LimitClass, Rule, load_rules
from gis.deadlines.seed import load_calendar
from gis.deadlines.years import OwnDay, days_of, overlaid, with_hours
from gis.foundation.settings import Settings, load_settings, sessions
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
    settings = load_settings(own)
    calendar = overlaid(load_calendar(), confirmed, days_of(store.calendar_days()))
    return OwnTables(
        tuple(store.rules()) or load_rules(),
        with_hours(calendar, sessions(settings.office_hours)),
        settings,
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


def confirmed_years(store: Store) -> list[int]:
    """Years whose notice the county has taken."""
    year = schema.calendar_year.c
    with reading(store.engine) as connection:
        return list(connection.execute(select(year.year).where(year.confirmed)).scalars())


def held_days(store: Store) -> list[OwnDay]:
    """Days that the county set."""
    return days_of(store.calendar_days())


def rule_keys(store: Store) -> dict[tuple[LimitClass, int, date], tuple[int, int]]:
    """Key and version of each row of limits that the county keeps, by class, item id and effective day."""
    r = schema.limit_rule.c
    with reading(store.engine) as connection:
        rows = connection.execute(select(r.limit_class, r.item, r.effective, r.id, r.version)).all()
    return {(LimitClass(c), item, date.fromisoformat(day)): (key, v) for c, item, day, key, v in rows}
