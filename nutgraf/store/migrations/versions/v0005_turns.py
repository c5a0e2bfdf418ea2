"""The turns in which captures are decided, what was given under another address, and looks at pages."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WATCHED = timedelta(days=2)  # how long a page was looked at again, with the settings as they come
STEPS = 6
PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Captures taken before have no turn: they come first, in order of arrival. Older pages are looked at no more."""
    op.add_column("capture", sa.Column("turn", PLAIN, nullable=False, server_default=""))
    op.drop_index("capture_pending", "capture")
    pending = sa.text("outcome IS NULL")
    op.create_index("capture_pending", "capture", ["turn", "number"], sqlite_where=pending, postgresql_where=pending)
    op.create_table("given", sa.Column("said", PLAIN, primary_key=True))
    op.create_table(
        "look",
        sa.Column("article", PLAIN, primary_key=True),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.Integer, nullable=False),
    )
    _done_with_older_pages()


def _done_with_older_pages() -> None:
    article = sa.table("article", sa.column("id"), sa.column("seen", sa.DateTime(timezone=True)))
    look = sa.table("look", sa.column("article"), sa.column("seen"), sa.column("steps"))
    change = sa.table("change", sa.column("at", sa.DateTime(timezone=True)))
    last = op.get_bind().scalar(sa.select(sa.func.max(change.c.at)))
    if last is None:
        return
    older = sa.select(article.c.id, article.c.seen, sa.literal(STEPS)).where(article.c.seen < last - WATCHED)
    op.execute(sa.insert(look).from_select(["article", "seen", "steps"], older))
