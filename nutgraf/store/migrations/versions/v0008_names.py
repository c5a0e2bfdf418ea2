"""What articles are called by: their addresses, and their sources' names for them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from nutgraf.naming import names_of_article
from nutgraf.records import Article, Entry, Provider

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
EPOCH = datetime.fromtimestamp(0, UTC)
PAGE = 500
FILE = sa.text("INSERT INTO article_name (key, article, kind) VALUES (:key, :article, :kind) ON CONFLICT DO NOTHING")


class Stored(msgspec.Struct):
    """What of an article's record gives it names."""

    url: str | None = None
    canonical_url: str | None = None
    amp_url: str | None = None
    provider: Provider = Provider()


class Taken(msgspec.Struct):
    """What of a capture's record does."""

    entry: Entry | None = None


def upgrade() -> None:
    """Files every article under the names of its present state and captures; of two with one name, the first keeps it.

    Own addresses come first: nobody's own becomes another's because that was once reached by it.
    """
    op.create_table(
        "article_name",
        sa.Column("key", PLAIN, primary_key=True),
        sa.Column("article", PLAIN, sa.ForeignKey("article.id"), nullable=False),
        sa.Column("kind", PLAIN, nullable=False),
    )
    op.create_index("article_name_article", "article_name", ["article"])
    file_names()


def file_names() -> None:
    """Files what is not filed yet of the names that all articles have."""
    connection = op.get_bind()
    for own in (True, False):
        for named in _names():
            if rows := [row for row in named if (row["kind"] == "address") == own]:
                connection.execute(FILE, rows)


def _names() -> Iterator[list[dict[str, str]]]:
    """Rows of the articles in order of arrival, a page of articles at a time."""
    connection = op.get_bind()
    articles = sa.text("SELECT id, arrived, record FROM article WHERE arrived > :after ORDER BY arrived LIMIT :page")
    captures = sa.text("SELECT article, record FROM capture WHERE article IN :ids ORDER BY number")
    captures = captures.bindparams(sa.bindparam("ids", expanding=True))
    after = -1
    while page := connection.execute(articles, {"after": after, "page": PAGE}).all():
        after = page[-1].arrived
        entries: dict[str, list[Entry]] = {}
        for row in connection.execute(captures, {"ids": [row.id for row in page]}):
            if entry := msgspec.json.decode(row.record, type=Taken).entry:
                entries.setdefault(row.article, []).append(entry)
        stored = [(_article(row.id, row.record), entries.get(row.id, ())) for row in page]
        yield [
            {"key": name.key, "article": article.id, "kind": name.kind}
            for article, told in stored
            for entry in (None, *told)
            for name in names_of_article(article, entry)
        ]


def _article(id_: str, record: str) -> Article:
    stored = msgspec.json.decode(record, type=Stored)
    return Article(
        id=id_,
        capture="",
        seen=EPOCH,
        url=stored.url,
        canonical_url=stored.canonical_url,
        amp_url=stored.amp_url,
        provider=stored.provider,
    )
