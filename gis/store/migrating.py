"""Brings a database to the program's schema version, and says plainly when it is newer than the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from gis.foundation.errors import StoreError
from gis.store.schema import HEAD

FOLDER = Path(__file__).parent / "migrations"


def version_of(connection: Connection) -> str | None:
    """The schema version of a database; None if it holds no county."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def refuse_newer(version: str) -> None:
    """StoreError if this program does not know a schema version."""
    if version > HEAD:
        raise StoreError(
            f"此县库由更新版本的程序写成（数据版本 {version}，本程序只到 {HEAD}），为免损坏，没有打开。",
            "请升级本程序后再打开。",
        )


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the versions that are missing, in the connection's own transaction; nothing of it stays if one fails."""
    from alembic import command

    command.upgrade(_config(connection), target)


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
