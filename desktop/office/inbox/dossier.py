"""All that is shown of one event, read off the GUI thread at once: file, history, photos, offers of acts, messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.records import HistoryLine, Photo
from gis.workflow.case_file import ClockAct
from gis.workflow.docket import Docket
from gis.workflow.messages import Message
from gis.workflow.requests import pending
from gis.workspace.casework import Casework, Offer


@dataclass(frozen=True)
class Dossier:
    """Of one event row, or (history, photos, request and messages empty) of several."""

    rows: tuple[int, ...]
    docket: Docket
    offers: tuple[Offer, ...]
    history: tuple[HistoryLine, ...] = ()
    photos: tuple[Photo, ...] = ()
    request: ClockAct | None = None
    messages: tuple[Message, ...] = ()


def read_dossier(casework: Casework, rows: Sequence[int]) -> Dossier:
    """Read it (worker)."""
    docket = casework.docket(rows)
    offers = tuple(casework.offers(docket, rows))
    if len(rows) != 1:
        return Dossier(tuple(rows), docket, offers)
    row, workspace = rows[0], casework.workspace
    history = workspace.history(row)
    found = casework.messages(row)
    photos = workspace.photos(row)
    return Dossier(tuple(rows), docket, offers, tuple(history), tuple(photos), pending(docket, row), tuple(found))
