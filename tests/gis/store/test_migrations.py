"""Schema versions: an empty database comes to the declared schema, a filled old one comes along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from gis.foundation.errors import StoreError
from gis.store import migrating, schema
from gis.store.check import check
from gis.store.create import create_store
from gis.store.engine import engine_of, reading, writing
from gis.store.migrations.versions import v0004_borders
from gis.store.opening import open_store
from gis.store.places import place_of
from gis.store.store import Store
from tests.gis.store.county import WHO, assert_same, assignment, make_seed
from tests.postgres import Postgres
from tests.small_county import NOW


def test_the_program_writes_the_newest_version():
    assert ScriptDirectory(str(migrating.FOLDER)).get_heads() == [schema.HEAD]


def test_migrated_and_declared_schema_are_one(store: Store):
    with reading(store.engine) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": lambda o, n, kind, r, c: n != "spatial_ref_sys"}
        )
        assert compare_metadata(context, schema.metadata) == []


def downgraded(store: Store) -> None:
    """What 0002 to 0007 brought, taken away again."""
    with writing(store.engine) as connection:
        connection.execute(text("ALTER TABLE limit_rule DROP COLUMN item"))
        for table in ("dismissal", "accountability", "rectification", "letter_event", "letter"):
            connection.execute(text(f"DROP TABLE {table}"))
        for table in ("plan_stroke", "plan", "border_lock", "presence", "border_change"):
            connection.execute(text(f"DROP TABLE {table}"))
        for table, column in v0004_borders.INDEXES:
            connection.execute(text(f"DROP INDEX ix_{table}_{column}"))
        for table in ("account_secret", "account", "assisting", "merged", "clock_act", "setting", "calendar_year"):
            connection.execute(text(f"DROP TABLE {table}"))
        if store.engine.dialect.name == "postgresql":
            connection.execute(text("DROP VIEW IF EXISTS qgis_division, qgis_event"))
        connection.execute(text("DROP TABLE saved_view"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def test_a_filled_first_version_is_upgraded_on_opening(store: Store, location: str):
    store.commit(assignment(store.load_snapshot(), [1, 2]), *WHO)
    wanted = store.load_snapshot()
    downgraded(store)
    store.close()
    upgraded = open_store(location)
    assert_same(upgraded.load_snapshot(), wanted)
    upgraded.save_view("李晓敏", "全部", {})
    assert len(upgraded.saved_views("李晓敏")) == 1
    upgraded.close()
    assert check(location)["ok"]
    if not upgraded.place.url:
        assert Path(location + ".0001").exists(), "a copy from before is kept"


def test_an_upgrade_that_fails_changes_nothing(store: Store, location: str, monkeypatch: pytest.MonkeyPatch):
    downgraded(store)
    with writing(store.engine) as connection:
        connection.execute(text("CREATE TABLE saved_view (id integer)"))  # in the way of 0002
    store.close()
    with pytest.raises(Exception, match="saved_view"):
        open_store(location)
    engine = engine_of(place_of(location))
    with reading(engine) as connection:
        assert migrating.version_of(connection) == "0001"
    engine.dispose()


def test_every_version_can_be_reached_from_nothing(empty_place: Callable[[], str]):
    engine = engine_of(place_of(empty_place()))
    for version in ("0001", "0002", "0003", "0004", "0005"):
        with writing(engine) as connection:
            migrating.upgrade(connection, version)
        with reading(engine) as connection:
            assert migrating.version_of(connection) == version
            assert inspect(connection).has_table("saved_view") is (version >= "0002")
            assert inspect(connection).has_table("clock_act") is (version >= "0003")
            assert inspect(connection).has_table("plan_stroke") is (version >= "0005")
    engine.dispose()


def test_newer_versions_are_refused_and_known_ones_not():
    with pytest.raises(StoreError):
        migrating.refuse_newer("0008")
    migrating.refuse_newer("0001")


def test_qgis_finds_divisions_and_events(server: Postgres):
    name = server.new_database()
    create_store(server.url(name), make_seed(), "建库", "测试", NOW)
    store = open_store(server.url(name))
    snapshot = store.load_snapshot()
    with reading(store.engine) as connection:
        if not connection.execute(text("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")).scalar():
            pytest.skip("PostGIS is not installed (apt-get install postgresql-15-postgis-3)")
        query = "SELECT code, ST_Area(ST_Transform(geom, 4547)), ST_IsValid(geom) FROM qgis_division ORDER BY code"
        found = connection.execute(text(query)).all()
        assert [r[0] for r in found] == list(snapshot.divisions.code)
        assert [r[1] for r in found] == pytest.approx(snapshot.divisions.area_m2.tolist(), abs=0.1)
        assert all(r[2] for r in found)
        x = (
            connection.execute(text("SELECT ST_X(ST_Transform(geom, 4547)) FROM qgis_event ORDER BY id"))
            .scalars()
            .all()
        )
        assert x == pytest.approx(snapshot.events.x.tolist(), abs=1e-3)
    store.close()
