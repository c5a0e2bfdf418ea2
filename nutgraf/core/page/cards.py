"""Which parts of a page show another article: its heading with a link to it, and what stands with that."""

from itertools import takewhile
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.page.headings import leads_home
from nutgraf.core.page.parsed import Page, ancestors, beginning_of, text_of
from nutgraf.core.text.plain import words

_NEAR: Final = 5  # elements around a node in which a teaser's heading is sought
_HEADLINE: Final = 3  # words
_LARGEST: Final = 600  # characters of a card


def around(page: Page, node: LexborNode) -> list[LexborNode]:
    """What a node stands in, up to what holds the page's main heading too."""
    return list(takewhile(lambda outer: outer.mem_id not in page.trunk and outer.tag != "body", ancestors(node)))


def is_on_card(page: Page, node: LexborNode) -> bool:
    """Whether a node stands with the linked heading of another article."""
    for outer in around(page, node)[:_NEAR]:
        heading = page.heading_in(outer)
        if heading is not None:
            return _leads_on(page, heading) and len(beginning_of(outer, _LARGEST)) <= _LARGEST
    return False


def _leads_on(page: Page, heading: LexborNode) -> bool:
    """Whether a heading leads to another page that is not above this one, as those of teasers do."""
    inner = heading.css_first("a[href]")
    link = inner or next((outer for outer in ancestors(heading) if outer.tag == "a"), None)
    if link is None or leads_home(link) or "home" in (link.attributes.get("rel") or ""):
        return False
    url = page.resolve(link.attributes.get("href"))
    return url is not None and not (page.url or "").startswith(url) and len(words(text_of(heading))) >= _HEADLINE
