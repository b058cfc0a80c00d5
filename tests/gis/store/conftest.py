"""Every test that asks for a county gets it on both engines; PostgreSQL is skipped where it is not installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gis.store.create import create_store
from gis.store.opening import open_store
from gis.store.store import Store
from tests import postgres
from tests.gis.store.county import make_seed, work_on
from tests.small_county import NOW


@pytest.fixture(autouse=True)
def _cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Postgres]:
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    with postgres.running() as running:
        yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "small.wangge"
    create_store(str(path), make_seed(), "建库", "测试", NOW)
    return path


@pytest.fixture(scope="session")
def postgres_template(server: postgres.Postgres) -> str:
    name = server.new_database()
    create_store(server.url(name), make_seed(), "建库", "测试", NOW)
    return name


@pytest.fixture(scope="session")
def worked_sqlite_template(sqlite_template: Path) -> Path:
    path = Path(shutil.copy(sqlite_template, sqlite_template.with_name("worked.wangge")))
    work_on(str(path))
    return path


@pytest.fixture(scope="session")
def worked_postgres_template(server: postgres.Postgres, postgres_template: str) -> str:
    name = server.new_database(postgres_template)
    work_on(server.url(name))
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Locations where nothing is yet, one a call."""
    if kind == "sqlite":
        return lambda: str(tmp_path / f"new{len(list(tmp_path.iterdir()))}.wangge")
    running = request.getfixturevalue("server")
    return lambda: running.url(running.new_database())


@pytest.fixture
def location(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A small county of the test's own."""
    if kind == "sqlite":
        return str(shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "county.wangge"))
    running = request.getfixturevalue("server")
    return str(running.url(running.new_database(request.getfixturevalue("postgres_template"))))


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    opened = open_store(location)
    yield opened
    opened.close()


@pytest.fixture
def worked(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A county that has been worked on, see tests.gis.store.county.work_on."""
    if kind == "sqlite":
        place = str(shutil.copy(request.getfixturevalue("worked_sqlite_template"), tmp_path / "worked.wangge"))
    else:
        running = request.getfixturevalue("server")
        place = running.url(running.new_database(request.getfixturevalue("worked_postgres_template")))
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A small county in a file, for what only files can suffer."""
    return Path(shutil.copy(sqlite_template, tmp_path / "county.wangge"))
