"""The time machine: the borders of any day, and the days on which they changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions
from gis.county.ground import Households
from gis.foundation.clock import SHANGHAI, local
from gis.foundation.errors import Refused
from gis.snapshot import Snapshot
from gis.workspace import Workspace


@dataclass(frozen=True)
class BorderDate:
    """One change of borders. at: UTC seconds. words: as the journal names it."""

    seq: int
    at: int
    who: str
    words: str


@dataclass(frozen=True)
class Past:
    """The county's borders at the end of a day. seq: the journal sequence they stand for. present: whether they are
    those of today. last: the change that made them so, None if it was the county's creation.
    snapshot: the whole county with them."""

    day: date
    seq: int
    divisions: Divisions
    mesh: Mesh
    households: Households
    present: bool
    last: BorderDate | None
    snapshot: Snapshot


def border_dates_of(workspace: Workspace) -> list[BorderDate]:
    """Every change of borders, oldest first."""
    from gis.store.plans import border_dates

    return [BorderDate(*row) for row in border_dates(workspace.store())]


def past_of(workspace: Workspace, day: date) -> Past:
    """The borders at the end of a day; what changed since is taken back from the present snapshot. Refused for a day
    before the county was created, and for one still to come."""
    from gis.store.past import before
    from gis.store.plans import border_rows, created_at

    end = int(datetime.combine(day + timedelta(days=1), time(), SHANGHAI).timestamp())
    store, snapshot = workspace.store(), workspace.snapshot
    born = created_at(store)
    if end <= born:
        raise Refused(f"{day} 还没有建库，没有界线可看。", f"本县的界线自 {local(born):%Y-%m-%d} 起有记录。")
    if day > local(workspace.clock.now()).date():
        raise Refused(f"{day} 还没有到，界线要等方案生效。", "要看将来的界线，请打开已批准的方案。")
    rows = [row for row in border_rows(store, 0, end - 1) if row.seq <= snapshot.seq]
    past = before(snapshot, rows)
    last = next((d for d in reversed(border_dates_of(workspace)) if d.at < end), None)
    return Past(day, past.seq, past.divisions, past.mesh, past.households, not rows, last, past)
