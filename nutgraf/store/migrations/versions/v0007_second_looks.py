"""The mark of the last second look, and a reason for every member of a story."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What a member without a reason was until now: an editor's, the one that opened its story, or one that was set apart.
PLACED = '[{"name":"placed","value":1.0,"note":"by an editor"}]'
OPENED = '[{"name":"opened","value":0.0,"note":"by an earlier version, which kept no reasons of it"}]'


def upgrade() -> None:
    """All that there is was looked at: the next look is about what comes from here on."""
    connection = op.get_bind()
    unreasoned = "UPDATE membership SET reasons = :reasons WHERE reasons = '[]'"
    held = " AND article IN (SELECT article FROM placement)"
    connection.execute(sa.text(unreasoned + held), {"reasons": PLACED})
    connection.execute(sa.text(unreasoned), {"reasons": OPENED})
    connection.execute(
        sa.text(
            "INSERT INTO change (number, at, kind, payload)"
            " SELECT number + 1, at, 'looked_again', '{\"type\":\"looked_again\"}' FROM change"
            " WHERE number = (SELECT max(number) FROM change)"
        )
    )
