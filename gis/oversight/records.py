"""The county's register of supervision as plain values: letters with their events, rectifications, the record of
accountability, proposals that were set aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gis.evaluation.supervision import RANK, Sent


class LetterState(IntEnum):
    """Where a letter stands. Stored; never renumber."""

    ISSUED = 1  # waits for the unit's answer
    ANSWERED = 2  # waits for whoever issued it
    RECTIFYING = 3  # the unit must put it right by a day
    CLOSED = 4


STATE_WORD = {
    LetterState.ISSUED: "待反馈",
    LetterState.ANSWERED: "待审核",
    LetterState.RECTIFYING: "整改中",
    LetterState.CLOSED: "已销号",
}
ACT_OF_RANK = {rank: act for act, rank in RANK.items()}


@dataclass(frozen=True)
class Mention:
    """One event of a letter. event: event id. reason: why it is in it, in words."""

    event: int
    reason: str


@dataclass(frozen=True)
class Rectification:
    """One order to put right. id: letter id and running number, 12.1. due_at: UTC seconds. done_at: when the unit
    reported it done, 0 not yet."""

    id: str
    letter: int
    demand: str
    due_at: int
    asked_at: int
    asker: str
    done_at: int
    reporter: str
    report: str
    version: int


@dataclass(frozen=True)
class LetterRecord:
    """One letter to one unit. rank: 1 催办, 2 督办. unit: unit id, 0 the county's dispatchers. answer_by: UTC seconds,
    end of the last day to answer; presumed: that day rests on a calendar no notice confirms yet. version: journal
    sequence."""

    id: int
    rank: int
    number: str
    unit: int
    issued_at: int
    answer_by: int
    presumed: bool
    issuer: str
    issued_by: str
    words: str
    state: LetterState
    answered_at: int
    answerer: str
    answer: str
    responsible: str
    closed_at: int
    closer: str
    closing: str
    version: int
    mentions: tuple[Mention, ...] = ()
    rectifications: tuple[Rectification, ...] = ()

    @property
    def act(self) -> str:
        """urge | supervise."""
        return ACT_OF_RANK[self.rank]

    @property
    def open(self) -> bool:
        return self.state is not LetterState.CLOSED

    @property
    def due_at(self) -> int:
        """UTC seconds by which the unit must move: the rectification's limit while one runs, else the answer's; 0 when
        it is not the unit's turn."""
        if self.state is LetterState.RECTIFYING and self.rectifications:
            return self.rectifications[-1].due_at
        return self.answer_by if self.state is LetterState.ISSUED else 0

    def late(self, now: int) -> bool:
        """The unit should have moved by now."""
        return 0 < self.due_at < now


@dataclass(frozen=True)
class Accountability:
    """One line of the record of accountability. unit: unit id, 0 none. person: who is held to account, empty for the
    unit as a whole. letter: letter id, 0 none."""

    id: int
    unit: int
    person: str
    form: str
    reason: str
    letter: int
    at: int
    by: str
    version: int


@dataclass(frozen=True)
class Dismissal:
    """A proposal set aside: it does not come back for the same rules. rules: their names."""

    id: str
    event: int
    rank: int
    rules: frozenset[str]
    words: str
    at: int
    by: str
    version: int


@dataclass(frozen=True)
class Register:
    """Everything on record, letters newest first."""

    letters: tuple[LetterRecord, ...]
    accountability: tuple[Accountability, ...]
    dismissals: tuple[Dismissal, ...]

    @staticmethod
    def empty() -> Register:
        return Register((), (), ())

    def letter(self, letter_id: int) -> LetterRecord | None:
        return next((letter for letter in self.letters if letter.id == letter_id), None)

    def numbered(self, number: str) -> LetterRecord | None:
        """The letter of a number, written with or without 号 and spaces."""
        wanted = _bare(number)
        return next((letter for letter in self.letters if _bare(letter.number) == wanted), None)

    def sent(self) -> Sent:
        """What the rules of proposals need of it."""
        rows = [(m.event, letter.issued_at, letter.rank) for letter in self.letters for m in letter.mentions]
        table = np.array(rows, np.int64).reshape(-1, 3)
        return Sent(table[:, 0].astype(np.int32), table[:, 1], table[:, 2].astype(np.uint8))

    def set_aside(self, event: int, rank: int, rules: Iterable[str]) -> bool:
        """Whether a proposal for an event was set aside: one of this rank or above, for all of these rules."""
        wanted = set(rules)
        return any(d.event == event and d.rank >= rank and wanted <= d.rules for d in self.dismissals)


def _bare(number: str) -> str:
    return "".join(number.split()).removesuffix("号").replace("[", "〔").replace("]", "〕")
