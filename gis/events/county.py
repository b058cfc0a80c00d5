"""What rules need to know of a county with its events: a part of gis.snapshot.Snapshot, which lies further up."""

from __future__ import annotations

from typing import Protocol

from gis.county.divisions import Divisions
from gis.county.units import Duties, Items, Staff, Units
from gis.events.columns import Events


class County(Protocol):
    """A snapshot fits."""

    @property
    def divisions(self) -> Divisions: ...

    @property
    def units(self) -> Units: ...

    @property
    def items(self) -> Items: ...

    @property
    def duties(self) -> Duties: ...

    @property
    def staff(self) -> Staff: ...

    @property
    def events(self) -> Events: ...
