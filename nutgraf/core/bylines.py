"""Who wrote an article: what its metadata say and what it prints, weighed by trust."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nutgraf.core import visible
from nutgraf.core.authors import is_generic, is_login, is_person, names_of
from nutgraf.core.claims import Claims
from nutgraf.core.page import Page
from nutgraf.core.signatures import line_of, presented_name, signature_beside
from nutgraf.core.text import words
from nutgraf.core.titles import word_key
from nutgraf.core.url import registrable_domain
from nutgraf.records import Entry

_CLAIMS = ("JSON-LD author", "article:author", "meta author", "microdata author")
_PRINTED = "byline"
_TELLING = 3  # letters from which a word within another is no accident


class Authors(NamedTuple):
    """The names of who wrote an article, and where they stand."""

    names: tuple[str, ...] = ()
    source: str = ""


def authors_of(page: Page, sources: Sequence[Claims], entry: Entry, title: str) -> Authors:
    """The first names of persons or agencies that are not just the site's own, which many put where an author belongs.

    A signature beside the title outweighs metadata that name somebody else: some name who entered the article.
    """
    site = _site(page, sources)
    at = line_of(title, page.lines)
    signed = Authors(_persons(signature_beside(page.lines, at), site), "signature")
    stated: list[Authors] = []
    for bylines, source in _bylines(page, sources, entry, at):
        stated.append(Authors(names_of(bylines), source))
        persons = _persons(stated[-1].names, site)
        if persons and not all(map(is_login, bylines)):
            found = Authors(persons, source)
            return signed if _corrects(signed, found) else _fuller(found, sources, site)
    return signed if signed.names else _without_persons(stated, site)


def _site(page: Page, sources: Sequence[Claims]) -> set[str]:
    """The site's names as word keys."""
    named = [name for claim in sources if (name := claim.site_name)]
    named += [name.partition(" (")[0] for name in named]
    return {word_key(name) for name in (*named, registrable_domain(page.url or "") or "")}


def _bylines(
    page: Page, sources: Sequence[Claims], entry: Entry, at: int | None
) -> Iterator[tuple[tuple[str, ...], str]]:
    """What names the authors, in order of trust; what the page prints is looked for only where the metadata do not."""
    for claim, source in zip(sources, _CLAIMS, strict=True):
        yield claim.authors, source
    yield presented_name(page.lines, at), "name beside the title"
    yield visible.byline(page, at), _PRINTED
    yield entry.authors, "feed"


def _foreign(names: Iterable[str], site: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if word_key(name) not in site)


def _persons(names: Iterable[str], site: set[str]) -> tuple[str, ...]:
    return tuple(filter(is_person, _foreign(names, site)))


def _corrects(signed: Authors, found: Authors) -> bool:
    """Whether a signature names others, or the same with less around their names; glued words count as the same.

    Some pages print "By Ann SmithMay 5".
    """
    printed = word_key(" ".join(signed.names))
    if not printed or not any(len(word) >= _TELLING and word in printed for word in words(" ".join(found.names))):
        return bool(printed)
    same_number = len(signed.names) == len(found.names)
    return same_number and found.source == _PRINTED and len(printed) < len(word_key(" ".join(found.names)))


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
    return next((authors for authors in stated if authors.names), Authors())
