"""Topics: what an article was tagged with, and the articles of each topic."""

from hashlib import sha256

import msgspec
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
BATCH = 500
MOST_KEY = 200


class _Printed(msgspec.Struct):
    """What an article's record says of its topics."""

    topics: tuple[str, ...] = ()


def upgrade() -> None:
    """Creates the tables, and lists the topics that stored articles print."""
    op.create_table(
        "tagging",
        sa.Column("article", PLAIN, sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("tags", sa.Text, nullable=False),
    )
    topic = op.create_table(
        "topic",
        sa.Column("article", PLAIN, sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("printed", sa.Boolean, primary_key=True),
        sa.Column("key", PLAIN, primary_key=True),
        sa.Column("name", PLAIN, nullable=False),
    )
    op.create_index("topic_key", "topic", ["key", "article"])
    _list_printed(topic)


def _list_printed(topic: sa.Table) -> None:
    connection = op.get_bind()
    article = sa.table("article", sa.column("id"), sa.column("record"))
    decode = msgspec.json.Decoder(_Printed).decode
    after = ""
    while rows := connection.execute(
        sa.select(article).where(article.c.id > after).order_by(article.c.id).limit(BATCH)
    ).all():
        after = rows[-1].id
        named = [(row.id, {_key(name): name for name in reversed(decode(row.record).topics)}) for row in rows]
        values = [
            {"article": id_, "printed": True, "key": key, "name": name.replace("\0", "\ufffd")}
            for id_, names in named
            for key, name in names.items()
        ]
        if values:
            connection.execute(topic.insert(), values)


def _key(name: str) -> str:
    key = name.casefold().replace("\0", "\ufffd")
    return key if len(key) <= MOST_KEY else sha256(key.encode("utf-8", "replace")).hexdigest()
