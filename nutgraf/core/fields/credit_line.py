"""The credit line of an article: the agency, the licence or the place that its text is from."""

from collections.abc import Iterator, Sequence

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, TEXT, Found, Said, first_said
from nutgraf.core.fields import visible
from nutgraf.core.fields.credits import credit_in, licence_of, told_credit
from nutgraf.core.page.parsed import Page
from nutgraf.records import Entry


def find_credit(page: Page, sources: Sequence[Claims], entry: Entry, text: str) -> Found[str | None]:
    """What the text names, else the page's licence, else what is marked as a credit, else what the entry says."""
    stated = by_place(told_credit(claim.credit) if claim.credit else None for claim in sources)
    return first_said(_credits(page, stated, entry, text), None, (*stated, Said(ENTRY, entry.credit)))


def _credits(page: Page, stated: Sequence[Said[str | None]], entry: Entry, text: str) -> Iterator[Said[str | None]]:
    yield Said(TEXT, credit_in(text))
    yield Said("licence link", licence_of(page))
    yield from stated
    yield Said("printed", visible.credit(page))
    yield Said(ENTRY, entry.credit)
