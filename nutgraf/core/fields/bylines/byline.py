"""Who wrote an article: what its metadata say and what it prints, weighed by trust."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, Found, Said
from nutgraf.core.fields import visible
from nutgraf.core.fields.bylines.authors import (
    is_account,
    is_body,
    is_generic,
    is_initials,
    is_person,
    names_of,
    only_edited,
)
from nutgraf.core.fields.bylines.printed import printed_byline
from nutgraf.core.fields.bylines.signatures import NAME, line_of, presented_name, signature_beside
from nutgraf.core.formats.url import registrable_domain
from nutgraf.core.page.parsed import Page
from nutgraf.core.text.plain import word_key, words
from nutgraf.records import Entry

_CLAIMS = ("JSON-LD author", "article:author", "meta author", "microdata author")
_PRINTED = "byline"
_TELLING = 3  # letters from which a word within another is no accident; chosen, not measured


class Authors(NamedTuple):
    """The names of who wrote an article, and where they stand."""

    names: tuple[str, ...] = ()
    source: str = ""


def find_authors(page: Page, sources: Sequence[Claims], entry: Entry, title: str) -> Found[tuple[str, ...]]:
    """Who wrote the article with that title; what is said beside it are bylines as they are written."""
    names, source = authors_of(page, sources, entry, title)
    return Found(names, source, (*by_place(claim.authors for claim in sources), Said(ENTRY, entry.authors)))


def authors_of(page: Page, sources: Sequence[Claims], entry: Entry, title: str) -> Authors:
    """The first names of persons or agencies that are not just the site's own, which many put where an author belongs.

    A signature beside the title outweighs metadata that name somebody else: some name who entered the article. What
    else the page prints is looked for only where the metadata name nobody.
    """
    site = _site(page, sources)
    if not NAME.fullmatch(title):
        site.add(word_key(title))
    lines = [block.text for block in page.layout.blocks]
    at = line_of(title, lines)
    signed = Authors(_persons(signature_beside(lines, at), site), "signature")
    claimed: list[Authors] = []
    if found := _first_persons(_claims(sources), site, claimed):
        return signed if _corrects(signed, found) else _fuller(found, sources, site)
    told: list[Authors] = []
    found = _first_persons(_told(page, lines, at, entry), site, told) or signed
    if _corrects(signed, found):
        found = signed
    if found.names:
        return next((own for own in claimed if _is_within(own, found)), found)
    return _without_persons([*claimed, *told], site)


def _claims(sources: Sequence[Claims]) -> Iterator[tuple[Sequence[str], str]]:
    """What the metadata say, in order of trust."""
    return zip((claim.authors for claim in sources), _CLAIMS, strict=True)


def _told(page: Page, lines: Sequence[str], at: int | None, entry: Entry) -> Iterator[tuple[Sequence[str], str]]:
    """What the page prints in its lines, the title being in the one ``at``, and what its feed says."""
    yield presented_name(lines, at), "name beside the title"
    yield visible.byline(page) or printed_byline(lines, at) or visible.only_author(page), _PRINTED
    yield entry.authors, ENTRY


def _first_persons(bylines: Iterable[tuple[Sequence[str], str]], site: set[str], read: list[Authors]) -> Authors | None:
    """The first persons in bylines, accounts passed over; all names on the way to them are added to ``read``.

    Who only edited comes after all who wrote.
    """
    editors: Authors | None = None
    for stated, source in bylines:
        if names := names_of(stated):
            read.append(Authors(names, source))
            persons = _persons(names, site)
            if persons and not all(map(is_account, stated)):
                if not only_edited(stated):
                    return Authors(persons, source)
                editors = editors or Authors(persons, source)
    return editors


def _site(page: Page, sources: Sequence[Claims]) -> set[str]:
    """The names of the site and of the article's section as word keys."""
    named = [name for claim in sources if (name := claim.site_name)]
    named += [name.partition(" (")[0] for name in named]
    named += [claim.section for claim in sources if claim.section]
    named += filter(None, [visible.section(page)])
    domain = registrable_domain(page.url or "") or ""
    return {word_key(name) for name in (*named, domain, domain.partition(".")[0])}


def _foreign(names: Iterable[str], site: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if word_key(name) not in site)


def _persons(names: Iterable[str], site: set[str]) -> tuple[str, ...]:
    """The persons and agencies among names, with those by their initials and without where they work."""
    foreign = _foreign(names, site)
    persons = set(filter(is_person, foreign))
    persons = {name for name in persons if not is_body(name)} or persons
    return tuple(name for name in foreign if name in persons or (persons and is_initials(name)))


def _corrects(signed: Authors, found: Authors) -> bool:
    """Whether a signature names others than were found, or them better: with their surname, with less around it."""
    if not signed.names or not _share_a_word(found, signed):
        return bool(signed.names)
    if len(found.names) == len(signed.names) == 1 and signed.names[0].split()[:-1] == [found.names[0]]:
        return True
    shorter = len(word_key(" ".join(signed.names))) < len(word_key(" ".join(found.names)))
    return shorter and found.source == _PRINTED and len(signed.names) == len(found.names)


def _share_a_word(claimed: Authors, printed: Authors) -> bool:
    """Whether authors can be the same people; glued words count too, for some pages print "By Ann SmithMay 5"."""
    key = word_key(" ".join(printed.names))
    return any(len(word) >= _TELLING and word in key for word in words(" ".join(claimed.names)))


def _is_within(own: Authors, printed: Authors) -> bool:
    """Whether a person whose site this is, is who is printed, with more around the name."""
    key = word_key(" ".join(printed.names))
    return all(is_person(name) and word_key(name) in key for name in own.names)


def _fuller(authors: Authors, sources: Sequence[Claims], site: set[str]) -> Authors:
    """The authors as other meta tags have them with others besides: some sites give only the first in their JSON-LD."""
    keys = set(map(word_key, authors.names))
    for claim, source in zip(sources[1:3], _CLAIMS[1:3], strict=True):
        names = _foreign(names_of(claim.authors), site) if claim.authors and source != authors.source else ()
        if keys < set(map(word_key, names)):
            return Authors(names, source)
    return authors


def _without_persons(stated: Sequence[Authors], site: set[str]) -> Authors:
    """An account or a company, where no person is named; else an office; else the site itself."""
    for authors in stated:
        if names := tuple(name for name in _foreign(authors.names, site) if not is_generic(name)):
            return authors._replace(names=names)
    return next(iter(stated), Authors())
