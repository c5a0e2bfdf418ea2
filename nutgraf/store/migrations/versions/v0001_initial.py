"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
PLAIN = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates all tables."""
    _what_is_got()
    _articles()
    _what_is_decided_of_articles()
    _stories()
    _full_text()


def _what_is_got() -> None:
    op.create_table(
        "change",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("kind", PLAIN, nullable=False),
        sa.Column("article", PLAIN),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("change_article", "change", ["article", "number"])
    op.create_table(
        "source",
        sa.Column("id", PLAIN, primary_key=True),
        sa.Column("url", PLAIN, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "capture",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("id", PLAIN, nullable=False, unique=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("outcome", PLAIN),
        sa.Column("article", PLAIN),
        sa.Column("reason", PLAIN),
        sa.Column("detail", PLAIN),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    undecided = sa.text("outcome IS NULL")
    op.create_index("capture_pending", "capture", ["number"], sqlite_where=undecided, postgresql_where=undecided)


def _articles() -> None:
    op.create_table(
        "article",
        sa.Column("id", PLAIN, primary_key=True),
        sa.Column("arrived", NUMBER, nullable=False, unique=True),
        sa.Column("changed", NUMBER, nullable=False, unique=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("added", TIME, nullable=False),
        sa.Column("seen", TIME, nullable=False),
        sa.Column("dated", TIME, nullable=False),
        sa.Column("quality", sa.Text, nullable=False),
        sa.Column("quotes", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("text", PLAIN, nullable=False),
    )
    op.create_index("article_added", "article", ["added"])
    op.create_index("article_seen", "article", ["seen"])
    op.create_index("article_dated", "article", [sa.text("dated DESC"), "id"])
    op.create_table(
        "fingerprint",
        _of_article(),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )


def _what_is_decided_of_articles() -> None:
    op.create_table(
        "membership",
        _of_article(),
        sa.Column("story", PLAIN, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
    )
    op.create_index("membership_story", "membership", ["story"])
    op.create_table(
        "copy_link",
        _of_article(),
        sa.Column("original", PLAIN, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("copy_link_original", "copy_link", ["original"])
    op.create_table(
        "release_state",
        _of_article(),
        sa.Column("released", sa.Boolean, nullable=False),
        sa.Column("by", PLAIN, nullable=False),
    )


def _stories() -> None:
    op.create_table(
        "story",
        sa.Column("id", PLAIN, primary_key=True),
        sa.Column("rank", sa.Double, nullable=False),
        sa.Column("latest", TIME, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("story_rank", "story", ["rank", "id"])
    op.create_index("story_latest", "story", ["latest", "id"])
    op.create_table(
        "story_alias",
        sa.Column("gone", PLAIN, primary_key=True),
        sa.Column("kept", PLAIN, nullable=False),
    )
    op.create_index("story_alias_kept", "story_alias", ["kept"])


def _full_text() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # The words come folded and parted by spaces. The index keeps no text: that stands in ``article``.
        op.execute("CREATE VIRTUAL TABLE search USING fts5(title, byline, body, content='', tokenize='ascii')")
        return
    op.create_table(
        "search",
        _of_article(),
        sa.Column("words", postgresql.TSVECTOR, nullable=False),
    )
    op.create_index("search_words", "search", ["words"], postgresql_using="gin")


def _of_article() -> sa.Column[str]:
    return sa.Column("article", PLAIN, sa.ForeignKey("article.id"), primary_key=True)
