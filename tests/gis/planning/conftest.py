"""A small county with a planner's door, on both engines, and a second station beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gis.foundation.clock import FixedClock
from gis.planning import Planning
from gis.workspace import Actor, Workspace
from tests.gis.store.conftest import (  # noqa: F401
    _cache_folder,
    kind,
    location,
    postgres_template,
    server,
    sqlite_template,
)
from tests.small_county import NOW

Opener = Callable[..., Planning]


@pytest.fixture
def station(location: str) -> Iterator[Opener]:  # noqa: F811
    """Opens the county for someone at a station; closed with the test."""
    opened: list[Workspace] = []

    def at(name: str = "王海涛", station: str = "规划台 1", staff: int = 11, now: int = NOW) -> Planning:
        workspace = Workspace.open(location, FixedClock(now))
        workspace.act_as(Actor(staff, name, "规划员", station))
        opened.append(workspace)
        return Planning(workspace)

    yield at
    for workspace in opened:
        workspace.close()


@pytest.fixture
def planning(station: Opener) -> Planning:
    return station()
