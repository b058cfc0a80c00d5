"""An open county: load it, commit to it, read its journal, its histories and pictures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from gis.deadlines.limits import Limit, LimitClass, LimitUnit, Rule
from gis.foundation.changes import Change, Committed
from gis.foundation.errors import Conflict
from gis.snapshot import Snapshot
from gis.store import schema
from gis.store.engine import reading, writing
from gis.store.journal import committed_of
from gis.store.places import Place
from gis.store.projection import to_metres
from gis.store.reading import read_snapshot
from gis.store.writing import write_change

if TYPE_CHECKING:
    from gis.evaluation.acts import Acts

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class StepRow:
    """One line of an event's history. at: UTC seconds. act: Act. actor: staff id, 0 the platform. actor_name: as
    the journal has it, empty for lines written when the county was created. unit: unit id, 0 none."""

    at: int
    act: int
    actor: int
    actor_name: str
    unit: int
    note: str
    seq: int


@dataclass(frozen=True)
class PhotoRow:
    """One picture of an event. x_m, y_m: EPSG:4547 metres."""

    id: int
    after: bool
    taken_at: int
    x_m: float
    y_m: float
    jpeg: bytes


@dataclass(frozen=True)
class SavedView:
    """A named filter and column set of the queue, one user's own. `body`: JSON."""

    id: int
    owner: str
    name: str
    body: Any


class Store:
    """Safe to use from several threads; each call is one transaction. StoreError when the database fails."""

    def __init__(self, engine: Engine, place: Place, location: str) -> None:
        self.engine = engine
        self.place = place
        self.location = location

    def close(self) -> None:
        self.engine.dispose()

    # --- the county

    def load_snapshot(self, progress: Progress | None = None, with_events: bool = True) -> Snapshot:
        """Everything one station keeps in memory; `progress` is told (share 0 … 1, words). Without events it takes a
        tenth of the time."""
        with reading(self.engine) as connection:
            return read_snapshot(connection, progress, with_events)

    def commit(
        self,
        change: Change,
        actor: str,
        station: str,
        staff_id: int,
        at: int,
        also: Callable[[Connection], None] | None = None,
    ) -> Committed:
        """Write a change for good: when this returns, it survives a power cut. See gis.store.writing.write_change;
        Conflict if someone was first (nothing is written). at: UTC seconds. also: what is kept outside the journal in
        the same transaction (a password)."""
        try:
            with writing(self.engine) as connection:
                committed = write_change(connection, change, actor, station, staff_id, at)
                if also is not None:
                    also(connection)
                return committed
        except IntegrityError as error:
            if any(e.table == "event" and e.before is None for e in change.edits) and "number" in str(error.orig):
                raise Conflict("事件编号已被他人占用，您的操作没有写入。", "event", (), ()) from error
            raise

    def last_seq(self) -> int:
        """The last journal sequence; cheap enough to poll every second."""
        with reading(self.engine) as connection:
            return int(connection.execute(select(schema.county.c.head_seq)).scalar_one())

    def journal(self, after: int = 0, limit: int | None = None) -> list[Committed]:
        """Journal rows with a sequence above `after`, oldest first."""
        table = schema.journal
        query = select(table).where(table.c.seq > after).order_by(table.c.seq).limit(limit)
        with reading(self.engine) as connection:
            return [committed_of(dict(row)) for row in connection.execute(query).mappings()]

    def verify_cached(self, snapshot: Snapshot) -> list[Committed] | None:
        """The journal rows that a cached snapshot lacks (to be adopted in order), or None if it is not of this
        county, from a later state than the store's, or so far behind that loading afresh is quicker."""
        with reading(self.engine) as connection:
            county = connection.execute(select(schema.county)).mappings().one()
            behind = county["head_seq"] - snapshot.seq
        if county["uid"] != snapshot.uid or behind < 0 or behind > MAX_BEHIND:
            return None
        return self.journal(snapshot.seq) if behind else []

    # --- one event

    def steps(self, event_id: int) -> list[StepRow]:
        """The history of one event, oldest first."""
        s, j = schema.step.c, schema.journal.c
        query = (
            select(s.at, s.act, s.actor, func.coalesce(j.actor, ""), func.coalesce(s.unit, 0), s.note, s.seq)
            .select_from(schema.step.outerjoin(schema.journal, s.seq == j.seq))
            .where(s.event == event_id)
            .order_by(s.seq, s.line)
        )
        with reading(self.engine) as connection:
            return [StepRow(*row) for row in connection.execute(query)]

    def photos(self, event_id: int) -> list[PhotoRow]:
        """The pictures of one event, before and after disposal, oldest first."""
        p, b = schema.photo.c, schema.blob.c
        query = (
            select(p.id, p.after, p.taken_at, p.lon, p.lat, b.data)
            .join_from(schema.photo, schema.blob)
            .where(p.event == event_id)
            .order_by(p.taken_at, p.id)
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        x, y = to_metres(np.array([r.lon for r in rows], float), np.array([r.lat for r in rows], float))
        return [
            PhotoRow(r.id, bool(r.after), r.taken_at, float(x[i]), float(y[i]), bytes(r.data))
            for i, r in enumerate(rows)
        ]

    def add_blob(self, data: bytes) -> str:
        """Keep a picture's bytes; the SHA-256 under which an edit of the photo table names them."""
        key = sha256(data).hexdigest()
        with writing(self.engine) as connection:
            if not connection.execute(select(schema.blob.c.sha256).where(schema.blob.c.sha256 == key)).first():
                connection.execute(insert(schema.blob), {"sha256": key, "data": data})
        return key

    # --- many events

    def acts(self, event_ids: Iterable[int] | None = None) -> Acts:
        """What evaluation needs of the histories (gis.store.acts.read_told), or every act of the given events."""
        from gis.store import acts

        with reading(self.engine) as connection:
            return acts.read_told(connection) if event_ids is None else acts.read_of(connection, event_ids)

    # --- tables of the county

    def rules(self) -> list[Rule]:
        """Limits per class kept in this county's store; empty if it goes by the shipped table."""
        r = schema.limit_rule
        with reading(self.engine) as connection:
            rows = connection.execute(select(r).order_by(r.c.id)).mappings().all()
        return [
            Rule(
                LimitClass(row["limit_class"]),
                date.fromisoformat(row["effective"]),
                Limit(LimitUnit(row["reply_unit"]), row["reply_amount"]),
                Limit(LimitUnit(row["close_unit"]), row["close_amount"]),
                row["warn_share"],
                row["item"],
            )
            for row in rows
        ]

    def calendar_days(self) -> list[tuple[date, bool, str]]:
        """(day, working, name) that this county's store sets; empty if it goes by the shipped calendar."""
        c = schema.calendar_day.c
        with reading(self.engine) as connection:
            rows = connection.execute(select(c.day, c.working, c.name).order_by(c.day)).all()
        return [(date.fromisoformat(day), bool(working), name) for day, working, name in rows]

    # --- saved views: a user's own, so outside the journal

    def saved_views(self, owner: str) -> list[SavedView]:
        """A user's views by name."""
        v = schema.saved_view.c
        query = select(v.id, v.owner, v.name, v.body).where(v.owner == owner).order_by(v.name)
        with reading(self.engine) as connection:
            return [SavedView(i, o, n, json.loads(b)) for i, o, n, b in connection.execute(query)]

    def save_view(self, owner: str, name: str, body: Any) -> SavedView:
        """Keep a view under a name; one of the same name is replaced. `body`: anything JSON holds."""
        v = schema.saved_view
        text = json.dumps(body, ensure_ascii=False)
        with writing(self.engine) as connection:
            connection.execute(delete(v).where(v.c.owner == owner, v.c.name == name))
            code = connection.execute(select(schema.county.c.code)).scalar_one()
            key = connection.execute(insert(v).values(county=code, owner=owner, name=name, body=text))
            assert key.inserted_primary_key is not None
            return SavedView(int(key.inserted_primary_key[0]), owner, name, body)

    def delete_view(self, view_id: int) -> None:
        with writing(self.engine) as connection:
            connection.execute(delete(schema.saved_view).where(schema.saved_view.c.id == view_id))

    # --- copies

    def backup(self, destination: str, progress: Progress | None = None, verify: bool = False) -> Path:
        """A copy of the county while everyone goes on working; see gis.store.backup.backup."""
        from gis.store.backup import backup

        return backup(self.place, destination, progress, verify)


MAX_BEHIND = 5000  # journal rows
