"""0005: plans of borders with their strokes, locks on divisions, who is at which village, and which journal rows
changed borders, so that any date can be shown without reading the whole journal."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BORDER_TABLES = ("arc", "division", "household")


def upgrade() -> None:
    _plans()
    _locks()
    _border_changes()


def _number(name: str, kind: type[sa.types.TypeEngine] = sa.Integer) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)


def _words(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _plans() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        *_words("name", "note"),
        sa.Column("state", sa.String(length=12), nullable=False),
        *_words("villages", "codes"),
        _number("author"),
        *_words("author_name"),
        *(_number(name, sa.BigInteger) for name in ("created_at", "touched_at", "base_seq")),
        _number("strokes"),
        _number("submitted_at", sa.BigInteger),
        _number("decided_by"),
        *_words("decider"),
        _number("decided_at", sa.BigInteger),
        *_words("reason"),
        sa.Column("effective", sa.String(length=10), nullable=False),
        _number("copied_from"),
        _number("version", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_table(
        "plan_stroke",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        _number("plan"),
        _number("number"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        *_words("label", "body"),
        sa.Column("undone", sa.Boolean(), nullable=False),
        _number("author"),
        *_words("author_name"),
        _number("at", sa.BigInteger),
        _number("version", sa.BigInteger),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_plan_stroke_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_stroke")),
    )
    op.create_index("ix_plan_stroke_plan", "plan_stroke", ["plan"])


def _locks() -> None:
    op.create_table(
        "border_lock",
        sa.Column("code", sa.String(length=15), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        _number("by_staff"),
        *_words("by_name"),
        _number("at", sa.BigInteger),
        *_words("reason"),
        _number("version", sa.BigInteger),
        sa.ForeignKeyConstraint(["code"], ["division.code"], name=op.f("fk_border_lock_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_border_lock")),
    )
    op.create_table(
        "presence",
        sa.Column("station", sa.String(length=80), nullable=False),
        sa.Column("village", sa.String(length=12), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        _number("staff"),
        *_words("name"),
        _number("plan"),
        *(_number(name, sa.BigInteger) for name in ("since", "seen_at")),
        sa.PrimaryKeyConstraint("station", "village", name=op.f("pk_presence")),
    )


def _border_changes() -> None:
    op.create_table(
        "border_change",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        _number("at", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_border_change")),
    )
    journal = sa.table("journal", *(sa.column(name) for name in ("seq", "county", "at", "before")))
    border = sa.table("border_change", *(sa.column(name) for name in ("seq", "county", "at")))
    concerned = sa.or_(*(journal.c.before.contains(f'"table":"{name}"', autoescape=True) for name in BORDER_TABLES))
    rows = sa.select(journal.c.seq, journal.c.county, journal.c.at).where(concerned)
    op.execute(border.insert().from_select(["seq", "county", "at"], rows))
