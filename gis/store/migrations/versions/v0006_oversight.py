"""0006: letters of supervision with their events, rectifications, the record of accountability, proposals set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _letters()
    _what_follows()


def _number(name: str, kind: type[sa.types.TypeEngine] = sa.Integer) -> sa.Column:
    return sa.Column(name, kind(), nullable=False)


def _instants(*names: str) -> list[sa.Column]:
    return [_number(name, sa.BigInteger) for name in names]


def _words(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _county() -> sa.Column:
    return sa.Column("county", sa.String(length=6), nullable=False)


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _county(),
        _number("rank", sa.SmallInteger),
        *_words("number"),
        sa.Column("unit", sa.Integer(), nullable=True),
        *_instants("issued_at", "answer_by"),
        sa.Column("presumed", sa.Boolean(), nullable=False),
        *_words("issuer", "issued_by", "words"),
        _number("state", sa.SmallInteger),
        *_instants("answered_at"),
        *_words("answerer", "answer", "responsible"),
        *_instants("closed_at"),
        *_words("closer", "closing"),
        *_instants("version"),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_letter_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_table(
        "letter_event",
        sa.Column("id", sa.String(length=24), nullable=False),
        _county(),
        _number("letter"),
        _number("event"),
        *_words("reason"),
        *_instants("version"),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_letter_event_event")),
        sa.ForeignKeyConstraint(["letter"], ["letter.id"], name=op.f("fk_letter_event_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_event")),
    )
    op.create_index("ix_letter_event_letter", "letter_event", ["letter"])
    op.create_index("ix_letter_event_event", "letter_event", ["event"])


def _what_follows() -> None:
    op.create_table(
        "rectification",
        sa.Column("id", sa.String(length=24), nullable=False),
        _county(),
        _number("letter"),
        *_words("demand"),
        *_instants("due_at", "asked_at", "done_at"),
        *_words("asker", "reporter", "report"),
        *_instants("version"),
        sa.ForeignKeyConstraint(["letter"], ["letter.id"], name=op.f("fk_rectification_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
    )
    op.create_index("ix_rectification_letter", "rectification", ["letter"])
    op.create_table(
        "accountability",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _county(),
        sa.Column("unit", sa.Integer(), nullable=True),
        *_words("person", "form", "reason"),
        sa.Column("letter", sa.Integer(), nullable=True),
        *_instants("at"),
        *_words("by"),
        *_instants("version"),
        sa.ForeignKeyConstraint(["letter"], ["letter.id"], name=op.f("fk_accountability_letter")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_accountability_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability")),
    )
    op.create_table(
        "dismissal",
        sa.Column("id", sa.String(length=24), nullable=False),
        _county(),
        _number("event"),
        _number("rank", sa.SmallInteger),
        *_words("rules", "words"),
        *_instants("at"),
        *_words("by"),
        *_instants("version"),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_dismissal_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
    )
    op.create_index("ix_dismissal_event", "dismissal", ["event"])
