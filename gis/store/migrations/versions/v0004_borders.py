"""0004: indexes on what refers to a division, so that taking back a new grid need not search every event."""

from alembic import op

revision = "0004"
down_revision = "0003"

INDEXES = (
    ("division", "parent"),
    ("arc", "left_code"),
    ("arc", "right_code"),
    ("household", "division"),
    ("event", "division"),
)


def upgrade() -> None:
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
