"""Imports by their numbers, and what was removed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)
PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates the tables; what was imported before has no number, and nothing was removed."""
    op.create_index("capture_article", "capture", ["article"])
    op.add_column("source", sa.Column("removed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "removal",
        sa.Column("id", PLAIN, primary_key=True),
        sa.Column("article", PLAIN, nullable=False),
        sa.Column("for_good", sa.Boolean, nullable=False),
        sa.Column("added", TIME, nullable=False),
    )
    op.create_table(
        "import",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("turn", PLAIN, nullable=False),
        sa.Column("state", PLAIN, nullable=False),
        sa.Column("paths", sa.Text, nullable=False),
    )
