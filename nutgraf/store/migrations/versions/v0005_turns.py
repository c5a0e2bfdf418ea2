"""The turns in which captures are decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Captures taken before have no turn: they come first, in order of arrival."""
    op.add_column("capture", sa.Column("turn", PLAIN, nullable=False, server_default=""))
    op.drop_index("capture_pending", "capture")
    pending = sa.text("outcome IS NULL")
    op.create_index("capture_pending", "capture", ["turn", "number"], sqlite_where=pending, postgresql_where=pending)
