"""A small county with a planner's door, on both engines, and further stations beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gis.foundation.clock import FixedClock
from gis.planning import Planning
from gis.store.create import create_store
from gis.workspace import Actor, Workspace
from tests import postgres
from tests.gis.store.conftest import _cache_folder, kind, location, server  # noqa: F401
from tests.gis.store.county import make_seed
from tests.small_county import NOW

Opener = Callable[..., Planning]
EVENTS = 500  # so that every grid has open and closed ones


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planning") / "small.wangge"
    create_store(str(path), make_seed(EVENTS), "建库", "测试", NOW)
    return path


@pytest.fixture(scope="session")
def postgres_template(server: postgres.Postgres) -> str:  # noqa: F811
    name = server.new_database()
    create_store(server.url(name), make_seed(EVENTS), "建库", "测试", NOW)
    return name


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
