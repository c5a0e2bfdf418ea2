"""Of which articles editors said that one copies none of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates the table of cuts; before, no editor could cut a copy link."""
    op.create_table(
        "copy_cut",
        sa.Column("article", PLAIN, sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("apart", sa.Text, nullable=False),
    )
