"""A window for the register form and the import panel: the stand-in with what registering leans on."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from desktop.office.register.aids import RegisterAids
from gis.county.places import PlaceIndex
from tests.desktop.office.standing_in import StandIn


class RegisterStandIn(StandIn):
    """Its index of places is made at once."""

    def __init__(self, location: str, now: int, folder: Path) -> None:
        super().__init__(location, now, folder)
        self.outcomes = SimpleNamespace(again=None)
        self.register_aids = RegisterAids(self.bridge, self)
        index = PlaceIndex(self.bridge.snapshot)
        self.wiring = SimpleNamespace(searching=SimpleNamespace(find_villages=index.find_villages))
