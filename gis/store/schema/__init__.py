"""The tables as the program uses them; gis/store/migrations builds them and a test holds the two equal.

Instants are UTC seconds (0: not yet). Places are lon/lat degrees, EPSG:4490. `version` is the journal sequence that
last wrote a row, 0 for a row as the county was created. Rows carry the county code so that tables can be
partitioned by it.
"""

from __future__ import annotations

from gis.store.schema.base import APPLICATION_ID, HEAD, metadata
from gis.store.schema.county import arc, category, county, division, duty, ground, household, item, staff, unit
from gis.store.schema.events import assisting, blob, clock_act, event, merged, photo, step
from gis.store.schema.journal import journal, saved_view
from gis.store.schema.people import account, account_secret
from gis.store.schema.planning import border_change, border_lock, plan, plan_stroke, presence
from gis.store.schema.rules import calendar_day, calendar_year, limit_rule, setting
from gis.store.schema.supervision import accountability, dismissal, letter, letter_event, rectification

EDITABLE = (  # what a Change may edit, parents first: inserts go down this list, deletes up
    division, unit, staff, category, item, duty, arc, ground, household, event, photo, limit_rule, calendar_day,
    calendar_year, setting, clock_act, merged, assisting, account, plan, plan_stroke, border_lock,
    letter, letter_event, rectification, accountability, dismissal,
)  # fmt: skip

__all__ = [
    "APPLICATION_ID",
    "EDITABLE",
    "HEAD",
    "account",
    "account_secret",
    "accountability",
    "arc",
    "assisting",
    "blob",
    "border_change",
    "border_lock",
    "calendar_day",
    "calendar_year",
    "category",
    "clock_act",
    "county",
    "dismissal",
    "division",
    "duty",
    "event",
    "ground",
    "household",
    "item",
    "journal",
    "letter",
    "letter_event",
    "limit_rule",
    "merged",
    "metadata",
    "photo",
    "plan",
    "plan_stroke",
    "presence",
    "rectification",
    "saved_view",
    "setting",
    "staff",
    "step",
    "unit",
]  # fmt: skip
