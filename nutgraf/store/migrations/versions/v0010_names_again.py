"""What articles are called by, once more: of addresses more is cut that only says by which channel a reader came."""

from nutgraf.store.migrations.versions.v0008_names import file_names

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Files the names that addresses have now beside those that they had; ids stay as they are."""
    file_names()
