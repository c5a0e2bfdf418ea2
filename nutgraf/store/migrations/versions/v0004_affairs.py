"""The affairs that stories continue."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates the table of chapters; a story that opened before continues no affair."""
    op.create_table(
        "chapter",
        sa.Column("article", PLAIN, sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("affair", PLAIN, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
    )
    op.create_index("chapter_affair", "chapter", ["affair"])
