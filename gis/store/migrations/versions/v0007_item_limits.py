"""0007: a limit may be of one item of its class."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("limit_rule") as table:
        table.add_column(sa.Column("item", sa.Integer(), nullable=False, server_default="0"))
