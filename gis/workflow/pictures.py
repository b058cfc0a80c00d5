"""Pictures that come with an act: rows of the photo table and the event's count of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.foundation.changes import RowEdit


@dataclass(frozen=True)
class NewPicture:
    """A picture on its way in. id: a free key of the photo table. blob: the SHA-256 under which its bytes are kept (see
    gis.store.store.Store.add_blob). after: taken after disposal. taken_at: UTC seconds. lon, lat: EPSG:4490."""

    id: int
    blob: str
    after: bool
    taken_at: int
    lon: float
    lat: float


def picture_edits(event: int, pictures: Sequence[NewPicture]) -> list[RowEdit]:
    """The rows that give an event (id) its pictures; the event's `photos` is for the act to raise."""
    return [
        RowEdit(
            "photo",
            one.id,
            0,
            None,
            {"event": event, "after": one.after, "taken_at": one.taken_at, "lon": one.lon, "lat": one.lat,
             "blob": one.blob},
        )
        for one in pictures
    ]  # fmt: skip
