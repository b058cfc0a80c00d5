"""A PostgreSQL server for tests: Debian's, on a socket of its own, run as user postgres where root may not run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pwd

BINARIES = Path("/usr/lib/postgresql")
START_S = 20.0
SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


class Postgres:
    """A running server: makes databases, empty or copied from a template."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self.binaries = binaries
        self._numbers = count(1)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def new_database(self, template: str = "template0") -> str:
        """The name of a new database."""
        name = f"t{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def run(self, statement: str) -> None:
        """Run a statement outside a transaction."""
        import psycopg

        with psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)


def why_not() -> str:
    """Why no server can be started here; empty if one can."""
    if os.name != "posix":
        return "PostgreSQL tests run on Debian only"
    if not _binaries():
        return "PostgreSQL is not installed (apt-get install postgresql-15 postgresql-15-postgis-3)"
    if os.geteuid() == 0 and not _account():
        return "initdb refuses root and there is no user postgres"
    return ""


@contextmanager
def running() -> Iterator[Postgres]:
    """A server for as long as the block lasts; its folder goes with it."""
    binaries = _binaries()
    assert binaries is not None, why_not()
    folder = Path(tempfile.mkdtemp(prefix="wg", dir="/tmp"))  # socket paths stop at 107 bytes
    as_postgres: dict[str, object] = {}
    if os.geteuid() == 0:
        account = _account()
        assert account is not None
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_postgres = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    data = folder / "data"
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, cwd=folder, capture_output=True, **as_postgres)  # type: ignore[call-overload]
    options = [part for setting in SETTINGS for part in ("-c", setting)]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(  # type: ignore[call-overload]
            [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), *options],
            cwd=folder, stdout=log, stderr=log, **as_postgres,
        )  # fmt: skip
    try:
        _wait(folder, binaries, server)
        yield Postgres(folder, binaries)
    finally:
        server.terminate()  # smart shutdown waits for clients, so ask for the fast one
        server.send_signal(2)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True)
    return found[0].parent if found else None


def _account() -> pwd.struct_passwd | None:
    import pwd

    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def _wait(folder: Path, binaries: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        ready = subprocess.run([str(binaries / "pg_isready"), "-q", "-h", str(folder)], check=False)
        if ready.returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError((folder / "log").read_text(errors="replace"))
