"""The outlet that an article is of: its name, its domain and its logo."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, Found, Said, first_said
from nutgraf.core.fields.site_in_title import site_in
from nutgraf.core.fields.titles import TITLE_BAR
from nutgraf.core.formats.url import registrable_domain
from nutgraf.core.languages.tables import words_of
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.plain import word_key
from nutgraf.records import Entry, Image, Provider

_WWW: Final = re.compile(r"^www\.", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"^https?:|/\S*/|[{}<>$]|%\w+%")
_MOTTO: Final = re.compile(r"\s[-\u2013\u2014]\s|:\s")
_LONG: Final = 40  # characters from which a name has a motto in it


def find_outlet(page: Page, sources: Sequence[Claims], entry: Entry, title: str) -> Found[str | None]:
    """The outlet's name, without its motto; Open Graph, which is for showing it, before all else."""
    domain = _domain(page) or ""
    structured, shown, *others = by_place(_plain(claim.site_name, domain, title) for claim in sources)
    fed = Said(ENTRY, entry.provider.name if entry.provider else None)
    said = (shown, structured, *others, fed)
    return first_said(_names(said, page, title, domain), None, said)


def _names(said: Sequence[Said[str | None]], page: Page, title: str, domain: str) -> Iterator[Said[str | None]]:
    yield from said
    yield Said(TITLE_BAR, _plain(site_in(page.title, title), domain, title))


def provider_of(name: str | None, page: Page, sources: Sequence[Claims], entry: Entry) -> Provider:
    """The outlet of that name, with its domain and logo."""
    known = entry.provider or Provider()
    logo = sources[0].logo
    url = page.resolve(logo.url) if logo else None
    logos = (Image(url=url, width=logo.width, height=logo.height),) if logo and url else ()
    return Provider(name=name, domain=_domain(page) or known.domain, images=logos or known.images)


def _domain(page: Page) -> str | None:
    return registrable_domain(page.url) if page.url else None


def _plain(name: str | None, domain: str, title: str) -> str | None:
    """A site's name without the motto that some put beside it; None for what names no site.

    Of two parts at a bar it is the one that the domain is named by, of two at a dash the first, if it is short.
    """
    parts = list(filter(None, (part.strip(" |·-\u2013\u2014") for part in (name or "").split(" | "))))
    label = word_key(domain.partition(".")[0])
    named = (part for part in parts if label and label in word_key(part))
    plain = _WWW.sub("", next(named, None) or next(iter(parts), ""))
    first, *others = _MOTTO.split(plain)
    if len(plain) > _LONG and label and label not in word_key(first):
        first = next((part for part in others if label in word_key(part)), first)
    if len(plain) > _LONG and len(first) < len(plain) / 2:
        plain = first
    return plain if _is_name(plain, label, title) else None


def _is_name(name: str, label: str, title: str) -> bool:
    """Whether that can be a site's name: no address, template or title of an article, no word that any site has."""
    key = word_key(name)
    if not key or key == word_key(title) or _NO_NAME.search(name):
        return False
    return key == label or key not in _no_outlets()


@cache
def _no_outlets() -> frozenset[str]:
    return frozenset(map(word_key, words_of(lambda one: one.refusal.no_outlets)))
