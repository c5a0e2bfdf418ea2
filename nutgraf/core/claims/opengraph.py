"""Open Graph, and the meta tags of other schemes."""

import re

from nutgraf.core.claims.claim import Claims, pixels
from nutgraf.core.formats.dates import Stamp, read_stamp
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.plain import strip_html
from nutgraf.records import ArticleKind, Image

_KINDS: dict[str, ArticleKind] = {"video": "video", "music": "audio", "audio": "audio", "podcast": "audio"}
_ARTICLE_TYPES = {"article", "blog", "blogposting", "newsarticle", "news", "post", "story", "news.article", "liveblog"}

_TIERS = {"locked": True, "premium": True, "paid": True, "subscriber": True, "subscribers": True, "free": False}
_WALLS = {"true": True, "1": True, "yes": True, "hard": True, "false": False, "0": False, "no": False}
_TITLES = ("twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline", "title")
_DESCRIPTIONS = ("description", "twitter:description", "dc.description", "sailthru.description", "abstract")
_AUTHORS = tuple(
    """parsely-author author byl sailthru.author article.author citation_author dc.creator dcterms.creator
    dc.contributor authors byline cxenseparse:author""".split()
)
_PUBLISHED = tuple(
    """parsely-pub-date sailthru.date datepublished date.published pubdate publish-date publishdate publish_date
    published publication_date publication-date date.issued dc.date.issued dcterms.issued dc.date.created
    dcterms.created dc.created dc.date dcterms.date citation_publication_date citation_date
    cxenseparse:recs:publishtime cxenseparse:publishtime iso-8601-publish-date article.published
    article_date_original originalpublicationdate displaydate rnews:datepublished bt:pubdate date""".split()
)
_MODIFIED = tuple(
    """datemodified last-modified lastmod dcterms.modified dc.date.modified revised article.updated modified
    last_updated_date""".split()
)
_LIKE_PUBLISHED = re.compile(
    r"publi\w*[-_.: ]?(?:date|time|on$|at$)|date[-_.]?(?:of[-_.]?)?publi|pub[-_.]?date|firstpub"
)
_BY = Pattern("bylines", "%meta_labels", re.IGNORECASE)
_COMMAS = re.compile("[,，、;；،]")
_OG_PUBLISHED = ("article:published_time", "og:article:published_time", "og:published_time", "article:published")
_OG_MODIFIED = ("article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified")


def open_graph(page: Page) -> Claims:
    """What the page says by Open Graph (https://ogp.me) and its article vocabulary."""
    kind = (page.meta("og:type") or "").lower()
    return Claims(
        title=_text(page.meta("og:title")),
        excerpt=_text(page.meta("og:description")),
        authors=_values(page, "article:author", "og:article:author"),
        published=_date(page, *_OG_PUBLISHED),
        modified=_date(page, *_OG_MODIFIED),
        kind=_KINDS.get(re.split(r"[.:_]", kind)[0]),
        section=page.meta("article:section", "og:article:section"),
        site_name=_text(page.meta("og:site_name")),
        images=_images(page),
        tags=_values(page, "article:tag", "og:article:tag"),
        url=page.meta("og:url"),
        paywalled=_TIERS.get((page.meta("article:content_tier", "og:article:content_tier") or "").lower()),
        is_article=kind in _ARTICLE_TYPES,
    )


def meta_tags(page: Page) -> Claims:
    """What the page says by other meta tags: Dublin Core, Parse.ly, Sailthru, Twitter, Highwire and plain names."""
    keywords = page.meta("news_keywords", "parsely-tags", "keywords") or ""
    return Claims(
        title=_text(page.meta(*_TITLES)),
        excerpt=_text(page.meta(*_DESCRIPTIONS)),
        authors=_authors(page),
        published=_date(page, *_PUBLISHED),
        modified=_date(page, *_MODIFIED),
        section=page.meta("parsely-section", "section", "articlesection", "cxenseparse:section"),
        site_name=_text(page.meta("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher")),
        images=tuple(Image(url=url) for url in _values(page, "twitter:image", "twitter:image:src", "thumbnail")[:1]),
        tags=tuple(tag.strip() for tag in _COMMAS.split(keywords) if tag.strip()),
        credit=_text(page.meta("dcterms.license", "dc.rights", "dcterms.rights")),
        paywalled=_WALLS.get((page.meta("cxenseparse:paywall", "paywall") or "").lower()),
        original_url=page.meta("syndication-source", "original-source"),
        is_article=not page.metas.keys().isdisjoint({"parsely-pub-date", "sailthru.date", "news_keywords"}),
    )


def likely_published(page: Page) -> Stamp | None:
    """The date of a meta tag that nobody has standardised, but whose name speaks of publishing."""
    return _date(page, *filter(_LIKE_PUBLISHED.search, page.metas))


def _authors(page: Page) -> tuple[str, ...]:
    for name in _AUTHORS:
        if values := _values(page, name):
            return tuple(map(_given_name_first, values)) if name == "citation_author" else values
    if _BY.match(page.meta("twitter:label1") or ""):
        return _values(page, "twitter:data1")
    return ()


def _given_name_first(name: str) -> str:
    """Highwire tags write "Family, Given"."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def _values(page: Page, *names: str) -> tuple[str, ...]:
    return next((tuple(values) for name in names if (values := page.metas.get(name))), ())


def _text(value: str | None) -> str | None:
    return strip_html(value).replace("\n", " ") or None if value else None


def _date(page: Page, *names: str) -> Stamp | None:
    for name in names:
        for value in page.metas.get(name, []):
            if stamp := read_stamp(value, f"meta {name}", countries=page.countries):
                return stamp
    return None


def _images(page: Page) -> tuple[Image, ...]:
    urls = _values(page, "og:image", "og:image:url", "og:image:secure_url")
    widths, heights = page.metas.get("og:image:width", []), page.metas.get("og:image:height", [])
    sized = len(widths) == len(heights) == len(urls) or len(urls) == 1
    return tuple(
        Image(
            url=url,
            width=_side(widths, number) if sized else None,
            height=_side(heights, number) if sized else None,
        )
        for number, url in enumerate(urls[:10])
    )


def _side(values: list[str], number: int) -> int | None:
    return pixels(values[number]) if number < len(values) else None
