"""What a workspace tells of one event: lines of its history, its pictures, why it came back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HistoryLine:
    """One step of an event's life as the inspector shows it."""

    at: int
    act: int  # Act
    actor: str
    unit: str
    note: str


@dataclass(frozen=True)
class ReturnedEvent:
    """An event that came back: its row, the unit that refused it, why, and when (UTC seconds)."""

    row: int
    unit: str
    reason: str
    at: int


@dataclass(frozen=True)
class Photo:
    """One picture of an event."""

    id: int
    after: bool
    taken_at: int
    x_m: float
    y_m: float
    jpeg: bytes
