"""Each field of an article with the place it was taken from, and what other places say instead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from nutgraf.core.authors import names_of
from nutgraf.core.bylines import authors_of
from nutgraf.core.claims import Claims
from nutgraf.core.credits import credit_in, licence_of
from nutgraf.core.extract import Reading
from nutgraf.core.language import language_of, primary_tag
from nutgraf.core.page import Page
from nutgraf.core.text import clean, shorten
from nutgraf.core.titles import title_of
from nutgraf.core.when import times_of
from nutgraf.records import Article, Capture, Entry

_PLACES: Final = ("JSON-LD", "Open Graph", "meta tags", "microdata")
_ENTRY: Final = "entry"
_LONGEST: Final = 200
# What a field, or one of its values, is taken from where no metadata say it.
_ELSEWHERE: Final = {
    "kind: article": "nothing says otherwise",
    "kind": "address or section",
    "section": "printed",
    "outlet": "title bar",
    "credit": "printed",
}

Said = tuple[str, str]  # a place, and what it says


class Field(NamedTuple):
    """A field of an article, the place it was taken from, and what other places say instead."""

    name: str
    value: str
    source: str
    others: tuple[Said, ...] = ()


def fields_of_entry(article: Article) -> tuple[Field, ...]:
    """The fields of an article that only its entry tells of."""
    return tuple(Field(name, value, _ENTRY if value else "") for name, value in _values(article).items())


def fields_of_page(reading: Reading, article: Article, capture: Capture) -> tuple[Field, ...]:
    """The fields of the article that a page and its entry come to."""
    entry = capture.entry or Entry()
    claimed = _claimed(reading.page, reading.sources, entry)
    sources = _sources(reading, article, capture)
    return tuple(_field(name, value, claimed.get(name, []), sources) for name, value in _values(article).items())


def _values(article: Article) -> dict[str, str]:
    return {
        "title": article.title,
        "authors": ", ".join(article.authors),
        "published": _time(article.published),
        "modified": _time(article.modified),
        "language": article.language or "",
        "kind": article.kind,
        "section": article.section or "",
        "outlet": article.provider.name or "",
        "credit": article.credit or "",
        "canonical": article.canonical_url or "",
        "text": f"{len(article.text)} characters",
        "paywalled": _yes_or_no(article.paywalled),
    }


def _time(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _yes_or_no(value: bool | None) -> str:  # noqa: FBT001 - the value is what is told
    return "" if value is None else "yes" if value else "no"


def _field(name: str, value: str, claimed: Sequence[Said], sources: dict[str, str]) -> Field:
    claimed = [(place, value if _same_moment(said, value) else said) for place, said in claimed]
    source = sources.get(name)
    if source is None:
        source = ", ".join(dict.fromkeys(place for place, said in claimed if said == value))
    if not source and value:
        source = _ELSEWHERE.get(f"{name}: {value}") or _ELSEWHERE.get(name, "")
    others = dict.fromkeys((place, shorten(clean(said), _LONGEST)) for place, said in claimed if said != value)
    return Field(name, value, source if value else "", tuple(others))


def _same_moment(said: str, value: str) -> bool:
    """Whether two fields are the same time, told in different zones."""
    try:
        return datetime.fromisoformat(said) == datetime.fromisoformat(value)
    except ValueError:
        return False


def _claimed(page: Page, sources: Sequence[Claims], entry: Entry) -> dict[str, list[Said]]:
    """What each place says of the fields, in order of trust."""
    claimed: dict[str, list[Said]] = {"title": [("h1", heading) for heading in page.headings()]}
    for place, claim in zip(_PLACES, sources, strict=True):
        told = {
            "title": claim.title,
            "authors": ", ".join(names_of(claim.authors)),
            "language": primary_tag(claim.language),
            "kind": claim.kind,
            "section": claim.section,
            "outlet": claim.site_name,
            "credit": claim.credit,
            "paywalled": _yes_or_no(claim.paywalled),
        }
        _add(claimed, place, told)
        for name, stamp in (("published", claim.published), ("modified", claim.modified)):
            if stamp:
                _add(claimed, stamp.source or place, {name: _time(stamp.at)})
    _add(claimed, "title bar", {"title": page.title})
    _add(claimed, "page", {"language": primary_tag(page.language)})
    _add(claimed, "canonical link", {"canonical": page.link("canonical")})
    _add(claimed, "og:url", {"canonical": page.resolve(sources[1].url)})
    _add(claimed, "address", {"canonical": page.url})
    _add(claimed, _ENTRY, _told_by(entry))
    return claimed


def _told_by(entry: Entry) -> dict[str, str | None]:
    return {
        "title": entry.title,
        "authors": ", ".join(names_of(entry.authors)),
        "published": _time(entry.published),
        "modified": _time(entry.modified),
        "language": primary_tag(entry.language),
        "kind": entry.kind,
        "section": entry.section,
        "outlet": entry.provider.name if entry.provider else None,
        "credit": entry.credit,
    }


def _add(claimed: dict[str, list[Said]], place: str, told: dict[str, str | None]) -> None:
    for name, said in told.items():
        if said:
            claimed.setdefault(name, []).append((place, said))


def _sources(reading: Reading, article: Article, capture: Capture) -> dict[str, str]:
    """The places of the fields that are weighed rather than taken from whoever says them first."""
    page, claims, _, body = reading
    entry = capture.entry or Entry()
    title = title_of(page, claims)
    published, modified = times_of(page, claims, entry, article.title, capture.at)
    return {
        "title": title.source if title.text else _ENTRY,
        "authors": authors_of(page, claims, entry, article.title).source,
        "published": published.source if published else "",
        "modified": modified.source if modified else "",
        "language": _source_of_language(article, page),
        **({"credit": printed} if (printed := _source_of_credit(article, page)) else {}),
        "text": body.source if article.text == body.text else _ENTRY,
    }


def _source_of_language(article: Article, page: Page) -> str:
    read = language_of(f"{article.title}\n{article.text}")
    if read == article.language:
        return "text, page" if primary_tag(page.language) == read else "text"
    return f"page (the text reads like {read})" if read else "page"


def _source_of_credit(article: Article, page: Page) -> str:
    """Where a credit line is printed; empty where only metadata have it."""
    if article.credit == credit_in(article.text):
        return "text"
    return "licence link" if article.credit == licence_of(page) else ""
