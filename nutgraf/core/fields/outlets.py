"""The outlet that an article is of: its name, its domain and its logo."""

from collections.abc import Iterator, Sequence

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, Found, Said, first_said
from nutgraf.core.fields.titles import TITLE_BAR, site_in, word_key
from nutgraf.core.formats.url import registrable_domain
from nutgraf.core.page.parsed import Page
from nutgraf.records import Entry, Image, Provider


def find_outlet(page: Page, sources: Sequence[Claims], entry: Entry, title: str) -> Found[str | None]:
    """The outlet's name, without its motto; Open Graph, which is for showing it, before all else."""
    domain = _domain(page) or ""
    structured, shown, *others = by_place(_plain(claim.site_name, domain) for claim in sources)
    fed = Said(ENTRY, entry.provider.name if entry.provider else None)
    said = (shown, structured, *others, fed)
    return first_said(_names(said, page, title), None, said)


def _names(said: Sequence[Said[str | None]], page: Page, title: str) -> Iterator[Said[str | None]]:
    yield from said
    yield Said(TITLE_BAR, site_in(page.title, title))


def provider_of(name: str | None, page: Page, sources: Sequence[Claims], entry: Entry) -> Provider:
    """The outlet of that name, with its domain and logo."""
    known = entry.provider or Provider()
    logo = sources[0].logo
    url = page.resolve(logo.url) if logo else None
    logos = (Image(url=url, width=logo.width, height=logo.height),) if logo and url else ()
    return Provider(name=name, domain=_domain(page) or known.domain, images=logos or known.images)


def _domain(page: Page) -> str | None:
    return registrable_domain(page.url) if page.url else None


def _plain(name: str | None, domain: str) -> str | None:
    """A site's name without the motto that some put before or behind a bar: the part that the domain is named by."""
    if not name:
        return None
    parts = list(filter(None, (part.strip(" |·-\u2013\u2014") for part in name.split(" | "))))
    label = word_key(domain.partition(".")[0])
    named = (part for part in parts if label and label in word_key(part))
    return next(named, None) or next(iter(parts), None)
