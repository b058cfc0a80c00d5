"""0002: saved views of the queue; on PostgreSQL with PostGIS, views that QGIS opens as layers."""

import logging

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

log = logging.getLogger(__name__)

DIVISIONS = """
CREATE VIEW qgis_division AS
WITH side AS (
  SELECT path, left(left_code, n) AS a, left(right_code, n) AS b, n FROM arc, (VALUES (6), (9), (12), (15)) AS v(n)
), border AS (
  SELECT a AS code, path FROM side WHERE length(a) = n AND a IS DISTINCT FROM b
  UNION ALL
  SELECT b, path FROM side WHERE length(b) = n AND a IS DISTINCT FROM b
)
SELECT d.code, d.name, d.short_name, d.level, d.parent, d.households,
       ST_Multi(ST_BuildArea(ST_Collect(ST_GeomFromWKB(border.path, 4490))))::geometry(MultiPolygon, 4490) AS geom
FROM division d JOIN border USING (code) WHERE d.status = '有效'
GROUP BY d.code
"""
EVENTS = """
CREATE VIEW qgis_event AS
SELECT id, number, description, division, item, limit_class, source, status, paused, unit,
       to_timestamp(nullif(reported_at, 0)) AS reported_at, to_timestamp(nullif(close_due, 0)) AS close_due,
       to_timestamp(nullif(closed_at, 0)) AS closed_at,
       ST_SetSRID(ST_MakePoint(lon, lat), 4490)::geometry(Point, 4490) AS geom
FROM event
"""


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index("ix_saved_view_owner", ["owner", "name"], unique=True)
    if op.get_bind().dialect.name == "postgresql":
        _views_for_qgis()


def _views_for_qgis() -> None:
    """Only where PostGIS can be had: the program itself does without it."""
    connection = op.get_bind()
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS postgis"))
    except sa.exc.DBAPIError as error:
        log.warning("此数据库没有 PostGIS，QGIS 图层视图未建：%s", str(error.orig).splitlines()[0])
        return
    connection.execute(sa.text(DIVISIONS))
    connection.execute(sa.text(EVENTS))
