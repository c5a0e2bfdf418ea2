"""How much of a text is in another, and whether that makes one a copy of the other."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from nutgraf.core.signature import unpack
from nutgraf.core.text import words
from nutgraf.core.url import registrable_domain
from nutgraf.engine.copy_index import urls
from nutgraf.records import Article, Known, Reason

SHORT = 40  # shingles: an excerpt, or a text as short as one
SHORT_LEAST = 10  # a run of twelve words
SHORT_SHARE = 0.8
LONG_SHARE = 0.5
LONG_SHARE_OF_COPY = 0.2  # less, and the longer text only contains the shorter among much else
DECLARED_SHARE = 0.2
TITLES_ALIKE = 0.5

SHARED = "shared word runs"
COMPARED = "compared word runs"
DECLARED = "declared original"


class Overlap(NamedTuple):
    """Shingles that two texts share, and how many each has; ``declared``: one names the other as its original."""

    shared: int
    mine: int
    other: int
    declared: bool

    @property
    def containment(self) -> float:
        """The share of the shorter text that is in the longer."""
        return self.shared / shorter if (shorter := min(self.mine, self.other)) else 0.0


@lru_cache(maxsize=64)
def _shingles(packed: bytes) -> frozenset[int]:
    return frozenset(unpack(packed))


def overlap(mine: Known, other: Known) -> Overlap:
    """How much two articles share."""
    a, b = _shingles(mine.fingerprint.shingles), _shingles(other.fingerprint.shingles)
    declared = declares(mine.article, other.article) or declares(other.article, mine.article)
    return Overlap(len(a & b), len(a), len(b), declared)


def is_copy(mine: Known, other: Known, found: Overlap) -> bool:
    """Whether one of the two copies the other, whichever was first."""
    shorter, longer = sorted((found.mine, found.other))
    if found.declared:
        return not shorter or found.containment >= DECLARED_SHARE
    if shorter < SHORT:
        return _is_short_copy(mine, other, found)
    excerpt = mine.article.partial or other.article.partial
    return found.containment >= LONG_SHARE and (excerpt or found.shared >= LONG_SHARE_OF_COPY * longer)


def _is_short_copy(mine: Known, other: Known, found: Overlap) -> bool:
    """An outlet's pages may all have the same excerpt, so that there the titles must agree too."""
    if found.shared < SHORT_LEAST or found.containment < SHORT_SHARE:
        return False
    return outlet(mine.article) != outlet(other.article) or _titles_alike(mine.article, other.article)


def _titles_alike(a: Article, b: Article) -> bool:
    mine, other = set(words(a.title, a.language)), set(words(b.title, b.language))
    return len(mine & other) >= TITLES_ALIKE * max(len(mine), len(other))


def declares(copy: Article, original: Article) -> bool:
    """Whether a page names another's URL as the one where its text was first published."""
    return copy.original_url is not None and copy.original_url in urls(original)


def outlet(article: Article) -> str:
    """What tells outlets apart: the registrable domain, else the provider's name, else the article alone."""
    domain = article.provider.domain or article.canonical_url or article.url
    return (domain and registrable_domain(domain)) or domain or article.provider.name or article.id


def copy_reasons(copy: Known, original: Known, found: Overlap) -> tuple[Reason, ...]:
    """The numbers behind a copy link; ``share_of`` makes its share of them.

    Of two full texts, the share is of the copy's; where only an excerpt is known of one, of the shorter.
    """
    excerpt = copy.article.partial or original.article.partial
    compared = min(found.mine, found.other) if excerpt else found.mine
    reasons = (
        Reason(name=SHARED, value=found.shared, note=original.article.id),
        Reason(name=COMPARED, value=compared, note="of the shorter" if excerpt else "of this article"),
    )
    declared = Reason(name=DECLARED, value=1, note=copy.article.original_url or original.article.original_url or "")
    return (*reasons, declared) if found.declared else reasons


def share_of(reasons: Sequence[Reason]) -> float:
    """The share, 0 to 1, that the reasons of a copy link give."""
    values = {reason.name: reason.value for reason in reasons}
    if compared := values.get(COMPARED, 0.0):
        return values.get(SHARED, 0.0) / compared
    return values.get(DECLARED, 0.0)
