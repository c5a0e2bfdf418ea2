"""What an article is filed under: its section and its tags."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, Found, Said, first_said
from nutgraf.core.fields import visible
from nutgraf.core.page.parsed import Page, text_of
from nutgraf.core.text.plain import clean, word_key
from nutgraf.records import Entry

_COMMAS: Final = re.compile(r"\s*[,，、;；،]\s*")
_SLUG: Final = re.compile(r"/?[a-z0-9]+(?:[-_/][a-z0-9]+)*/?")
_PARTED: Final = re.compile(r"[-_]+")
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$|\s\(current\)$")
_SHORTEST: Final = 2  # letters of a word
_MOST_LINKS: Final = 20
_LONGEST: Final = 40  # characters of what a section is called; chosen, not measured
_TIGHT: Final = re.compile(r"[^\W\d],(?=[^\W\d])")  # as lists are joined, and nobody writes
_LISTED: Final = 3  # parts from which a section or tag with commas is a list; chosen, not measured


def find_section(page: Page, sources: Sequence[Claims], entry: Entry) -> Found[str | None]:
    """The section, or the first of a list of them."""
    stated = by_place(_spelt_out(page, _first_of_list(claim.section)) for claim in sources)
    fed = Said(ENTRY, _first_of_list(entry.section))
    return first_said(_sections(page, stated, fed), None, (*stated, fed))


def _sections(page: Page, stated: Sequence[Said[str | None]], fed: Said[str | None]) -> Iterator[Said[str | None]]:
    yield from stated
    yield Said("category link", _first_of_list(visible.section(page)))
    yield fed


def _spelt_out(page: Page, section: str | None) -> str | None:
    """A section that is given as the part of an address, as a link that leads there names it."""
    if not section or not _SLUG.fullmatch(section):
        return section
    slug = section.strip("/").rpartition("/")[2]
    links = (node for node in page.nodes(f'a[href*="/{slug}"]', _MOST_LINKS) if _leads_to(node, slug))
    names = [name for node in links if 0 < len(name := _AROUND.sub("", text_of(node))) <= _LONGEST]
    same = (name for name in names if word_key(name) == word_key(slug))
    named = next(same, None) or next((name for name in names if not name[0].islower()), None)
    parts = list(dict.fromkeys(_PARTED.split(slug)))
    if named or min(map(len, parts)) < _SHORTEST:
        return named or section
    return " ".join(parts).capitalize() if _PARTED.search(slug) else section


def _leads_to(link: LexborNode, slug: str) -> bool:
    path = (link.attributes.get("href") or "").partition("?")[0].rstrip("/")
    return path.endswith(f"/{slug}")


def _first_of_list(section: str | None) -> str | None:
    if not section:
        return None
    parts = _COMMAS.split(section)
    return parts[0] if parts[0] and (len(parts) >= _LISTED or _TIGHT.search(section)) else section


def find_tags(page: Page, sources: Sequence[Claims], entry: Entry) -> Found[tuple[str, ...]]:
    """The tags, those that are lists taken apart."""
    found = first_said(_tags(page, sources, entry), ())
    return Found(_apart(found.value), found.source)


def _tags(page: Page, sources: Sequence[Claims], entry: Entry) -> Iterator[Said[tuple[str, ...]]]:
    yield from by_place(claim.tags for claim in sources)
    yield Said(ENTRY, entry.tags)
    yield Said("tag links", visible.tags(page))


def _apart(tags: Sequence[str]) -> tuple[str, ...]:
    apart = (parts if len(parts := _COMMAS.split(tag)) >= _LISTED else [tag] for tag in tags)
    return tuple(dict.fromkeys(filter(None, (clean(tag) for parts in apart for tag in parts))))
