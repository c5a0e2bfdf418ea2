"""The versions of the tables, and the way from any of them to the newest.

The tables as they are now: ``nutgraf.store.schema``.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

from nutgraf.errors import StoreTooNew
from nutgraf.store.schema import HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config


def version(connection: Connection) -> str | None:
    """The version of the tables in a database, None where there are none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    return found


def upgrade(connection: Connection, name: str) -> None:
    """Creates the tables or brings them to the newest version, in the connection's transaction.

    Raises StoreTooNew when their version is one that this nutgraf does not know.
    """
    # Alembic takes longer to import than all else, and most runs find nothing to migrate.
    from alembic import command  # noqa: PLC0415

    present = version(connection)
    if present == HEAD:
        return
    check_known(present, name)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def check_known(present: str | None, name: str) -> None:
    """Raises StoreTooNew when a version of the tables is one that this nutgraf does not know."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if present is not None and present not in known:
        raise StoreTooNew(name, "was written by a newer nutgraf: upgrade nutgraf")


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", "nutgraf.store:migrations")
    return config
