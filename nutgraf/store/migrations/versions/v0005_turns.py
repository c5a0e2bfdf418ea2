"""The order of deciding, the mark of the last second look, a reason for every member, imports, and what was removed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)
PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


# What a member without a reason was until now: an editor's, the one that opened its story, or one that was set apart.
PLACED = '[{"name":"placed","value":1.0,"note":"by an editor"}]'
OPENED = '[{"name":"opened","value":0.0,"note":"by an earlier version, which kept no reasons of it"}]'


def upgrade() -> None:
    """Captures taken before have no turn: they come first, in order of arrival."""
    _extend()
    _create()
    _give_reasons()
    _mark_as_looked_at()


def _extend() -> None:
    op.add_column("capture", sa.Column("turn", PLAIN, nullable=False, server_default=""))
    op.drop_index("capture_pending", "capture")
    pending = sa.text("outcome IS NULL")
    op.create_index("capture_pending", "capture", ["turn", "number"], sqlite_where=pending, postgresql_where=pending)
    op.create_index("capture_article", "capture", ["article"])
    op.add_column("source", sa.Column("removed", sa.Boolean, nullable=False, server_default=sa.false()))


def _create() -> None:
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


def _give_reasons() -> None:
    connection = op.get_bind()
    unreasoned = "UPDATE membership SET reasons = :reasons WHERE reasons = '[]'"
    held = " AND article IN (SELECT article FROM placement)"
    connection.execute(sa.text(unreasoned + held), {"reasons": PLACED})
    connection.execute(sa.text(unreasoned), {"reasons": OPENED})


def _mark_as_looked_at() -> None:
    """The next look is about what comes from here on."""
    op.get_bind().execute(
        sa.text(
            "INSERT INTO change (number, at, kind, payload)"
            " SELECT number + 1, at, 'looked_again', '{\"type\":\"looked_again\"}' FROM change"
            " WHERE number = (SELECT max(number) FROM change)"
        )
    )
