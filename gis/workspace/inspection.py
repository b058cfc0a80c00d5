"""Inspection: supervision on an open county. Proposals with their reasons, letters issued, answered and closed,
rectification, the record of accountability; each act one journal row, committed by the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from gis.evaluation.letters import DISPATCH, MARK, TITLE, Letter, after_working_days, letters, matter
from gis.evaluation.supervision import RANK, Proposal, propose
from gis.evaluation.table import EvaluationTable
from gis.events.states import Status
from gis.foundation.changes import Change, Committed
from gis.foundation.clock import local
from gis.foundation.errors import Refused
from gis.oversight import acts
from gis.oversight.records import LetterRecord, Register
from gis.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gis.snapshot import Snapshot
    from gis.store.store import Store

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Docket:
    """How supervision stands: what is proposed, and what is on record. at: UTC seconds. snapshot: whose rows the
    proposals name."""

    snapshot: Snapshot
    proposals: tuple[Proposal, ...]
    register: Register
    table: EvaluationTable
    at: int


class Inspection:
    """Whatever reads the store runs on a worker."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def docket(self, table: EvaluationTable | None = None) -> Docket:
        """Proposals by the county's rules (or those of another table), less those that were set aside or written
        lately, and the register."""
        workspace, snapshot = self.workspace, self.workspace.snapshot
        register, table = self.register(), table or self.table()
        events, now = snapshot.events, workspace.clock.now()
        unfinished = events.id[np.flatnonzero(events.status < Status.CLOSED)]
        found = propose(
            events, self._store().acts(unfinished.tolist()), now, table, workspace.calendar, register.sent()
        )
        kept = [
            p
            for p in found
            if not register.set_aside(int(events.id[p.row]), RANK[p.act], [reason.rule for reason in p.reasons])
        ]
        return Docket(snapshot, tuple(kept), register, table, now)

    def register(self) -> Register:
        """Everything on record."""
        from gis.store.oversight import read_register

        return read_register(self._store())

    def table(self) -> EvaluationTable:
        """The county's own rules."""
        from gis.workspace.appraisal import Appraisal

        return Appraisal(self.workspace).table()

    # --- letters

    def drafts(self, docket: Docket, proposals: Sequence[Proposal]) -> list[Letter]:
        """The letters that these proposals would become, one an act and unit, with their numbers of the register."""
        now = self.workspace.clock.now()
        numbers = next_numbers(docket.register, local(now).year)
        return letters(docket.snapshot, proposals, now, docket.table, self.workspace.calendar, numbers)

    def issue(self, docket: Docket, proposals: Sequence[Proposal], words: str = "") -> Change:
        """The change that issues them. Refused if nothing was chosen."""
        drafts = self.drafts(docket, proposals)
        events, units = docket.snapshot.events, docket.snapshot.units
        return acts.issue(
            docket.register,
            drafts,
            [[int(events.id[m.row]) for m in draft.matters] for draft in drafts],
            [int(units.id[draft.unit]) if draft.unit >= 0 else 0 for draft in drafts],
            [self._end_of(draft.answer_by) for draft in drafts],
            words.strip(),
            self._who(),
        )

    def letter(self, record: LetterRecord, snapshot: Snapshot | None = None) -> Letter:
        """A letter on record as it was written, its events as they stand now: for preview, Word, PDF."""
        county = snapshot or self.workspace.snapshot
        events, units = county.events, county.units
        rows = [(events.row_of(m.event), m.reason) for m in record.mentions]
        unit = next((i for i in range(len(units)) if int(units.id[i]) == record.unit), -1)
        return Letter(
            record.act,
            TITLE[record.act],
            record.number,
            unit,
            units.full_name[unit] if unit >= 0 else DISPATCH,
            tuple(matter(county, row, int(events.close_due[row]), reason) for row, reason in rows if row >= 0),
            local(record.issued_at).date(),
            local(record.answer_by - 1).date(),
            record.presumed,
            record.issuer,
            county.made_up,
            record.words,
        )

    def answer(self, record: LetterRecord, words: str, responsible: str = "") -> Change:
        """The unit answers, or reports its rectification done."""
        return acts.answer(record, words, responsible, self._who())

    def rectify(self, record: LetterRecord, demand: str, days: int) -> Change:
        """Order to put right within so many working days. Refused without a demand or for no days."""
        if days < 1:
            raise Refused("整改期限至少 1 个工作日。")
        by, _ = after_working_days(self.workspace.clock.now(), days, self.workspace.calendar)
        return acts.rectify(record, demand, self._end_of(by), self._who())

    def close(self, record: LetterRecord, words: str = "") -> Change:
        return acts.close(record, words, self._who())

    def account_for(self, register: Register, unit: int, person: str, form: str, words: str, letter: int = 0) -> Change:
        """Put a line on the record of accountability. unit: unit id, 0 none. letter: letter id, 0 none."""
        return acts.account_for(register, unit, self.unit_name(unit), person, form, words, letter, self._who())

    def dismiss(self, docket: Docket, proposals: Sequence[Proposal], words: str) -> Change:
        ids = [int(docket.snapshot.events.id[p.row]) for p in proposals]
        return acts.dismiss(docket.register, ids, proposals, words, self._who())

    def do(self, change: Change) -> Committed:
        """Commit and adopt at once (command line, tests)."""
        return self.workspace.do(change)

    def unit_name(self, unit: int) -> str:
        """The short name of a unit id; empty for 0."""
        units = self.workspace.snapshot.units
        rows = np.flatnonzero(units.id == unit)
        return units.name[int(rows[0])] if unit and len(rows) else ""

    def why_not(self, kind: str, record: LetterRecord | None = None) -> str:
        """Why the present person cannot do an act, to a letter as it stands (memory only); empty if it can be done."""
        from gis.people.letters import WORDS, why_not_letter
        from gis.people.permissions import may
        from gis.people.roles import ROLE_WORD

        person = self.workspace.door.person
        if person is not None:
            if not may(person.role, kind):
                return f"{ROLE_WORD[person.role]}不能{WORDS[kind]}"
            facts = {record.id: (record.unit, record.rank)} if record is not None else {}
            if why := why_not_letter(person, kind, Change(kind, "", ()), facts):
                return why
        return acts.why_not(kind, record) if record is not None else ""

    def _end_of(self, day: date) -> int:
        """UTC seconds at which a working day ends."""
        return self.workspace.calendar.day_end((day - EPOCH).days)

    def _who(self) -> acts.Who:
        return acts.Who(self.workspace.actor.name, self.workspace.clock.now())

    def _store(self) -> Store:
        return self.workspace.store()


def next_numbers(register: Register, year: int) -> dict[str, int]:
    """The next number of each act in a year: one more than the highest on record."""
    found = {}
    for act, mark in MARK.items():
        head = f"{mark}〔{year}〕"
        held = [letter.number.removeprefix(head).removesuffix("号").strip() for letter in register.letters
                if letter.number.startswith(head)]  # fmt: skip
        found[act] = 1 + max((int(number) for number in held if number.isdigit()), default=0)
    return found
