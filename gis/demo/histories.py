"""Histories: every act of every event as a step, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gis.demo.detours import Detours
from gis.demo.draft import Context, Draft, SentTo
from gis.demo.lives import Lives
from gis.demo.people import Crew
from gis.demo.standing import Standing
from gis.demo.tables import Tables
from gis.demo.texts import repeated
from gis.events.states import RATING_WORD, Act, Source, Status
from gis.seed import Steps

REPLY_NOTES, DONE_NOTES, VERIFY_NOTES = 0.25, 0.6, 0.3  # shares that say something
SELF_REPORTED = (Source.GRID_WORKER, Source.PATROL, Source.ON_BEHALF)


class _Phrasebook:
    """Unique notes and where each kind of them begins."""

    def __init__(self, tables: Tables) -> None:
        self.texts: list[str] = [""]
        self.notes = {key: self._add(values) for key, values in tables.notes.items()}
        self.done = [self._add(tables.done[m.done]) for m in tables.matters]
        self.returns = [self._add(m.returns or tables.notes["return"]) for m in tables.matters]
        self.ratings = self._add([RATING_WORD[i] for i in range(1, 5)])

    def _add(self, values: Sequence[str]) -> tuple[int, int]:
        first = len(self.texts)
        self.texts += values
        return first, len(values)

    def any_of(self, kind: str, rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        first, count = self.notes[kind]
        return rng.integers(first, first + count, len(rows)).astype(np.int32)

    @staticmethod
    def of_matter(spans: list[tuple[int, int]], matter: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        span = np.array(spans, np.int32)[matter]
        return span[:, 0] + (rng.random(len(matter)) * span[:, 1]).astype(np.int32)


class _Lines:
    """Steps on their way, one block an act; blocks are added in the order in which acts of one instant follow."""

    def __init__(self) -> None:
        self.blocks: list[tuple[np.ndarray, ...]] = []

    def add(
        self,
        act: Act,
        at: np.ndarray,
        rows: np.ndarray,
        actor: np.ndarray | int,
        unit: np.ndarray | int = 0,
        note: np.ndarray | int = 0,
    ) -> None:
        """at: int64 of all events; actor, unit, note: of `rows` or one for all."""
        wide = [np.broadcast_to(np.asarray(v, np.int32), len(rows)) for v in (actor, unit, note)]
        self.blocks.append((rows.astype(np.int32), at[rows], np.full(len(rows), act, np.uint8), *wide))

    def steps(self, ids: np.ndarray, texts: list[str]) -> Steps:
        row, at, act, actor, unit, note = (np.concatenate(column) for column in zip(*self.blocks, strict=True))
        base = at.min()
        order = np.argsort((row.astype(np.int64) << 32) + (at - base), kind="stable")
        return Steps(ids[row[order]], at[order], act[order], actor[order], unit[order], repeated(texts, note[order]))


class _Scribe:
    """Who acts on each event, and the acts in the order of the five steps."""

    def __init__(self, context: Context, draft: Draft, sent: SentTo, rng: np.random.Generator) -> None:
        count, crew = len(draft.ids), context.crew
        self.context, self.draft, self.rng = context, draft, rng
        self.book, self.lines = _Phrasebook(context.tables), _Lines()
        self.worker = context.divisions.worker[draft.division]
        self.dispatcher = rng.choice(crew.dispatchers, count).astype(np.int32)
        self.inspector = rng.choice(crew.inspectors, count).astype(np.int32)
        self.handler = _one_of(crew, sent.unit, rng)
        self.unit = np.where(sent.unit >= 0, context.units.id[sent.unit], 0)
        self.first = sent.first

    def receive(self, lives: Lives, status: np.ndarray) -> None:
        """Reported; refused, merged or accepted."""
        by_staff = np.isin(self.draft.source, SELF_REPORTED)
        every = np.arange(len(self.draft.ids))
        self.lines.add(Act.REPORT, lives.reported, every, np.where(by_staff, self.worker, 0))
        for act, ended in ((Act.REFUSE, Status.REFUSED), (Act.MERGE, Status.MERGED)):
            rows = np.flatnonzero(status == ended)
            notes = self.book.any_of(act.name.lower(), rows, self.rng)
            self.lines.add(act, lives.closed, rows, self.dispatcher[rows], 0, notes)
        rows = np.flatnonzero(lives.accepted)
        self.lines.add(Act.ACCEPT, lives.accepted, rows, self.dispatcher[rows])

    def dispatch(self, lives: Lives, detours: Detours, status: np.ndarray) -> None:
        """Assigned; some sent back first."""
        rows = np.flatnonzero(detours.sent)
        first = self.first[rows]
        unit = self.context.units.id[first]
        notes = self.book.of_matter(self.book.returns, self.draft.matter[rows], self.rng)
        sender = _one_of(self.context.crew, first, self.rng)
        self.lines.add(Act.ASSIGN, detours.sent, rows, self.dispatcher[rows], unit)
        self.lines.add(Act.RETURN, detours.returned, rows, sender, unit, notes)
        rows = np.flatnonzero((lives.assigned > 0) & (status != Status.RETURNED))
        self.lines.add(Act.ASSIGN, lives.assigned, rows, self.dispatcher[rows], self.unit[rows])

    def dispose(self, lives: Lives, detours: Detours, paused_at: np.ndarray) -> None:
        """Answered, with whatever came between, and settled."""
        rows = np.flatnonzero(lives.replied)
        self._by_unit(
            Act.REPLY, lives.replied, _sparse(self.book.any_of("reply", rows, self.rng), REPLY_NOTES, self.rng)
        )
        asides = ((Act.PROGRESS, detours.progress), (Act.EXTEND, detours.extended), (Act.PAUSE, detours.paused))
        for act, at in (*asides, (Act.PAUSE, paused_at), (Act.RESUME, detours.resumed)):
            self._by_unit(act, at, self.book.any_of(act.name.lower(), np.flatnonzero(at), self.rng))
        self._by_unit(Act.RESOLVE, detours.claimed, 0)
        rows = np.flatnonzero(detours.reworked)
        notes = self.book.any_of("rework", rows, self.rng)
        self.lines.add(Act.REWORK, detours.reworked, rows, self.inspector[rows], self.unit[rows], notes)
        matter = self.draft.matter[np.flatnonzero(lives.resolved)]
        done = _sparse(self.book.of_matter(self.book.done, matter, self.rng), DONE_NOTES, self.rng)
        self._by_unit(Act.RESOLVE, lives.resolved, done)

    def feed_back(self, lives: Lives, detours: Detours, status: np.ndarray) -> None:
        """Rated, checked, closed."""
        rows = np.flatnonzero(detours.rated)
        words = self.book.ratings[0] - 1 + detours.rating[rows].astype(np.int32)
        self.lines.add(Act.RATE, detours.rated, rows, 0, 0, words)
        rows = np.flatnonzero(detours.verified)
        notes = _sparse(self.book.any_of("verify", rows, self.rng), VERIFY_NOTES, self.rng)
        self.lines.add(Act.VERIFY, detours.verified, rows, self.inspector[rows], 0, notes)
        rows = np.flatnonzero(status == Status.CLOSED)
        self.lines.add(Act.CLOSE, lives.closed, rows, self.dispatcher[rows], self.unit[rows])

    def _by_unit(self, act: Act, at: np.ndarray, notes: np.ndarray | int) -> None:
        rows = np.flatnonzero(at)
        self.lines.add(act, at, rows, self.handler[rows], self.unit[rows], notes)


def write_histories(
    context: Context,
    draft: Draft,
    lives: Lives,
    standing: Standing,
    detours: Detours,
    sent: SentTo,
    rng: np.random.Generator,
) -> Steps:
    """The steps of all events; who acts is drawn from the crew of the unit that holds or settled the event."""
    scribe = _Scribe(context, draft, sent, rng)
    scribe.receive(lives, standing.status)
    scribe.dispatch(lives, detours, standing.status)
    scribe.dispose(lives, detours, standing.paused_at)
    scribe.feed_back(lives, detours, standing.status)
    return scribe.lines.steps(draft.ids, scribe.book.texts)


def _one_of(crew: Crew, unit: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """int32 a staff id of each unit row, 0 where there is none."""
    span = crew.handlers[unit]
    return np.where(unit >= 0, span[:, 0] + (rng.random(len(unit)) * span[:, 1]).astype(np.int32), 0)


def _sparse(notes: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    return np.where(rng.random(len(notes)) < share, notes, 0)
