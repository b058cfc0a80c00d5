"""Errors that a user can act on: what happened, what is safe, what to do next, in the users' language."""

from __future__ import annotations

from dataclasses import dataclass


class WanggeError(Exception):
    """A failure told in plain Chinese.

    `message` says what happened (and what is safe); `remedy` says what to do next and may be empty.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message if not remedy else f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


class StoreError(WanggeError):
    """The county file or database cannot be opened, read or written."""


class Refused(WanggeError):
    """An act that the rules do not allow in this state."""


@dataclass(frozen=True)
class EarlierChange:
    """Who changed a row first: one line of the journal, as a conflict shows it."""

    seq: int
    at: int  # UTC seconds
    actor: str
    station: str
    label: str


class Conflict(WanggeError):
    """A change made against a stale version. `keys` are the rows that someone changed first, `earlier` how."""

    def __init__(self, message: str, table: str, keys: tuple[int | str, ...], earlier: tuple[EarlierChange, ...]):
        super().__init__(message, "您的操作未丢失，可按最新情况重试。")
        self.table = table
        self.keys = keys
        self.earlier = earlier


@dataclass(frozen=True)
class RowFault:
    """One bad row of an arriving file: which file, which row (as a spreadsheet numbers it, the heading line being 1;
    a GeoJSON feature by its position from 1), why."""

    file: str
    row: int
    reason: str
