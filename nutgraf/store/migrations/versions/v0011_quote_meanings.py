"""What quotations mean, in stories of several languages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Creates the table; a story of before has its quotations told when it changes."""
    op.create_table(
        "quote_meaning",
        sa.Column("article", PLAIN, sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("meanings", sa.LargeBinary, nullable=False),
    )
    op.add_column("story", sa.Column("quotes_due", sa.BigInteger().with_variant(sa.Integer, "sqlite")))
    due = sa.text("quotes_due IS NOT NULL")
    op.create_index("story_quotes_due", "story", ["id"], sqlite_where=due, postgresql_where=due)
