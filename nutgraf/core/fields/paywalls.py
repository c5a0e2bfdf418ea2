"""Whether a page keeps its article from those who do not pay: what it states, or what it shows in place of the text."""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import UNSAID, Found, Said, first_said
from nutgraf.core.languages.patterns import Pattern
from nutgraf.core.page.parsed import Page, text_of

# Chosen, not measured.
_SHORT = 1200  # characters of text; what a page shows besides tells nothing where there is more
_LONGEST_NOTICE = 300
_LEAST_NOTICE = 30
_LONGEST_WALL = 1200
_WALLS = '[class*="paywall" i], [id*="paywall" i]'
_NO_WALL = re.compile(r"(?:non?|without|is-?not|has-?no)[-_]?paywall", re.IGNORECASE)
_NO_NOTICE = {"script", "style", "template", "noscript", "body", "html", "article", "main"}
_NOTICE = Pattern("paywalls", "%notices", re.IGNORECASE, for_many=True)


def find_paywall(page: Page, claims: Sequence[Claims], text: str) -> Found[bool]:
    """Whether the metadata say that the page is not free; where they are silent and little is shown, the page."""
    stated = by_place(claim.paywalled for claim in claims)
    said = tuple(Said(place, closed) for place, closed in stated if closed is not None)
    if said:
        place, closed = max(said, key=attrgetter("value"))
        return Found(closed, place, said)
    if len(text) >= _SHORT:
        return Found(value=False, source="length of the text")
    shown = first_said(_shown(page), nothing=False)
    return shown if shown.value else Found(value=False, source=UNSAID)


def _shown(page: Page) -> Iterator[Said[bool]]:
    yield Said("notice", any(len(line) <= _LONGEST_NOTICE and _NOTICE.search(line) for line in page.lines))
    yield Said("paywall element", _has_wall(page))


def _has_wall(page: Page) -> bool:
    """Whether an element that is called a paywall says something, and is not the page itself."""
    for node in page.nodes(_WALLS):
        names = f"{node.attributes.get('class') or ''} {node.id or ''}"
        if node.tag not in _NO_NOTICE and not _NO_WALL.search(names):
            said = text_of(node)
            if _LEAST_NOTICE <= len(said) <= _LONGEST_WALL and page.title[:_LEAST_NOTICE] not in said:
                return True
    return False
