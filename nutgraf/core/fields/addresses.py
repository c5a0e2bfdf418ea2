"""The addresses of an article: its own, that of its AMP page, and where it was first published."""

from collections.abc import Iterator, Sequence
from typing import Final

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ADDRESS, ENTRY, Found, Said, first_said
from nutgraf.core.fields.credits import first_published_at
from nutgraf.core.formats.url import registrable_domain, same_publisher, same_site
from nutgraf.core.page.parsed import Page
from nutgraf.naming import address_key, original_address, plain_address
from nutgraf.records import Entry

_AMP: Final = {"amp", "⚡"}  # attributes of an AMP page's html element
_CANONICAL: Final = "canonical link"
_FRONT: Final = 3  # slashes of the address of a front page


def find_canonical(page: Page) -> Found[str | None]:
    """The page's own URL: its canonical link where that stays on the site and names no front page.

    Of several such links, the one that agrees with where the page was got, or with what it is to be shared as.
    """
    shared = original_address(page.shared_as) if page.shared_as else None
    said = (
        *(Said(_CANONICAL, original_address(link)) for link in page.canonicals),
        Said("og:url", shared),
        Said(ADDRESS, plain_address(page.url) if page.url else None),
    )
    own = [one for one in said if one.value and _can_be_own(one.value, page.url)]
    if sum(one.place == _CANONICAL for one in own) > 1:
        own.sort(key=lambda one: not _agrees(one, page.url, shared))
    return first_said(own, None, said)


def _agrees(said: Said[str | None], *others: str | None) -> bool:
    """Whether a canonical link is told by another place, too; the other places come after all such links."""
    key = address_key(said.value or "")
    return said.place == _CANONICAL and key in [address_key(url) for url in others if url]


def _can_be_own(link: str, url: str | None) -> bool:
    if url is None or link in (url, plain_address(url)):
        return True
    if "#" in url and link == url.partition("#")[0]:
        return False  # what scripts show there has the same head whatever the route
    return same_site(link, url) and link.count("/") >= min(_FRONT, url.count("/")) and not _is_root(link)


def _is_root(url: str) -> bool:
    return url.partition("://")[2].partition("/")[2] == ""


def find_original(page: Page, sources: Sequence[Claims], entry: Entry) -> Found[str | None]:
    """Where the page says that its text was first published, when that is another site."""
    if page.url is None:
        return Found(None)
    said = (one._replace(value=original_address(one.value)) for one in _originals(page, sources, entry) if one.value)
    named = (one for one in said if registrable_domain(one.value or ""))
    return first_said((one for one in named if not same_publisher(one.value or "", page.url)), None)


def _originals(page: Page, sources: Sequence[Claims], entry: Entry) -> Iterator[Said[str | None]]:
    yield from (Said(_CANONICAL, link) for link in page.canonicals)
    yield from by_place(page.resolve(claim.original_url) for claim in sources)
    yield Said("original-source link", page.link("original-source"))
    yield Said("printed", first_published_at(page))
    yield Said(ENTRY, entry.original_url)


def find_amp(page: Page, entry: Entry) -> Found[str | None]:
    """The article's AMP page."""
    root = page.tree.root
    is_amp = root is not None and not _AMP.isdisjoint(root.attributes)
    linked = Said(ADDRESS, page.url) if is_amp else Said("amphtml link", page.link("amphtml"))
    said = (linked, Said(ENTRY, entry.amp_url))
    return first_said(said, None, said)
