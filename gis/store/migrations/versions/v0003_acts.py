"""0003: accounts; pauses and extensions as rows with their approval; merged events, assisting units; the county's own
settings and confirmed years."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _tables_of_the_county()
    _tables_of_events()
    _accounts()


def _number(name: str, kind: type[sa.types.TypeEngine] = sa.Integer) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)


def _tables_of_the_county() -> None:
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _number("version", sa.BigInteger),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        _number("version", sa.BigInteger),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )


def _tables_of_events() -> None:
    op.create_table(
        "clock_act",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        _number("event"),
        _number("kind", sa.SmallInteger),
        _number("state", sa.SmallInteger),
        sa.Column("reason", sa.Text(), nullable=False),
        _number("days"),
        _number("start_at", sa.BigInteger),
        _number("end_at", sa.BigInteger),
        _number("asked_by"),
        sa.Column("asker", sa.Text(), nullable=False),
        _number("asked_at", sa.BigInteger),
        _number("decided_by"),
        sa.Column("decider", sa.Text(), nullable=False),
        _number("decided_at", sa.BigInteger),
        sa.Column("words", sa.Text(), nullable=False),
        _number("version", sa.BigInteger),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_clock_act_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_act")),
    )
    op.create_index("ix_clock_act_event", "clock_act", ["event"])
    op.create_table(
        "merged",
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        _number("parent"),
        _number("at", sa.BigInteger),
        _number("version", sa.BigInteger),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_merged_event")),
        sa.ForeignKeyConstraint(["parent"], ["event.id"], name=op.f("fk_merged_parent")),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_merged")),
    )
    op.create_index("ix_merged_parent", "merged", ["parent"])
    op.create_table(
        "assisting",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        _number("event"),
        _number("unit"),
        _number("at", sa.BigInteger),
        _number("version", sa.BigInteger),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_assisting_event")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_assisting_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assisting")),
    )
    op.create_index("ix_assisting_event", "assisting", ["event"])


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        _number("staff"),
        sa.Column("unit", sa.Integer(), nullable=True),
        sa.Column("division", sa.String(length=15), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        _number("created_at", sa.BigInteger),
        _number("password_at", sa.BigInteger),
        _number("version", sa.BigInteger),
        sa.ForeignKeyConstraint(["division"], ["division.code"], name=op.f("fk_account_division")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_account_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "account_secret",
        sa.Column("account", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        _number("failures"),
        _number("failed_at", sa.BigInteger),
        _number("seen_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_account_secret_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_account_secret")),
    )
