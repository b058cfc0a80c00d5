"""Casework: the acts of the five steps on an open county. Reads what the store knows of the events at hand, asks the
act for its change, and leaves the committing to the workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

import numpy as np

from gis.events.duplicates import Twin, twins
from gis.events.states import Act, Status
from gis.foundation.changes import Change, Committed
from gis.foundation.clock import day_number
from gis.foundation.crs import to_degrees, to_metres
from gis.foundation.settings import Settings
from gis.workflow.acting import Blocked, unless
from gis.workflow.acts import ACTS
from gis.workflow.case_file import CaseFile, ClockAct, Doer
from gis.workflow.classify import classify
from gis.workflow.docket import Docket
from gis.workflow.next_acts import LIFE, WORDS, expected, in_order
from gis.workflow.outlook import Line, outlook
from gis.workflow.pictures import NewPicture
from gis.workflow.report import Report, report
from gis.workflow.requests import pending
from gis.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gis.intake.photo import TakenPicture
    from gis.store.store import Store
    from gis.workflow.messages import Message


@dataclass(frozen=True)
class Offer:
    """An act as it is offered for the events at hand. able: event rows that take it. blocked: those that do not, with
    the reason. expected: one of those that usually come next."""

    kind: str
    word: str
    able: tuple[int, ...]
    blocked: tuple[Blocked, ...]
    expected: bool

    @property
    def reason(self) -> str:
        """Why none of the events takes it; empty if one does."""
        if self.able or not self.blocked:
            return ""
        (reason, _), *others = Counter(one.reason for one in self.blocked).most_common()
        return f"{reason} 等" if others else reason


class Casework:
    """Thread notes: whatever reads files (`docket`, `act`, `requests`, `do`) touches disk and runs on a worker;
    `why_not` asks a docket in memory."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def settings(self) -> Settings:
        """The county's own numbers over the shipped ones."""
        return self.workspace.settings

    def docket(self, rows: Iterable[int]) -> Docket:
        """Everything that acts on these event rows are judged by, as the store has it now."""
        from gis.store.case_files import case_files

        workspace = self.workspace
        ids = workspace.snapshot.events.id
        files = case_files(self._store(), (int(ids[row]) for row in rows))
        return Docket(workspace.snapshot, files, workspace.rules, workspace.calendar, workspace.settings)

    def doer(self) -> Doer:
        """Who acts."""
        return Doer(self.workspace.actor.staff, self.workspace.actor.name)

    def why_not(self, kind: str, docket: Docket, row: int) -> str:
        """Why the present person cannot do an act (a key of gis.workflow.acts.ACTS) to an event row now: by role
        first, then by where the event stands. Empty if it can be done."""
        from gis.people.permissions import why_not

        workspace = self.workspace
        person = workspace.door.person
        if person is not None:
            helping = {row: tuple(unit for unit, _ in docket.file(row).assisting)}
            if why := why_not(person, kind, workspace.snapshot, [row], helping):
                return why
        return self._stands_against(kind, docket, row)

    def _stands_against(self, kind: str, docket: Docket, row: int) -> str:
        """Why the state of an event row does not take an act."""
        if kind == "accept":
            return unless(docket.county.events, row, Status.REPORTED)
        if kind == "assign":
            from gis.workflow.assign import sort_out

            _, blocked = sort_out(docket.county, np.array([row]), -1)
            return blocked[0].reason if blocked else ""
        return str(ACTS[kind].why_not(docket, row, self.doer(), self.workspace.clock.now()))

    def offers(self, docket: Docket, rows: Iterable[int]) -> list[Offer]:
        """Every act of the present person's role for these event rows, what usually comes next first; what the role
        does not do at all is left out (memory only)."""
        from gis.people.permissions import may

        person, events = self.workspace.door.person, docket.county.events
        picked = [int(row) for row in rows]
        kinds = [kind for kind in LIFE if person is None or may(person.role, kind)]
        if not picked or not kinds:
            return []
        status = Status(Counter(int(events.status[row]) for row in picked).most_common(1)[0][0])
        asked = any(pending(docket, row) is not None for row in picked)
        paused = any(bool(events.paused[row]) for row in picked)
        return [
            Offer(kind, WORDS[kind], *self._sorted_out(kind, docket, picked), expected(kind, status, asked, paused))
            for kind in in_order(kinds, status, asked, paused)
        ]

    def sort_out(self, kind: str, docket: Docket, rows: Iterable[int]) -> tuple[tuple[int, ...], tuple[Blocked, ...]]:
        """The event rows that take an act from the present person, and those that do not, each with its reason."""
        return self._sorted_out(kind, docket, [int(row) for row in rows])

    def _sorted_out(self, kind: str, docket: Docket, rows: list[int]) -> tuple[tuple[int, ...], tuple[Blocked, ...]]:
        able, blocked, events = [], [], docket.county.events
        for row in rows:
            if why := self.why_not(kind, docket, row):
                blocked.append(Blocked(row, events.number(row), why))
            else:
                able.append(row)
        return tuple(able), tuple(blocked)

    def foresee(self, docket: Docket, change: Change) -> tuple[Line, ...]:
        """What a change made on a docket will do, told before it is done (memory only)."""
        return outlook(docket, change, self.workspace.clock.now())

    def change(self, kind: str, docket: Docket, rows: Iterable[int], words: str = "", **more: Any) -> Change:
        """The change of an act on event rows by a docket that has all of them (memory only); see `act`."""
        now, picked = self.workspace.clock.now(), [int(row) for row in rows]
        if kind == "accept":
            from gis.workflow.accept import accept

            return accept(docket.county, np.array(picked, np.int32), now)
        function = getattr(ACTS[kind], kind)
        made: Change = function(docket, picked, self.doer(), now, words, **more)
        return made

    def act(self, kind: str, rows: Iterable[int], words: str = "", **more: Any) -> Change:
        """The change of an act on event rows; `more` is what only that act takes (days, units, item, rating, parent,
        pictures). Refused says what cannot be done, and what to do instead; KeyError for an act that does not exist."""
        picked = [int(row) for row in rows]
        docket = self.docket([*picked, *([more["parent"]] if "parent" in more else [])])
        return self.change(kind, docket, picked, words, **more)

    def do(self, kind: str, rows: Iterable[int], words: str = "", **more: Any) -> Committed:
        """Act, commit and adopt at once (command line, tests)."""
        return self.workspace.do(self.act(kind, rows, words, **more))

    def keep_pictures(
        self, jpegs: Sequence[bytes], taken_at: int, lon: float, lat: float, after: bool = True
    ) -> list[NewPicture]:
        """Keep the bytes of pictures and name them for an act (`pictures=`). after: taken after disposal. taken_at: UTC
        seconds. lon, lat: EPSG:4490. Bytes that no act then names do no harm: they are kept once, by their digest."""
        return self._kept([(jpeg, taken_at, lon, lat) for jpeg in jpegs], after)

    def keep_taken(self, pictures: Sequence[TakenPicture], row: int, after: bool = True) -> list[NewPicture]:
        """Keep pictures with what their cameras wrote, for an act on an event row. One without an instant is of now,
        one without a place is where the event is."""
        events = self.workspace.snapshot.events
        lon, lat = (float(v) for v in to_degrees(float(events.x[row]), float(events.y[row])))
        now = self.workspace.clock.now()
        return self._kept(
            [
                (
                    one.jpeg,
                    one.taken_at or now,
                    lon if one.lon is None else one.lon,
                    lat if one.lat is None else one.lat,
                )
                for one in pictures
            ],
            after,
        )

    def metres_off(self, picture: TakenPicture, row: int) -> float:
        """How far from an event row a picture was taken by its own position, metres (EPSG:4547); 0 without one."""
        if picture.lon is None or picture.lat is None:
            return 0.0
        events = self.workspace.snapshot.events
        x_m, y_m = to_metres(picture.lon, picture.lat)
        return hypot(float(x_m) - float(events.x[row]), float(y_m) - float(events.y[row]))

    def _kept(self, taken: Sequence[tuple[bytes, int, float, float]], after: bool) -> list[NewPicture]:
        from gis.store.photos import next_photo

        store = self._store()
        first = next_photo(store)
        return [
            NewPicture(first + i, store.add_blob(jpeg), after, at, lon, lat)
            for i, (jpeg, at, lon, lat) in enumerate(taken)
        ]

    def registered(
        self,
        one: Report,
        accept: bool = False,
        parent: int = -1,
        photos: Sequence[TakenPicture] = (),
    ) -> Change:
        """The change that registers a report (gis.workflow.report), with free keys as the store has them now. photos:
        one without a position of its own takes the report's. Refused says what must be mended."""
        from gis.store.event_keys import event_keys

        workspace, now = self.workspace, self.workspace.clock.now()
        keys = event_keys(self._store(), [day_number(one.reported_at or now)])
        lon, lat = one.lon or 0.0, one.lat or 0.0
        pictures = self._kept(
            [(p.jpeg, p.taken_at, p.lon if p.lon is not None else lon, p.lat if p.lat is not None else lat)
             for p in photos],
            after=False,
        )  # fmt: skip
        return report(
            workspace.snapshot, workspace.rules, workspace.calendar, one, keys, now,
            accept=accept, parent=parent, pictures=pictures,
        )  # fmt: skip

    def classified(self, row: int, one: Report, accept: bool) -> Change:
        """The change that classifies (and accepts) a reported event row as the form has it (gis.workflow.classify)."""
        return classify(self.docket([row]), row, one, self.workspace.clock.now(), accept)

    def twins(self, row: int) -> list[Twin]:
        """The open events that may be the same as an event row (推荐并案; memory only)."""
        settings = self.settings
        return twins(self.workspace.snapshot.events, row, settings.merge_metres, settings.merge_hours)

    def messages(self, row: int, about: str = "", result: str = "") -> list[Message]:
        """What reporter and grid worker are to be told of an event row, ready to be sent; see
        gis.workflow.messages. result: its words; the last result or refusal of the event's history without."""
        from gis.workflow.messages import messages

        docket = self.docket([row])
        if not result:
            ends = (
                line.note for line in reversed(self.workspace.history(row)) if line.act in (Act.RESOLVE, Act.REFUSE)
            )
            result = next(ends, "")
        return messages(docket, row, result, self.workspace.snapshot.name, about)

    def file(self, row: int) -> CaseFile:
        """The file of one event row."""
        return self.docket([row]).file(row)

    def requests(self) -> dict[int, list[ClockAct]]:
        """Pauses and extensions that wait for approval, by event row."""
        from gis.store.case_files import pending_requests

        events = self.workspace.snapshot.events
        found = {events.row_of(event): acts for event, acts in pending_requests(self._store()).items()}
        found.pop(-1, None)
        return found

    def assisting(self) -> list[int]:
        """Event rows that the present person's unit assists with, open ones and others."""
        from gis.store.case_files import assisted_by

        person, events = self.workspace.door.person, self.workspace.snapshot.events
        if person is None or not person.unit:
            return []
        rows = (events.row_of(event) for event in assisted_by(self._store(), person.unit))
        return [row for row in rows if row >= 0]

    def _store(self) -> Store:
        return self.workspace.store()
