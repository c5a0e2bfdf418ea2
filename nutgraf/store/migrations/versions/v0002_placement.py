"""What editors decided about the stories of articles."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates the table of placements; before, no editor could place anything."""
    op.create_table(
        "placement",
        sa.Column("article", PLAIN, sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("apart", sa.Text, nullable=False),
    )
