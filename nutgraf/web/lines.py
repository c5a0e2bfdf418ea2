"""An article as every list shows it."""

from collections.abc import Iterable
from datetime import datetime

from nutgraf.core.formats.url import web_address
from nutgraf.core.text.characters import one_line
from nutgraf.core.text.plain import shorten
from nutgraf.records import Article, Filed
from nutgraf.web.shown import Lang, Moment, Number, View, counted, lang, moment, number


class Line(View, frozen=True):
    """An article in a list."""

    id: str
    title: str
    outlet: str
    tongue: Lang
    when: Moment
    dated: bool
    quality: Number
    marks: tuple[str, ...]


def line(filed: Filed, now: datetime) -> Line:
    """An article as a list shows it."""
    article = filed.article
    return Line(
        id=article.id,
        title=shown_title(article),
        outlet=outlet_of(article),
        tongue=lang(article.language),
        when=moment(time_of(article), now),
        dated=article.published is not None,
        quality=number(filed.quality),
        marks=tuple(_marks(filed)),
    )


def shown_title(article: Article) -> str:
    """A title to show, also where the article has none."""
    address = web_address(article.url or "")
    return article.title or shorten(article.excerpt or article.text, 120) or address or "Untitled"


def outlet_of(article: Article) -> str:
    """The outlet's name, or what comes nearest to one."""
    return one_line(article.provider.name or article.provider.domain or "") or "Outlet unknown"


def time_of(article: Article) -> datetime:
    """When an article was published, or first seen where that is not known."""
    return article.published or article.seen


def kind_name(article: Article) -> str:
    """The kind of an article in words."""
    return "live blog" if article.kind == "liveblog" else article.kind


def _marks(filed: Filed) -> Iterable[str]:
    article = filed.article
    if article.kind != "article":
        yield kind_name(article)
    if article.paywalled:
        yield "paywall"
    if article.partial:
        yield "excerpt only"
    if filed.held:
        yield "placed by an editor"
    if filed.revisions > 1:
        yield counted(filed.revisions - 1, "change")
