"""Articles with what was decided about them: whole, as lists show them, and as the window knows them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, or_, select

from nutgraf.records import Article, Filed, Known, with_topics, without_text
from nutgraf.store.read.asking import AnyRow, among, bound, stream
from nutgraf.store.read.removed import missing
from nutgraf.store.schema import (
    article,
    chapter,
    copy_cut,
    copy_link,
    fingerprint,
    membership,
    placement,
    quote_meaning,
    release_state,
    removal,
    tagging,
)

_joined = (
    article.outerjoin(membership, membership.c.article == article.c.id)
    .outerjoin(copy_link, copy_link.c.article == article.c.id)
    .outerjoin(placement, placement.c.article == article.c.id)
    .outerjoin(chapter, chapter.c.article == article.c.id)
    .outerjoin(copy_cut, copy_cut.c.article == article.c.id)
)
_of_article: tuple[ColumnElement[Any], ...] = (
    article.c.id,
    article.c.record,
    article.c.quality,
    article.c.revision,
    article.c.added,
    membership.c.story,
    copy_link.c.record.label("copy"),
    placement.c.apart,
    chapter.c.affair,
    copy_cut.c.apart.label("cut"),
)
_listed = select(
    *_of_article,
    tagging.c.tags,
    membership.c.reasons,
    release_state.c.released,
    release_state.c.by,
).select_from(
    _joined.outerjoin(release_state, release_state.c.article == article.c.id).outerjoin(
        tagging, tagging.c.article == article.c.id
    )
)
_filed = _listed.add_columns(article.c.quotes, article.c.text)
_known = select(*_of_article, fingerprint.c.record.label("fingerprint")).select_from(
    _joined.join(fingerprint, fingerprint.c.article == article.c.id)
)


def window(connection: Connection, since: datetime) -> Iterator[Known]:
    """Articles added since a time and all others of their stories, in order of arrival."""
    stories = select(membership.c.story).join(article, article.c.id == membership.c.article)
    recent = article.c.added >= since
    query = _known.where(or_(recent, membership.c.story.in_(stories.where(recent))))
    return stream(connection, query.order_by(article.c.arrived), _to_known)


def latest(connection: Connection, limit: int) -> list[datetime]:
    """The latest times articles were added, though they were removed since, latest first."""
    own = select(removal.c.added).where(removal.c.id == removal.c.article)  # its other names were not seen besides
    times = (select(article.c.added).order_by(article.c.added.desc()), own.order_by(removal.c.added.desc()))
    found = [connection.scalars(one.limit(bound(limit))) for one in times]
    return sorted(chain(*found), reverse=True)[:limit]


def known(connection: Connection, wanted: Sequence[str]) -> dict[str, Known]:
    """What deciding needs of these articles, by id."""
    return {row.id: _to_known(row) for row in among(connection, _known, article.c.id, set(wanted))}


def members(connection: Connection, stories: Sequence[str]) -> list[Known]:
    """The articles of these stories, in order of arrival."""
    query = _known.add_columns(article.c.arrived)
    rows = sorted(among(connection, query, membership.c.story, set(stories)), key=lambda row: row.arrived)
    return list(map(_to_known, rows))


def filed(connection: Connection, wanted: Sequence[str]) -> list[Filed]:
    """These articles, in that order."""
    found = {row.id: _to_filed(row) for row in among(connection, _filed, article.c.id, set(wanted))}
    return [found[one] for one in wanted if one in found]


def quote_meanings(connection: Connection, wanted: Sequence[str]) -> dict[str, tuple[bytes, ...]]:
    """What the quotations of these articles mean, by id."""
    rows = among(connection, select(quote_meaning), quote_meaning.c.article, set(wanted))
    return {row.article: row.meanings for row in rows}


def listed(connection: Connection, wanted: Sequence[str]) -> list[Filed]:
    """These articles as lists show them, in that order: neither their texts nor their quotations are read."""
    rows = among(connection, _listed, article.c.id, set(wanted))
    found = {row.id: _to_listed(row, without_text(row.record)) for row in rows}
    return [found[one] for one in wanted if one in found]


def one_article(connection: Connection, wanted: str) -> Filed:
    """An article by id. Raises NotFound, Gone."""
    found = filed(connection, [wanted])
    if not found:
        raise missing(connection, wanted, wanted, "article")
    return found[0]


def all_articles(connection: Connection) -> Iterator[Filed]:
    """Every article, newest publication first, then by id."""
    return stream(connection, _filed.order_by(article.c.dated.desc(), article.c.id), _to_filed)


def copies(connection: Connection, original: str) -> list[str]:
    """Ids of the copies of an article, in order of arrival."""
    query = select(article.c.id).join(copy_link, copy_link.c.article == article.c.id)
    return list(connection.scalars(query.where(copy_link.c.original == original).order_by(article.c.arrived)))


def _to_known(row: AnyRow) -> Known:
    return Known(
        article=without_text(row.record),
        fingerprint=row.fingerprint,
        quality=row.quality,
        number=row.revision,
        story=row.story,
        copy=row.copy,
        added=row.added,
        held=row.apart is not None,
        apart=row.apart or (),
        affair=row.affair,
        cut=row.cut or (),
    )


def _to_filed(row: AnyRow) -> Filed:
    listed = _to_listed(row, replace(row.record, text=row.text))
    return replace(listed, quotes=row.quotes)


def _to_listed(row: AnyRow, shown: Article) -> Filed:
    return Filed(
        article=with_topics(shown, row.tags or ()),
        quality=row.quality,
        tagged=row.tags or (),
        story=row.story,
        joined=row.reasons or (),
        copy=row.copy,
        revisions=row.revision,
        released=bool(row.released),
        withdrawn=row.released is False and row.by == "editor",
        held=row.apart is not None,
    )
