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
    crew, units, matter = context.crew, context.units, draft.matter
    ids, source = draft.ids, draft.source
    worker = context.divisions.worker[draft.division]
    unit, first_unit = sent.unit, sent.first
    book, lines, count = _Phrasebook(context.tables), _Lines(), len(ids)
    every = np.arange(count)
    dispatcher = rng.choice(crew.dispatchers, count).astype(np.int32)
    inspector = rng.choice(crew.inspectors, count).astype(np.int32)
    unit_id = np.where(unit >= 0, units.id[unit], 0)
    handler = _one_of(crew, unit, rng)

    def where(at: np.ndarray) -> np.ndarray:
        return np.flatnonzero(at > 0)

    lines.add(Act.REPORT, lives.reported, every, np.where(np.isin(source, SELF_REPORTED), worker, 0))
    for act, status, kind in ((Act.REFUSE, Status.REFUSED, "refuse"), (Act.MERGE, Status.MERGED, "merge")):
        rows = np.flatnonzero(standing.status == status)
        lines.add(act, lives.closed, rows, dispatcher[rows], 0, book.any_of(kind, rows, rng))
    rows = where(lives.accepted)
    lines.add(Act.ACCEPT, lives.accepted, rows, dispatcher[rows])
    rows = where(detours.sent)
    lines.add(Act.ASSIGN, detours.sent, rows, dispatcher[rows], units.id[first_unit[rows]])
    notes = book.of_matter(book.returns, matter[rows], rng)
    sender = _one_of(crew, first_unit[rows], rng)
    lines.add(Act.RETURN, detours.returned, rows, sender, units.id[first_unit[rows]], notes)
    rows = np.flatnonzero((lives.assigned > 0) & (standing.status != Status.RETURNED))
    lines.add(Act.ASSIGN, lives.assigned, rows, dispatcher[rows], unit_id[rows])
    rows = where(lives.replied)
    notes = _sparse(book.any_of("reply", rows, rng), REPLY_NOTES, rng)
    lines.add(Act.REPLY, lives.replied, rows, handler[rows], unit_id[rows], notes)
    asides = ((Act.PROGRESS, detours.progress), (Act.EXTEND, detours.extended), (Act.PAUSE, detours.paused))
    for act, at in (*asides, (Act.PAUSE, standing.paused_at), (Act.RESUME, detours.resumed)):
        rows = where(at)
        lines.add(act, at, rows, handler[rows], unit_id[rows], book.any_of(act.name.lower(), rows, rng))
    rows = where(detours.claimed)
    lines.add(Act.RESOLVE, detours.claimed, rows, handler[rows], unit_id[rows])
    lines.add(Act.REWORK, detours.reworked, rows, inspector[rows], unit_id[rows], book.any_of("rework", rows, rng))
    rows = where(lives.resolved)
    notes = _sparse(book.of_matter(book.done, matter[rows], rng), DONE_NOTES, rng)
    lines.add(Act.RESOLVE, lives.resolved, rows, handler[rows], unit_id[rows], notes)
    rows = where(detours.rated)
    lines.add(Act.RATE, detours.rated, rows, 0, 0, book.ratings[0] - 1 + detours.rating[rows].astype(np.int32))
    rows = where(detours.verified)
    notes = _sparse(book.any_of("verify", rows, rng), VERIFY_NOTES, rng)
    lines.add(Act.VERIFY, detours.verified, rows, inspector[rows], 0, notes)
    rows = np.flatnonzero(standing.status == Status.CLOSED)
    lines.add(Act.CLOSE, lives.closed, rows, dispatcher[rows], unit_id[rows])
    return lines.steps(ids, book.texts)


def _one_of(crew: Crew, unit: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """int32 a staff id of each unit row, 0 where there is none."""
    span = crew.handlers[unit]
    return np.where(unit >= 0, span[:, 0] + (rng.random(len(unit)) * span[:, 1]).astype(np.int32), 0)


def _sparse(notes: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    return np.where(rng.random(len(notes)) < share, notes, 0)
