"""The turns in which captures are decided, the mark of the last second look, and a reason for every member."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


# What a member without a reason was until now: an editor's, the one that opened its story, or one that was set apart.
PLACED = '[{"name":"placed","value":1.0,"note":"by an editor"}]'
OPENED = '[{"name":"opened","value":0.0,"note":"by an earlier version, which kept no reasons of it"}]'


def upgrade() -> None:
    """Captures taken before have no turn: they come first, in order of arrival."""
    op.add_column("capture", sa.Column("turn", PLAIN, nullable=False, server_default=""))
    op.drop_index("capture_pending", "capture")
    pending = sa.text("outcome IS NULL")
    op.create_index("capture_pending", "capture", ["turn", "number"], sqlite_where=pending, postgresql_where=pending)
    connection = op.get_bind()
    unreasoned = "UPDATE membership SET reasons = :reasons WHERE reasons = '[]'"
    held = " AND article IN (SELECT article FROM placement)"
    connection.execute(sa.text(unreasoned + held), {"reasons": PLACED})
    connection.execute(sa.text(unreasoned), {"reasons": OPENED})
    # All that there is was looked at: the next look is about what comes from here on.
    connection.execute(
        sa.text(
            "INSERT INTO change (number, at, kind, payload)"
            " SELECT number + 1, at, 'looked_again', '{\"type\":\"looked_again\"}' FROM change"
            " WHERE number = (SELECT max(number) FROM change)"
        )
    )
