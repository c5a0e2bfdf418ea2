"""What an entry says of its article, field by field, where no page does."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from nutgraf.core.claims.found import ADDRESS, ENTRY, TEXT, UNSAID, Found, Said, fed, first_said
from nutgraf.core.fields.bylines.authors import names_of
from nutgraf.core.fields.credits import credit_in
from nutgraf.core.fields.decided import FULL, SHORT, Decided
from nutgraf.core.fields.excerpts import LONGEST
from nutgraf.core.fields.images import entry_images
from nutgraf.core.fields.language import find_language
from nutgraf.core.formats.dates import plausible
from nutgraf.core.formats.url import article_id, normalise, registrable_domain
from nutgraf.core.page.body import Body
from nutgraf.core.text.plain import clean, digest, shorten, strip_html
from nutgraf.naming import original_address, plain_address
from nutgraf.records import Capture, Entry, Provider

_LONGEST_TITLE: Final = 100  # characters of one that is the beginning of the text; chosen, not measured


def decide_entry(capture: Capture, entry: Entry) -> Decided:
    """What an entry comes to by itself; its language is not looked for."""
    text = strip_html(entry.content or "")
    address = _address(capture, entry)
    url = address.value
    own = plain_address(url) if url else None
    summary = clean(strip_html(entry.excerpt or "").replace("\n", " "))
    title = first_said(_titles(entry, text or summary), "")
    full = len(text) >= FULL or (len(text) >= SHORT and len(text) > 2 * len(summary) > 0)
    name = entry.provider.name if entry.provider else None
    return Decided(
        id=article_id(own) if own and not entry.shares_url else _id_of_words(entry, title.value, text or summary),
        url=url,
        canonical=address._replace(value=own),
        original=fed(normalise(original_address(entry.original_url)) if entry.original_url else None),
        amp=fed(entry.amp_url),
        title=title,
        excerpt=first_said(_excerpts(summary, text), ""),
        body=Body(text, source=ENTRY),
        posts=Found(()),
        authors=fed(names_of(entry.authors)),
        published=_time(entry.published, capture.at),
        modified=_time(entry.modified, capture.at),
        published_precision=entry.published_precision,
        modified_precision=entry.modified_precision,
        language=Found(None),
        kind=fed(entry.kind) if entry.kind else Found("article", UNSAID),
        section=fed(entry.section),
        outlet=fed(name),
        provider=_provider(entry.provider or Provider(), url),
        images=fed(entry_images(entry)),
        tags=fed(entry.tags),
        topics=fed(entry.topics),
        credit=first_said((Said(ENTRY, entry.credit), Said(TEXT, credit_in(text))), None),
        paywalled=Found(value=False, source=UNSAID),
        partial=not full,
        extras=entry.extras,
    )


def with_language(told: Decided, entry: Entry) -> Decided:
    """What an entry comes to, its language looked for."""
    text = f"{told.title.value}\n{told.body.text or told.excerpt.value}"
    return told._replace(language=find_language(text, (Said(ENTRY, entry.language),)))


def _address(capture: Capture, entry: Entry) -> Found[str | None]:
    """Where the article is, by its entry, else where that was got."""
    if entry.url:
        return Found(normalise(original_address(entry.url)), ENTRY)
    return Found(normalise(original_address(capture.url or "")), ADDRESS)


def _titles(entry: Entry, text: str) -> Iterator[Said[str]]:
    yield Said(ENTRY, clean(strip_html(entry.title or "").replace("\n", " ")))
    yield Said(TEXT, shorten(text.partition("\n")[0], _LONGEST_TITLE))


def _excerpts(summary: str, text: str) -> Iterator[Said[str]]:
    yield Said(ENTRY, summary)
    yield Said(TEXT, shorten(text.replace("\n", " "), LONGEST))


def _time(told: datetime | None, seen: datetime) -> Found[datetime | None]:
    """A time that an entry tells, if that is plausible."""
    at = told if told and plausible(told, seen) else None
    return Found(at, ENTRY if at else "", (Said(ENTRY, told),))


def _id_of_words(entry: Entry, title: str, text: str) -> str:
    """The id of what has no address of its own: by its title and text, and by the address that it shares."""
    return digest(entry.url or "", title, text) if entry.shares_url else digest(title, text)


def _provider(known: Provider, url: str | None) -> Provider:
    domain = known.domain or (registrable_domain(url) if url else None)
    return Provider(name=known.name, domain=domain, images=known.images)
