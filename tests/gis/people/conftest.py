"""A county with accounts, made once: hashing a password is slow on purpose."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gis.county.divisions import Level
from gis.people.roles import Role
from gis.workspace.membership import Membership
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401
from tests.gis.workflow.office import Office, at, opened

PASSWORD = "巨鹿好办 2026"
NOW = at(2026, 11, 23, 11)


@pytest.fixture(scope="session")
def guarded_template(monday_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """One account of every role, each named after it; the administrator is `admin`."""
    path = Path(shutil.copy(monday_template, tmp_path_factory.mktemp("guarded") / "guarded.wangge"))
    office = Office(str(path), NOW)  # noqa: F811
    members = Membership(office.workspace)
    members.add("admin", "张主任", Role.ADMINISTRATOR, PASSWORD)
    office.workspace.sign_in("admin", PASSWORD)
    units, divisions = office.workspace.snapshot.units, office.workspace.snapshot.divisions
    village = int(divisions.rows_of(Level.VILLAGE)[0])
    for role in Role:
        unit = {Role.TOWNSHIP: len(units) - 4, Role.DEPARTMENT: 1}.get(role, -1)
        if role is not Role.ADMINISTRATOR:
            members.add(role.value, role.value, role, PASSWORD, unit, village if role is Role.VILLAGE else -1)
    office.workspace.close()
    return path


@pytest.fixture
def desk(guarded_template: Path, tmp_path: Path) -> Iterator[Office]:
    yield from opened(guarded_template, tmp_path, NOW)


@pytest.fixture
def members(desk: Office) -> Membership:
    """An administrator who has signed in."""
    desk.workspace.sign_in("admin", PASSWORD)
    return Membership(desk.workspace)
